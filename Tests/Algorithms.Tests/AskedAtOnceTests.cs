using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>
/// A player who is asked about several environments at once teaches what a function that says the same teaches, to the bit, and is asked
/// no more.
/// </summary>
public class AskedAtOnceTests
{
    private const int Environments = 3;
    private static readonly BoxSpace Pushes = new([-1], [1]);
    private static readonly Rounds Two = new(2, Environments * 2 * Corridor.Length);
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 5,
        BatchSize = 4,
        LearningRate = 0.05,
    };

    private static VectorEnvironment Corridors(Space actions) => new(Environments, _ => new Corridor(actions));

    private static Act Choice(State state) => Act.Discrete((int)state[0] % 2);

    private static Act Push(State state) => Act.Continuous((state[0] - 2) / 4);

    [Fact]
    public async Task DAgger() =>
        await Same(
            Choice,
            atMost: 3,
            static (expert, data) =>
                Discrete((pi, environments) => new DAgger { P = 0.5 }.Train(pi, data, environments, expert, Two, Options))
        );

    [Fact]
    public async Task HgDAgger() =>
        await Same(
            Choice,
            atMost: 3,
            static (expert, data) =>
                Discrete(
                    (pi, environments) =>
                        new HgDAgger().Train(pi, data, environments, expert.TakingOver(static t => t.State[0] >= 3), Two, Options)
                )
        );

    /// <summary>Its rule reads what the expert would do, but only while the expert acts.</summary>
    [Theory]
    [InlineData(0.001, 0.3)]
    [InlineData(0.2, 0.05)]
    public async Task LazyDAgger(double betaH, double betaR) =>
        await Same(
            Push,
            atMost: 3,
            (expert, data) =>
            {
                using var mu = new DeterministicPolicy(1, Pushes, [8], Activation.Tanh, new SeedSequence(1));
                using var doubt = CriticNetwork.OfState(1, [8], Activation.Tanh, new SeedSequence(2));
                var result = new LazyDAgger { BetaH = betaH, BetaR = betaR }.Train(
                    mu,
                    doubt,
                    data,
                    Corridors(Pushes),
                    expert,
                    Two,
                    Options
                );
                return (result, [.. mu.Parameters.Values.data<float>()]);
            }
        );

    private static (TrainingResult, float[]) Discrete(Func<CategoricalPolicy, IVectorEnvironment, TrainingResult> train)
    {
        using var pi = new CategoricalPolicy(1, 2, [8], Activation.Tanh, new SeedSequence(1));
        return (train(pi, Corridors(new DiscreteSpace(2))), [.. pi.Parameters.Values.data<float>()]);
    }

    private static async Task Same(
        Func<State, Act> says,
        int atMost,
        Func<Expert, Dataset<Demonstration>, (TrainingResult Result, float[] Bits)> train
    )
    {
        var (player, data, most) = (new FrameExpert(), new Dataset<Demonstration>(), 0);
        var run = Task.Factory.StartNew(
            () => train(Expert.From(player, new() { AsksAtOnce = true }), data),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        while (!run.IsCompleted)
        {
            var open = Enumerable.Range(0, Environments).Select(player.Poll).OfType<FrameQuestion>().Reverse().ToList();
            most = Math.Max(most, open.Count);
            open.ForEach(question => question.Answer(says(question.Query.State)));
            await Task.Delay(1);
        }
        var (result, bits) = await run;
        var plain = new Dataset<Demonstration>();
        var (expected, expectedBits) = train(Expert.From(says), plain);
        Assert.Equal(expectedBits, bits);
        Assert.Equal(expected.Expert, result.Expert);
        Assert.Equal(Enumerable.Range(0, plain.Count).Select(i => plain[i]), Enumerable.Range(0, data.Count).Select(i => data[i]));
        Assert.Equal(atMost, most);
    }
}
