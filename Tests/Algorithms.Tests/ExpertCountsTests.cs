using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>
/// What every aggregating algorithm says that its expert was needed for, in two rounds of two episodes of five steps, where the
/// figures are known: labels, steps on which the expert acted, takeovers, changes of control.
/// </summary>
public class ExpertCountsTests
{
    private static readonly DiscreteSpace Choices = new(2);
    private static readonly BoxSpace Pushes = new([-1], [1]);
    private static readonly int[] Hidden = [8];
    private static readonly Rounds Two = new(2, 2 * Corridor.Length);
    private static readonly TrainingOptions Options = new()
    {
        Epochs = 100,
        BatchSize = 4,
        LearningRate = 0.02,
    };

    /// <summary>The expert acts on all ten steps: it takes over once in each episode.</summary>
    private static readonly ExpertCounts Always = new(10, 10, 2, 2);

    /// <summary>The learner acts; every state is labelled, or none.</summary>
    private static readonly ExpertCounts Labelling = new(10, 0, 0, 0),
        Never = new(0, 0, 0, 0);

    private readonly Dataset<Demonstration> _data = new();

    private static VectorEnvironment Discrete => new(1, static _ => new Corridor(Choices));

    private static VectorEnvironment Continuous => new(1, static _ => new Corridor(Pushes));

    private static Expert Chooser => Expert.From(static _ => Act.Discrete(1));

    private static Expert Pusher => Expert.From(static _ => Act.Continuous(0.5));

    private static CategoricalPolicy Categorical => new(1, 2, Hidden, Activation.Tanh, new SeedSequence(1));

    private static DeterministicPolicy Deterministic => new(1, Pushes, Hidden, Activation.Tanh, new SeedSequence(1));

    private static StateCritic Critic => CriticNetwork.OfState(1, Hidden, Activation.Tanh, new SeedSequence(2));

    [Trait("Speed", "Slow")]
    [Fact]
    public void DAgger_and_its_schedules()
    {
        using var pi = Categorical;
        Check(new DAgger { P = 0 }.Train(pi, _data, Discrete, Chooser, Two, Options), Always, Labelling);
        Check(new DAgger { P = 1 }.Train(pi, _data, Discrete, Chooser, Two, Options), Always, Always);
        Check(new LinearDAgger { RampRounds = 1 }.Train(pi, _data, Discrete, Chooser, Two, Options), Always, Labelling);
        Check(new IndicatorDAgger().Train(pi, _data, Discrete, Chooser, Two, Options), Always, Labelling);
        Check(new TrajectoryDAgger { P = 0 }.Train(pi, _data, Discrete, Chooser, Two, Options), Always, Labelling);
    }

    /// <summary>It acts on steps 1, 2 and 4: two takeovers and three changes in each episode, whose end is none.</summary>
    [Fact]
    public void HgDAgger()
    {
        using var pi = Categorical;
        var expert = Chooser.TakingOver(static step => step.State[0] is 1 or 2 or 4);
        Check(new HgDAgger().Train(pi, _data, Discrete, expert, Two, Options), new(6, 6, 4, 6), new(6, 6, 4, 6));
        Assert.Equal(12, _data.Count);
    }

    /// <summary>Who acted is kept where that is asked for: five steps an episode, two episodes a round.</summary>
    [Fact]
    public void Who_acted_is_kept_step_by_step()
    {
        using var pi = Categorical;
        var expert = Chooser.TakingOver(static step => step.State[0] is 1 or 2 or 4);
        var result = new HgDAgger().Train(pi, _data, Discrete, expert, Two with { KeepsActed = true }, Options);
        Assert.Equal(2, result.Rounds.Count);
        Assert.All(
            result.Rounds,
            static round => Assert.Equal(round.ExpertInRound.Interventions, round.Acted[0].ExpertActed.Count(static acted => acted))
        );
        Assert.All(result.Rounds, static round => Assert.Equal("0110101101", Text(round.Acted[0].ExpertActed)));
        Assert.All(result.Rounds, static round => Assert.Equal([0, 5], round.Acted[0].EpisodeStarts));
        Assert.All(new HgDAgger().Train(pi, _data, Discrete, expert, Two, Options).Rounds, static round => Assert.Empty(round.Acted));

        static string Text(IReadOnlyList<bool> acted) => string.Concat(acted.Select(static one => one ? '1' : '0'));
    }

    [Fact]
    public void Who_acted_is_kept_by_a_run_that_was_broken_off()
    {
        using var folder = new Determinism.RunFolderOfTest();
        var checkpoints = Options with { Checkpoints = new CheckpointOptions(folder.Path) { EveryEpochs = 1 } };
        var whole = Go(Options, null, 0);
        Assert.Throws<OperationCanceledException>(() => Go(checkpoints, null, 3));
        Assert.Equal(whole, Go(checkpoints, folder.Path, 0));

        static string Go(TrainingOptions options, string? resume, int breakAt)
        {
            using var pi = Categorical;
            using var broken = new CancellationTokenSource();
            var reports = 0;
            var result = new HgDAgger().Train(
                pi,
                new Dataset<Demonstration>(),
                Discrete,
                Chooser.TakingOver(static step => step.State[0] is 1 or 2 or 4),
                Two with
                {
                    KeepsActed = true,
                },
                options,
                new Told(_ =>
                {
                    if (++reports == breakAt)
                        broken.Cancel();
                }),
                broken.Token,
                resume
            );
            return string.Join(';', result.Rounds.SelectMany(static round => round.Acted.Select(Steps)));
        }

        static string Steps(ActedSteps one) => $"{string.Join(' ', one.ExpertActed)}, {string.Join(' ', one.EpisodeStarts)}";
    }

    [Fact]
    public void Dart_and_its_discrete_kin()
    {
        using var mu = Deterministic;
        using var pi = Categorical;
        Check(new Dart().Train(mu, _data, Continuous, Pusher, Two, Options), Always, Always);
        Check(new CategoricalDart().Train(pi, new(), Discrete, Chooser, Two, Options), Always, Always);
    }

    /// <summary>At a tolerance of 0 nothing is safe; at a large one all is.</summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    public void SafeDAgger_and_its_discrete_kin(double tau)
    {
        using var mu = Deterministic;
        using var pi = Categorical;
        using var safe = Critic;
        using var other = Critic;
        Check(new SafeDAgger { Tau = tau }.Train(mu, safe, _data, Continuous, Pusher, Two, Options), Always, tau == 0 ? Always : Never);
        Check(
            new CategoricalSafeDAgger { Tau = tau }.Train(pi, other, new(), Discrete, Chooser, Two, Options),
            Always,
            tau == 0 ? Always : Never
        );
    }

    /// <summary>
    /// At a distance of 0 all is taken over: whether or not the expert hands back, it is called again. Beyond any distance nothing is.
    /// </summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(0, 1e9)]
    [InlineData(0, 0)]
    [InlineData(1e9, 1e9)]
    public void LazyDAgger_and_its_discrete_kin(double betaH, double betaR)
    {
        using var mu = Deterministic;
        using var pi = Categorical;
        using var doubt = Critic;
        using var other = Critic;
        var then = betaH == 0 ? Always : Never;
        Check(new LazyDAgger { BetaH = betaH, BetaR = betaR }.Train(mu, doubt, _data, Continuous, Pusher, Two, Options), Always, then);
        Check(
            new CategoricalLazyDAgger
            {
                BetaH = betaH,
                BetaR = betaR,
                Noise = 0,
            }.Train(pi, other, new(), Discrete, Chooser, Two, Options),
            Always,
            then
        );
    }

    /// <summary>Every visited state is labelled.</summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    public void EnsembleDAgger_and_its_discrete_kin(double discrepancy)
    {
        using var mu = new DeterministicEnsemble(5, 1, Pushes, Hidden, Activation.Tanh, new SeedSequence(1));
        using var pi = new CategoricalEnsemble(5, 1, 2, Hidden, Activation.Tanh, new SeedSequence(1));
        var then = discrepancy == 0 ? Always : Labelling;
        Check(
            new EnsembleDAgger { Doubt = 1e9, Discrepancy = discrepancy }.Train(mu, _data, Continuous, Pusher, Two, Options),
            Always,
            then
        );
        Check(
            new CategoricalEnsembleDAgger { Doubt = 1e9, Discrepancy = discrepancy }.Train(pi, new(), Discrete, Chooser, Two, Options),
            Always,
            then
        );
    }

    /// <summary>Before there are any steps, all is novel.</summary>
    [Trait("Speed", "Slow")]
    [Fact]
    public void ThriftyDAgger_and_its_discrete_kin()
    {
        using var mu = new DeterministicEnsemble(5, 1, Pushes, Hidden, Activation.Tanh, new SeedSequence(1));
        using var pi = new CategoricalEnsemble(5, 1, 2, Hidden, Activation.Tanh, new SeedSequence(1));
        using var q1 = CriticNetwork.OfAct(1, Pushes, Hidden, Activation.Tanh, new SeedSequence(2));
        using var q2 = CriticNetwork.OfAct(1, Pushes, Hidden, Activation.Tanh, new SeedSequence(3));
        using var values1 = new FeatureNetwork(1, 2, Hidden, Activation.Tanh, new SeedSequence(2));
        using var values2 = new FeatureNetwork(1, 2, Hidden, Activation.Tanh, new SeedSequence(3));
        Check(new ThriftyDAgger().Train(mu, q1, q2, _data, Continuous, Pusher, new Rounds(1, 10), Options), Always);
        Check(new CategoricalThriftyDAgger().Train(pi, values1, values2, new(), Discrete, Chooser, new Rounds(1, 10), Options), Always);
    }

    private static void Check(TrainingResult result, params ExpertCounts[] rounds)
    {
        Assert.Equal(rounds, result.Rounds.Select(static round => round.ExpertInRound));
        Assert.Equal(rounds.Sum(static round => round.Queries), result.Expert.Queries);
        Assert.Equal(rounds.Sum(static round => round.Interventions), result.Expert.Interventions);
        Assert.Equal(rounds.Sum(static round => round.Takeovers), result.Expert.Takeovers);
        Assert.Equal(rounds.Sum(static round => round.Switches), result.Expert.Switches);
        Assert.Equal(result.Rounds[^1].Expert, result.Expert);
    }
}
