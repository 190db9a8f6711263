using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// Losses that ask about answers, by built-in networks in float64: without tensors they end where tensors take them, through samples,
/// through gradients with respect to acts, and through what an ensemble says as a whole.
/// </summary>
[Trait("Speed", "Slow")]
public class CpuLevelsTests
{
    private static readonly BoxSpace Acts = new([-1, -1], [1, 1]);

    private static readonly Dataset<Demonstration> Few = Rows(60),
        Many = Rows(300);

    private static Dataset<Demonstration> Rows(int count) =>
        new(
            Enumerable
                .Range(0, count)
                .Select(static i => new Demonstration(
                    new State(new[] { Math.Sin(i), Math.Cos(2.0 * i), 0.01 * i }),
                    new Act(new[] { Math.Sin(3.0 * i), 0.2 })
                ))
        );

    public static TheoryData<string> Runs => [.. Trainings.Keys];

    /// <summary>The parameters at the end, of every network that is trained.</summary>
    private static readonly Dictionary<string, Func<TrainingOptions, Dataset<Demonstration>, double[]>> Trainings = new()
    {
        ["a sampled act, through a critic"] = static (options, rows) =>
        {
            using var pi = Gaussian();
            using var q = Critic(3);
            new Drawn().Train(pi, q, rows, options);
            return Values(pi.Parameters);
        },
        ["a critic that is trained too"] = static (options, rows) =>
        {
            using var mu = Deterministic();
            using var q = Critic(3);
            new ThroughTheCritic().Train(mu, q, rows, options);
            return Values(mu.Parameters, q.Parameters);
        },
        ["a critic beside a view of itself"] = static (options, rows) =>
        {
            using var mu = Deterministic();
            using var q = Critic(3);
            new Judged().Train(mu, q, rows, options);
            return Values(mu.Parameters, q.Parameters);
        },
        ["two losses through one answer"] = static (options, rows) =>
        {
            using var mu = Deterministic();
            using var q = Critic(3);
            new TwiceThrough().Train(mu, q, rows, State.Of(0.1, -0.2, 0.3), options);
            return Values(mu.Parameters);
        },
        ["acts spread as members disagree"] = static (options, rows) =>
        {
            using var members = new DeterministicEnsemble(10, 3, Acts, [16], Activation.Tanh, new SeedSequence(2), ScalarType.Float64);
            using var pi = Gaussian();
            new PosteriorCloning().Train(members, pi, rows, options);
            return Values(members.Parameters, pi.Parameters);
        },
        ["rows that the policy replaces"] = static (options, rows) =>
        {
            using var mu = Deterministic();
            new SelfLabelled().Train(mu, rows, options);
            return Values(mu.Parameters);
        },
        ["a soft actor and its critics"] = static (options, rows) =>
        {
            using var q1 = Critic(2, states: 2);
            using var q2 = Critic(3, states: 2);
            using var pi = new GaussianPolicy(2, Acts, [16], Activation.Tanh, new SeedSequence(7), ScalarType.Float64);
            using var logAlpha = new CoefficientNetwork(0, ScalarType.Float64);
            new SoftActorCritic().Train(q1, q2, pi, logAlpha, Reach.Lanes(4).Environments, new Rounds(2, 40), options);
            return Values(q1.Parameters, q2.Parameters, pi.Parameters, logAlpha.Parameters);
        },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_ends_where_tensors_take_it(string run)
    {
        var (expected, found, start) = (
            Trainings[run](Options(Computation.Tensors), Few),
            Trainings[run](Options(Computation.Fastest), Few),
            Trainings[run](Options(Computation.Fastest) with { Epochs = 1, LearningRate = 1e-12 }, Few)
        );
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-9);
        Assert.True(expected.Zip(start).Max(static pair => Math.Abs(pair.First - pair.Second)) > 1e-2, "Nothing was learned.");
    }

    /// <summary>Of two runs, one of five times the steps, with batches of the same size; an object has 24 bytes or more.</summary>
    [Theory]
    [InlineData("a sampled act, through a critic")]
    [InlineData("a critic beside a view of itself")]
    [InlineData("acts spread as members disagree")]
    [InlineData("rows that the policy replaces")]
    public void A_step_that_asks_about_answers_allocates_nothing(string run)
    {
        Train(Few);
        var few = Enumerable.Range(0, 5).Min(_ => Train(Few));
        var many = Enumerable.Range(0, 5).Min(_ => Train(Many));
        Assert.InRange((many - few) / (24.0 * 60), -20, 20);

        long Train(Dataset<Demonstration> rows)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Trainings[run](Options(Computation.Fastest) with { BatchSize = 10, Epochs = 60 }, rows);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static TrainingOptions Options(Computation computation) =>
        new()
        {
            Epochs = 3,
            BatchSize = 16,
            Seed = 4,
            LearningRate = 3e-3,
            Computation = computation,
        };

    private static DeterministicPolicy Deterministic() => new(3, Acts, [16], Activation.Tanh, new SeedSequence(7), ScalarType.Float64);

    private static GaussianPolicy Gaussian() => new(3, Acts, [16], Activation.Tanh, new SeedSequence(7), ScalarType.Float64);

    private static ActCritic Critic(ulong seed, int states = 3) =>
        CriticNetwork.OfAct(states, Acts, [16], Activation.Tanh, new SeedSequence(seed), ScalarType.Float64);

    private static double[] Values(params FlatParameters[] parameters) =>
        [.. parameters.SelectMany(static one => one.Values.data<double>().ToArray())];
}
