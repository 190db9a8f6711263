using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>A module is asked as in evaluation and left as it is, but for questions that train it.</summary>
public sealed class ModuleModeTests
{
    private static readonly BoxSpace Box = new([-9, -9], [9, 9]);
    private static readonly State Here = State.Of(0.1, -0.2, 0.3);

    public static TheoryData<string> Uses => [.. Asked.Keys];

    private static Dictionary<string, Func<MixedModule, Func<double[]>>> Asked =>
        new()
        {
            ["log-prob"] = static module =>
                Over(
                    CategoricalPolicy.Over(module, 3, 2),
                    static policy => [policy.OneSample().LogProb(Act.Discrete(1), Here), policy.OneSample().Entropy(Here)]
                ),
            ["log-probs"] = static module =>
                Over(CategoricalPolicy.Over(module, 3, 2), static policy => policy.OneSample().LogProbs(Here).Span.ToArray()),
            ["sample of one"] = static module =>
                Over(GaussianPolicy.Over(module, 3, Box), static policy => policy.OneSample().Sample(Here, new Draw(7, 3)).Span.ToArray()),
            ["mean"] = static module =>
                Over(DeterministicPolicy.Over(module, 3, Box), static policy => policy.OneSample().Mean(Here).Span.ToArray()),
            ["features"] = static module =>
                Over(FeatureNetwork.Over(module, 3, 2), static network => network.OneSample().Of(Here).Span.ToArray()),
            ["field"] = static module =>
                Over(
                    FieldNetwork.Over(module, 1, 1),
                    static network => network.OneSample().Of(State.Of(1), new Vector(new double[] { 2 }), 0.5).Span.ToArray()
                ),
            ["mode"] = static module => Over(GaussianPolicy.Over(module, 3, Box), static policy => Acts(policy, false)),
            ["sample"] = static module => Over(GaussianPolicy.Over(module, 3, Box), static policy => Acts(policy, true)),
            ["batch"] = static module => Over(CategoricalPolicy.Over(module, 3, 2), static policy => Batch(policy, 5)),
            ["one row"] = static module => Over(CategoricalPolicy.Over(module, 3, 2), static policy => Batch(policy, 1)),
            ["preferences"] = static module => Over(GaussianPolicy.Over(module, 3, Box), Preferences),
        };

    [Theory]
    [MemberData(nameof(Uses))]
    public void What_trains_nothing_is_asked_in_evaluation_and_changes_nothing(string use)
    {
        using var module = use == "field" ? new MixedModule(3, 1) : new MixedModule(3, 2);
        var ask = Asked[use](module);
        var (modes, buffers) = (module.Modes, module.Buffers);

        var first = ask();
        for (var i = 0; i < 3; i++)
            Assert.Equal(first, ask());

        Assert.Equal((modes, buffers), (module.Modes, module.Buffers), Same);
        Assert.All(module.Seen, static seen => Assert.DoesNotContain("True", seen, StringComparison.Ordinal));
        Assert.Contains("encoder:False", modes, StringComparison.Ordinal);
        Assert.Contains("trunk:True", modes, StringComparison.Ordinal);
        Assert.Contains("still:False", modes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_trains_finds_every_part_in_the_mode_that_its_owner_chose()
    {
        using var module = new MixedModule(3, 2);
        using var policy = CategoricalPolicy.Over(module, 3, 2);
        var (modes, buffers) = (module.Modes, module.Buffers);
        using var states = randn(6, 3);
        using var acts = zeros(6, 1);

        using var answers = policy.Forward(new LogProbQuestion(acts, states) { Trains = true });

        Assert.Equal(modes, Assert.Single(module.Seen));
        Assert.Equal(modes, module.Modes);
        Assert.NotEqual(buffers, module.Buffers);
    }

    /// <summary>
    /// A detached view beside the network itself: its answer is that of evaluation, the gradient is that of what trains alone.
    /// </summary>
    [Fact]
    public void Questions_of_both_kinds_are_two_passes_each_in_its_mode()
    {
        using var module = new MixedModule(3, 2, ScalarType.Float64);
        using var policy = CategoricalPolicy.Over(module, 3, 2);
        using var states = ones([6, 3], ScalarType.Float64);
        using var acts = zeros([6, 1], ScalarType.Float64);
        using var slopes = ones(6, ScalarType.Float64);
        using var alone = policy.Forward(new LogProbQuestion(acts, states));
        var modes = module.Modes;

        using var answers = policy.Forward(
            new LogProbQuestion(acts, states),
            new LogProbQuestion(acts, states) { Trains = true },
            new EntropyQuestion(states)
        );
        policy.Backward(answers, null, slopes, null);

        Assert.Equal(3, answers.Count);
        Assert.Equal(alone[0].data<double>().ToArray(), answers[0].data<double>().ToArray());
        Assert.NotEqual(alone[0].data<double>().ToArray(), answers[1].data<double>().ToArray());
        Assert.Equal(modes, module.Modes);
        Assert.Contains(policy.Parameters.Gradients.data<double>().ToArray(), static slope => slope != 0);
        Assert.Throws<ArgumentException>(() => policy.Backward(answers, slopes));
    }

    [Fact]
    public void A_critics_gradient_of_its_argument_is_of_the_pass_that_was_asked()
    {
        using var module = new MixedModule(3, 1, ScalarType.Float64);
        using var critic = StateCritic.Over(module, 3);
        using var states = randn([4, 3], ScalarType.Float64);
        using var slopes = ones(4, ScalarType.Float64);
        using var alone = critic.Forward(new ValueQuestion(states));
        using var expected = critic.ArgumentGradient(alone, 0, 0, slopes);

        using var both = critic.Forward(new ValueQuestion(states) { Trains = true }, new ValueQuestion(states));
        using var found = critic.ArgumentGradient(both, 1, 0, slopes);

        Assert.Equal(expected.data<double>().ToArray(), found.data<double>().ToArray());
    }

    [Fact]
    public void A_module_that_fails_is_in_its_own_modes_afterwards()
    {
        using var module = new MixedModule(3, 2);
        using var policy = GaussianPolicy.Over(module, 3, Box);
        var modes = module.Modes;
        module.Fault = new NotSupportedException("as a test");

        Assert.Throws<NotSupportedException>(() => policy.Mode([1, 2, 3], new float[2]));
        Assert.Throws<NotSupportedException>(() => policy.OneSample().Mean(Here));

        Assert.Equal(modes, module.Modes);
    }

    [Fact]
    public void One_row_is_not_normalised_over_its_batch()
    {
        using var module = new MixedModule(3, 2);
        using var policy = CategoricalPolicy.Over(module, 3, 2);
        var buffers = module.Buffers;
        using var states = randn(1, 3);

        Assert.Equal(
            "Found one row in a pass that trains; expected 2 or more, since module BatchNorm1d trunk.norm normalises over the rows of a "
                + "batch.",
            Assert.Throws<InvalidOperationException>(() => policy.Forward(new EntropyQuestion(states) { Trains = true })).Message
        );
        Assert.Equal(buffers, module.Buffers);
        Assert.Equal(2, TrainingPreconditions.LeastRows([policy], comparesRows: false));
        Assert.Contains(
            "a data set of 1 row; expected 2 rows or more, since module BatchNorm1d trunk.norm normalises over the rows of a batch",
            Assert
                .Throws<ArgumentException>(() =>
                    TrainingPreconditions.CheckBatches(new TrainingOptions(), 1, [policy], comparesRows: false)
                )
                .Message,
            StringComparison.Ordinal
        );
        module.eval();
        Assert.Equal(1, TrainingPreconditions.LeastRows([policy], comparesRows: false));
    }

    [Fact]
    public void Threads_that_ask_at_once_leave_the_modes_alone()
    {
        using var module = new MixedModule(3, 2);
        using var policy = GaussianPolicy.Over(module, 3, Box);
        var (modes, expected) = (module.Modes, Acts(policy, true));

        Parallel.For(
            0,
            4,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            _ =>
            {
                for (var i = 0; i < 200; i++)
                    Assert.Equal(expected, Acts(policy, true));
            }
        );

        Assert.Equal(modes, module.Modes);
    }

    private static bool Same((string, double[]) one, (string, double[]) other) =>
        one.Item1 == other.Item1 && one.Item2.AsSpan().SequenceEqual(other.Item2);

    private static Func<double[]> Over<T>(T network, Func<T, double[]> ask) => () => ask(network);

    private static double[] Acts(PolicyNetwork policy, bool sample)
    {
        var actions = new float[4];
        if (sample)
            policy.Sample([1, 2, 3, 4, 5, 6], actions, new RandomStream(5));
        else
            policy.Mode([1, 2, 3, 4, 5, 6], actions);
        return Array.ConvertAll(actions, static action => (double)action);
    }

    private static double[] Batch(CategoricalPolicy policy, int rows)
    {
        using var states = ones(rows, 3);
        using var answers = policy.Forward(new LogProbsQuestion(states), new EntropyQuestion(states));
        return [.. TensorRows.Read(answers[0]), .. TensorRows.Read(answers[1])];
    }

    private static double[] Preferences(GaussianPolicy policy)
    {
        var pairs = new Dataset<Preference>(
            Enumerable.Range(1, 2).Select(static i => new Preference(Here, Act.Continuous(i, 0), Act.Continuous(0, i)))
        );
        var result = PreferenceEvaluation.OfPolicy(policy, policy, pairs, 0.1);
        var kl = PreferenceEvaluation.KlFromReference(policy, policy, Contexts.From([Here]), 4, new SeedSequence(3));
        return [result.Margin.Mean, kl.Mean];
    }
}
