using System.Security.Cryptography;
using DeclarativeIL.Data;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using TorchSharp;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Small networks and data sets for the toys.</summary>
internal static class Nets
{
    private static readonly int[] Hidden = [8];

    public static GaussianPolicy Gaussian(ulong seed = 1) => new(2, Reach.Pushes, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static DeterministicPolicy Deterministic(ulong seed = 1) =>
        new(2, Reach.Pushes, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static DeterministicEnsemble Ensemble(int members, ulong seed = 1) =>
        new(members, 2, Reach.Pushes, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static CategoricalPolicy Categorical(int states = Chain.Places, int actions = 2, ulong seed = 1) =>
        new(states, actions, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static CategoricalEnsemble Categoricals(int members, ulong seed = 1) =>
        new(members, Chain.Places, 2, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static StateCritic OfState(int states = 2, ulong seed = 2) =>
        CriticNetwork.OfState(states, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static ActCritic OfAct(ulong seed = 3) => CriticNetwork.OfAct(2, Reach.Pushes, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static ActCritic OfChain(ulong seed = 3) =>
        CriticNetwork.OfAct(Chain.Places, new DiscreteSpace(2), Hidden, Activation.Tanh, new SeedSequence(seed));

    public static FeatureNetwork Features(int states = 2, int size = 3, ulong seed = 4) =>
        new(states, size, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static FieldNetwork Field(ulong seed = 5) => new(2, 2, Hidden, Activation.Tanh, new SeedSequence(seed));

    public static Dataset<Demonstration> Pushes(int rows = 50) =>
        new(
            Rows(rows, random => (State.Of((float)random.NextGaussian(), (float)random.NextGaussian()), 0))
                .Select(row => new Demonstration(row.Item1, Reach.Push(row.Item1)))
        );

    public static Dataset<Preference> Preferences(int rows = 50) =>
        new(
            Rows(
                rows,
                random =>
                {
                    var (state, random0) = (
                        State.Of((float)random.NextGaussian(), (float)random.NextGaussian()),
                        Act.Continuous(random.NextUniform(), random.NextUniform())
                    );
                    return new Preference(state, Reach.Push(state), random0);
                }
            )
        );

    public static Dataset<TRow> Data<TRow>(Func<RandomStream, TRow> row, int rows = 50)
        where TRow : struct => new(Rows(rows, row));

    /// <summary>The shortest way through the chain, again and again.</summary>
    public static Dataset<Transition> Ways(int ways = 10) =>
        new(
            Enumerable
                .Range(0, ways * 3)
                .Select(i => i % 3)
                .Select(place => new Transition(Chain.At(place), Act.Discrete(1), 0, Chain.At(place + 1), place == 2, place == 2))
        );

    public static string Fingerprint(INetwork network) => Convert.ToHexString(SHA256.HashData(network.Parameters.Values.cpu().bytes));

    private static IEnumerable<TRow> Rows<TRow>(int rows, Func<RandomStream, TRow> row)
    {
        var random = new SeedSequence(7).Stream();
        for (var i = 0; i < rows; i++)
            yield return row(random);
    }
}

/// <summary>Does something when a round has ended.</summary>
internal sealed class AfterRound(int round, Action then) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Ended?.Round == round)
            then();
    }
}

/// <summary>One run that can be made again: new networks and data each time.</summary>
/// <param name="Trained">Whose parameters must change.</param>
/// <param name="Still">Whose must not.</param>
/// <param name="Train">Trains them.</param>
internal sealed record Run(INetwork[] Trained, INetwork[] Still, Func<IProgress<TrainingProgress>?, TrainingResult> Train)
{
    public const int RoundCount = 3;

    public static Rounds Rounds { get; } = new(RoundCount, 48) { EvaluationEpisodes = 2 };

    public static TrainingOptions Options { get; } =
        new()
        {
            Epochs = 3,
            BatchSize = 16,
            Seed = 9,
        };

    /// <summary>Trains, and again: finite losses, changed parameters, the same bits, and no tensor left by a round or an epoch.</summary>
    public static TrainingResult Check(Func<Run> make)
    {
        var (first, second, told) = (make(), make(), new Live());
        var (starts, stays) = (Prints(first.Trained), Prints(first.Still));
        var result = first.Train(null);
        Assert.NotEmpty(result.Losses);
        Assert.All(result.Losses, loss => Assert.True(double.IsFinite(loss.Value), $"{loss.Key} = {loss.Value}"));
        foreach (var (network, start) in first.Trained.Zip(starts))
            Assert.NotEqual(start, Nets.Fingerprint(network));
        Assert.Equal(stays, Prints(first.Still));
        second.Train(null);
        Assert.Equal(Prints(first.Trained), Prints(second.Trained));
        second.Train(told); // views of parameters, made on first use, are there
        Assert.Equal(told.Counts[1], told.Counts[^1]);
        foreach (var network in first.Trained.Concat(first.Still).Concat(second.Trained).Concat(second.Still))
            network.Dispose();
        return result;
    }

    private static string[] Prints(INetwork[] networks) => [.. networks.Select(Nets.Fingerprint)];

    private sealed class Live : IProgress<TrainingProgress>
    {
        private readonly List<long> _epochs = [],
            _rounds = [];

        /// <summary>Tensors alive at the end of each round, or of each epoch where there are no rounds.</summary>
        public List<long> Counts => _rounds.Count > 0 ? _rounds : _epochs;

        public void Report(TrainingProgress value) =>
            (value.Ended is null ? _epochs : _rounds).Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
