using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Policies;

public sealed class EnsembleTests
{
    private const ScalarType Double = ScalarType.Float64;
    private const int Members = 3;
    private static readonly SeedSequence Seeds = new(41);
    private static readonly BoxSpace Box = new([-0.5f, -100], [0.5f, 100]);
    private readonly RandomStream _random = Seeds.Child("data").Stream();

    public EnsembleTests() => set_num_threads(1);                        // spinning threads cost more than such sizes gain

    public static TheoryData<string, Activation> Kinds
    {
        get
        {
            var data = new TheoryData<string, Activation>();
            foreach (var activation in Enum.GetValues<Activation>())
                foreach (var kind in new[] { "categorical", "gaussian", "deterministic" })
                    data.Add(kind, activation);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Members_equal_single_policies(string kind, Activation activation)
    {
        using var scope = NewDisposeScope();
        using var ensemble = New(kind, activation, Double);
        var (first, second, shared) = (Numbers(Members, 6, 3), Numbers(Members, 4, 3), Numbers(5, 3));
        var (questions, weights) = Ask(kind, first, second);
        using var answers = ensemble.Forward([.. questions, Whole(kind, shared)]);
        ensemble.Backward(answers, [.. weights, null]);
        var size = ensemble.Parameters.Count / Members;

        for (var member = 0; member < Members; member++)
        {
            using var single = Single(kind, activation, member);
            Assert.Equal(single.Parameters.Values.data<double>().ToArray(), Slice(ensemble.Parameters.Values, member));
            var one = Array.ConvertAll(questions, question => Select(question, member));
            using var expected = single.Forward(one);
            single.Backward(expected, [.. weights.Select(weight => weight[member])]);
            for (var i = 0; i < one.Length; i++)
                Equal(expected[i], answers[i][member], 1e-12);
            Gradients.Equal([.. single.Parameters.Gradients.data<double>()], Slice(ensemble.Parameters.Gradients, member), 1e-12);
        }

        double[] Slice(Tensor flat, int member) => flat.narrow(0, member * size, size).data<double>().ToArray();
    }

    [Theory]
    [InlineData("categorical")]
    [InlineData("gaussian")]
    [InlineData("deterministic")]
    public void Gradients_equal_central_differences(string kind)
    {
        using var scope = NewDisposeScope();
        using var ensemble = New(kind, Activation.Tanh, Double);
        Gradients.Stir(ensemble, _random);
        var (questions, weights) = Ask(kind, Numbers(Members, 6, 3), Numbers(Members, 4, 3));

        Gradients.Equal(Gradients.Differences(ensemble, weights, questions), Gradients.Backward(ensemble, weights, questions), 1e-7);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("deterministic")]
    public void Mean_and_covariance_are_those_of_the_members(string kind)
    {
        using var scope = NewDisposeScope();
        using var ensemble = New(kind, Activation.Tanh, Double);
        var states = Numbers(5, 3);
        using var answers = ensemble.Forward(new EnsembleMeanQuestion(states), new EnsembleCovarianceQuestion(states));
        var one = ensemble.OneSampleEnsemble();

        Assert.Equal([5, 2, 2], answers[1].shape);
        for (var row = 0; row < 5; row++)
        {
            var state = new State(states[row].data<double>().ToArray());
            var means = Enumerable.Range(0, Members).Select(member => Single(kind, Activation.Tanh, member).OneSample().Mean(state)).ToArray();
            for (var i = 0; i < 2; i++)
            {
                Assert.Equal(Mean(i), answers[0][row, i].item<double>(), 13);
                for (var j = 0; j < 2; j++)
                    Assert.Equal(means.Average(mean => (mean[i] - Mean(i)) * (mean[j] - Mean(j))), answers[1][row, i, j].item<double>(), 13);
            }
            Gradients.Equal([.. answers[0][row].data<double>()], one.Mean(state).Span.ToArray(), 1e-13);
            Gradients.Equal([.. answers[0][row].data<double>()], ensemble.OneSample().Mean(state).Span.ToArray(), 1e-13);
            Gradients.Equal([.. answers[1][row].contiguous().view(-1).data<double>()], one.Covariance(state).Span.ToArray(), 1e-13);

            double Mean(int component) => means.Average(mean => mean[component]);
        }
        Assert.Throws<NotSupportedException>(() => one.Disagreement(State.Of(1, 2, 3)));
    }

    [Fact]
    public void Disagreement_and_mixture_are_those_of_the_members()
    {
        using var scope = NewDisposeScope();
        using var ensemble = New("categorical", Activation.Tanh, Double);
        var states = Numbers(5, 3);
        using var answers = ensemble.Forward(new EnsembleDisagreementQuestion(states));
        var (one, mixture) = (ensemble.OneSampleEnsemble(), ensemble.OneSample());

        for (var row = 0; row < 5; row++)
        {
            var state = new State(states[row].data<double>().ToArray());
            var members = Enumerable.Range(0, Members).Select(member => Single("categorical", Activation.Tanh, member).OneSample()).ToArray();
            var mean = Enumerable.Range(0, 4).Select(action => members.Average(m => Math.Exp(m.LogProb(Act.Discrete(action), state)))).ToArray();
            var entropy = -mean.Sum(static p => p * Math.Log(p));

            Assert.Equal(entropy - members.Average(m => m.Entropy(state)), answers[0][row].item<double>(), 12);
            Assert.Equal(answers[0][row].item<double>(), one.Disagreement(state), 12);
            Assert.Equal(entropy, mixture.Entropy(state), 12);
            Gradients.Equal([.. mean.Select(static p => Math.Log(p))], mixture.LogProbs(state).Span.ToArray(), 1e-12);
            Assert.Equal(Math.Log(mean[2]), mixture.LogProb(Act.Discrete(2), state), 12);
            Assert.Equal(Math.Log(mean[1]), mixture.LogProb(new Acts(Act.Discrete(2), Act.Discrete(1)), state)[1], 12);
        }
        Assert.Equal(ensemble.Parameters.Values.data<double>().Sum(static w => w * w), mixture.SquaredWeights, 9);
        Assert.Throws<NotSupportedException>(() => one.Mean(State.Of(1, 2, 3)));
    }

    [Fact]
    public void Equal_members_never_disagree()
    {
        using var scope = NewDisposeScope();
        using var ensemble = new CategoricalEnsemble(5, 3, 4, [8], Activation.Tanh, Seeds);
        ensemble.Parameters.Values.fill_(0.3);
        using var answers = ensemble.Forward(new EnsembleDisagreementQuestion(randn(1000, 3)));

        Assert.All(answers[0].data<float>(), static value => Assert.InRange(value, 0, 1e-6f));
    }

    [Fact]
    public void It_acts_by_the_mean_of_its_members()
    {
        using var gaussian = (GaussianEnsemble)New("gaussian", Activation.Tanh, ScalarType.Float32);
        using var deterministic = (DeterministicEnsemble)New("deterministic", Activation.Tanh, ScalarType.Float32);
        using var categorical = New("categorical", Activation.Tanh, ScalarType.Float32);
        const int rows = 20_000;
        var state = State.Of(0.5, -1, 2);
        var (states, actions, drawn, again) = (new float[rows * 3], new float[rows * 2], new float[rows * 2], new float[rows * 2]);
        for (var i = 0; i < states.Length; i++)
            states[i] = (float)state[i % 3];

        deterministic.Mode(states, actions);
        deterministic.Sample(states, drawn, Seeds.Stream());
        Assert.Equal(actions, drawn);
        var mean = deterministic.OneSample().Mean(state);
        Assert.Equal([Math.Clamp((float)mean[0], -0.5f, 0.5f), (float)mean[1]], actions[..2], (x, y) => Math.Abs(x - y) < 1e-6);

        gaussian.Mode(states, actions);
        gaussian.Sample(states, drawn, Seeds.Stream());
        gaussian.Sample(states, again, Seeds.Stream());
        Assert.Equal(drawn, again);
        var second = drawn.Where(static (_, i) => i % 2 == 1).ToArray();
        var (middle, spread) = (gaussian.OneSample().Mean(state)[1], 1 + gaussian.OneSampleEnsemble().Covariance(state)[1, 1]);
        Assert.Equal(middle, actions[1], 1e-6);
        Assert.InRange(second.Average(), middle - (4 * Math.Sqrt(spread / rows)), middle + (4 * Math.Sqrt(spread / rows)));
        Assert.InRange(second.Average(x => (x - middle) * (x - middle)) / spread, 0.95, 1.05);

        var (choices, one) = (new float[rows], categorical.OneSample());
        categorical.Mode(states, choices);
        Assert.All(choices, choice => Assert.Equal(Enumerable.Range(0, 4).MaxBy(action => one.LogProbs(state)[action]), (int)choice));
        categorical.Sample(states, choices, Seeds.Stream());
        for (var action = 0; action < 4; action++)
            Assert.InRange(choices.Count(choice => choice == action) / (double)rows - Math.Exp(one.LogProbs(state)[action]), -0.015, 0.015);
    }

    [Fact]
    public void Copies_are_independent_and_a_member_can_be_taken_out()
    {
        using var scope = NewDisposeScope();
        foreach (var kind in new[] { "categorical", "gaussian", "deterministic" })
        {
            using var ensemble = New(kind, Activation.Tanh, Double);
            Gradients.Stir(ensemble, _random);
            using var copy = (EnsembleNetwork)ensemble.Copy();
            using PolicyNetwork member = ensemble switch
            {
                CategoricalEnsemble categorical => categorical.CopyMember(1),
                GaussianEnsemble gaussian => gaussian.CopyMember(1),
                _ => ((DeterministicEnsemble)ensemble).CopyMember(1),
            };
            var before = ensemble.Parameters.Values.data<double>().ToArray();
            ensemble.Parameters.Values.zero_();

            Assert.Equal(before, copy.Parameters.Values.data<double>().ToArray());
            Assert.Equal(before.Skip(before.Length / 3).Take(before.Length / 3), member.Parameters.Values.data<double>().ToArray());
        }
        using var one = (CategoricalEnsemble)New("categorical", Activation.Tanh, Double);
        Assert.StartsWith("Found member 3; expected one of 0 to 2.",
            Assert.Throws<ArgumentOutOfRangeException>(() => one.CopyMember(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var ensemble = New("gaussian", Activation.Tanh, ScalarType.Float32);
        using var discrete = New("categorical", Activation.Tanh, ScalarType.Float32);
        var (each, shared) = (zeros(3, 5, 3), zeros(5, 3));

        Assert.Equal("Mean: State is [5, 3]; expected [3, n, 3].", Refused(new MeanQuestion(shared)));
        Assert.Equal("EnsembleMean: State is [3, 5, 3]; expected [n, 3].", Refused(new EnsembleMeanQuestion(each)));
        Assert.Equal("LogProb: Action is [5, 2]; expected [3, 5, 2].", Refused(new LogProbQuestion(zeros(5, 2), each)));
        Assert.Equal("LogProbsOf: Actions is [3, 5, 2]; expected [3, 5, n, 2].", Refused(new LogProbsOfQuestion(zeros(3, 5, 2), each)));
        Assert.Equal("A Gaussian policy does not answer EnsembleDisagreement.", Unanswered(ensemble, new EnsembleDisagreementQuestion(shared)));
        Assert.Equal("A categorical policy does not answer EnsembleMean.", Unanswered(discrete, new EnsembleMeanQuestion(shared)));
        Assert.Equal("A categorical policy does not answer Sample.",
            Unanswered(discrete, new SampleQuestion(each, new DrawBatch(Seeds.Stream(), 0))));
        using var answers = ensemble.Forward(new EnsembleMeanQuestion(shared));
        Assert.Equal("EnsembleMean: the answer of a whole ensemble has no gradient.",
            Assert.Throws<NotSupportedException>(() => ensemble.Backward(answers, zeros(5, 2))).Message);
        Assert.Equal("members", Assert.Throws<ArgumentOutOfRangeException>(
            () => new CategoricalEnsemble(1, 3, 4, [8], Activation.Tanh, Seeds)).ParamName);

        string Refused(Question question) => Assert.Throws<ArgumentException>(() => ensemble.Forward(question)).Message;
        static string Unanswered(INetwork network, Question question)
            => Assert.Throws<NotSupportedException>(() => network.Forward(question)).Message;
    }

    [Theory]
    [InlineData("categorical")]
    [InlineData("gaussian")]
    [InlineData("deterministic")]
    public void Training_does_not_leak_tensors(string kind)
    {
        using var ensemble = New(kind, Activation.Gelu, Double);
        using var first = Numbers(Members, 6, 3);
        using var second = Numbers(Members, 4, 3);
        using var shared = Numbers(5, 3);
        var (questions, weights) = Ask(kind, first, second);
        questions = [.. questions, Whole(kind, shared)];
        Once();
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 2000; step++)
            Once();

        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Once()
        {
            using var answers = ensemble.Forward(questions);
            ensemble.Backward(answers, [.. weights, null]);
        }
    }

    private (Question[] Questions, Tensor[] Weights) Ask(string kind, Tensor first, Tensor second) => kind switch
    {
        "categorical" => (
            [
                new LogProbQuestion(Choices(6, 1).squeeze(-1), first), new EntropyQuestion(first), new SquaredWeightsQuestion(),
                new LogProbsQuestion(second), new LogProbsOfQuestion(Choices(4, 2), second),
            ],
            [Numbers(Members, 6), Numbers(Members, 6), Numbers(Members), Numbers(Members, 4, 4), Numbers(Members, 4, 2)]),
        "gaussian" => (
            [
                new LogProbQuestion(Numbers(Members, 6, 2), first), new EntropyQuestion(first), new SquaredWeightsQuestion(),
                new LogProbsOfQuestion(Numbers(Members, 4, 5, 2), second), new MeanQuestion(second),
            ],
            [Numbers(Members, 6), Numbers(Members, 6), Numbers(Members), Numbers(Members, 4, 5), Numbers(Members, 4, 2)]),
        _ => ([new MeanQuestion(first), new SquaredWeightsQuestion(), new MeanQuestion(second)],
            [Numbers(Members, 6, 2), Numbers(Members), Numbers(Members, 4, 2)]),
    };

    private static Question Whole(string kind, Tensor shared)
        => kind == "categorical" ? new EnsembleDisagreementQuestion(shared) : new EnsembleCovarianceQuestion(shared);

    /// <summary>The question as a single policy is asked.</summary>
    private static Question Select(Question question, int member)
    {
        return question switch
        {
            LogProbQuestion asked => new LogProbQuestion(asked.Action[member], asked.State[member]),
            EntropyQuestion asked => new EntropyQuestion(asked.State[member]),
            MeanQuestion asked => new MeanQuestion(asked.State[member]),
            LogProbsQuestion asked => new LogProbsQuestion(asked.State[member]),
            LogProbsOfQuestion asked => new LogProbsOfQuestion(asked.Actions[member], asked.State[member]),
            _ => question,
        };
    }

    private static EnsembleNetwork New(string kind, Activation activation, ScalarType type) => kind switch
    {
        "categorical" => new CategoricalEnsemble(Members, 3, 4, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun),
        "gaussian" => new GaussianEnsemble(Members, 3, Box, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun),
        _ => new DeterministicEnsemble(Members, 3, Box, [5, 6], activation, Seeds, type, initialization: Initialization.LeCun),
    };

    private static PolicyNetwork Single(string kind, Activation activation, int member)
    {
        var seeds = Seeds.Child((ulong)member);
        return kind switch
        {
            "categorical" => new CategoricalPolicy(3, 4, [5, 6], activation, seeds, Double, initialization: Initialization.LeCun),
            "gaussian" => new GaussianPolicy(3, Box, [5, 6], activation, seeds, Double, initialization: Initialization.LeCun),
            _ => new DeterministicPolicy(3, Box, [5, 6], activation, seeds, Double, initialization: Initialization.LeCun),
        };
    }

    private Tensor Numbers(params long[] shape) => Gradients.Random(_random, shape);

    private Tensor Choices(int rows, int count) => Gradients.Choices(_random, Members * rows * count, 4).view(Members, rows, count, 1);

    private static void Equal(Tensor expected, Tensor found, double tolerance)
    {
        Assert.Equal(expected.shape, found.shape);
        Gradients.Equal([.. expected.contiguous().view(-1).data<double>()], [.. found.contiguous().view(-1).data<double>()], tolerance);
    }
}
