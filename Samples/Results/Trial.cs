using System.Diagnostics;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Generated;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Results;

/// <summary>One algorithm in one environment from one seed: what it trains on, the networks that it trains, and what came out.</summary>
/// <param name="arena">Where.</param>
/// <param name="seed">Where all randomness starts.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class Trial(Arena arena, ulong seed, CancellationToken cancellation)
{
    /// <summary>Episodes of the final measurement, and of those after each round.</summary>
    public const int Episodes = 100,
        RoundEpisodes = 20;

    private const int Members = 5;
    private readonly SeedSequence _seeds = new(seed);
    private readonly Stopwatch _clock = new();

    /// <summary>The environment.</summary>
    public Arena Arena => arena;

    /// <summary>Environments to roll out in.</summary>
    public IVectorEnvironment Environments { get; } = arena.Create(arena.Budget.Environments);

    /// <summary>The expert that teaches.</summary>
    public Expert Expert { get; } = arena.Expert();

    /// <summary>The data set, empty at first.</summary>
    public Dataset<Demonstration> Data { get; } = [];

    /// <summary>The amount to collect.</summary>
    public Rounds Rounds { get; } = new(arena.Budget.Rounds, arena.Budget.StepsPerRound);

    /// <summary>The options of training in each round.</summary>
    public TrainingOptions Options { get; } =
        new()
        {
            Epochs = arena.Budget.Epochs,
            BatchSize = arena.Budget.BatchSize,
            LearningRate = arena.Budget.LearningRate,
            Seed = seed,
        };

    /// <summary>The options of training in one go: about as many gradient steps as all rounds take.</summary>
    public TrainingOptions OptionsAtOnce => Options with { Epochs = Options.Epochs * (Rounds.Count + 1) / 2 };

    /// <summary>Stops between two steps.</summary>
    public CancellationToken Cancellation => cancellation;

    private int States => Environments.Observations.Width;

    private int Actions => ((DiscreteSpace)Environments.Actions).Count;

    private BoxSpace Box => (BoxSpace)Environments.Actions;

    private IReadOnlyList<int> Hidden => arena.Budget.Hidden;

    private SeedSequence Start => _seeds.Child("policy");

    /// <summary>A policy over discrete actions.</summary>
    public CategoricalPolicy Categorical() => new(States, Actions, Hidden, Activation.Tanh, Start);

    /// <summary>A stochastic policy over continuous actions.</summary>
    public GaussianPolicy Gaussian() => new(States, Box, Hidden, Activation.Tanh, Start);

    /// <summary>A policy that is a function.</summary>
    public DeterministicPolicy Deterministic() => new(States, Box, Hidden, Activation.Tanh, Start);

    /// <summary>An ensemble of the first.</summary>
    public CategoricalEnsemble Categoricals() => new(Members, States, Actions, Hidden, Activation.Tanh, Start);

    /// <summary>An ensemble of the second.</summary>
    public GaussianEnsemble Gaussians() => new(Members, States, Box, Hidden, Activation.Tanh, Start);

    /// <summary>An ensemble of the third.</summary>
    public DeterministicEnsemble Deterministics(int members = Members) => new(members, States, Box, Hidden, Activation.Tanh, Start);

    /// <summary>A number of a state.</summary>
    public StateCritic Critic() => CriticNetwork.OfState(States, Hidden, Activation.Tanh, _seeds.Child("critic"));

    /// <summary>A number of a state and an action.</summary>
    /// <param name="name">Another name, another start.</param>
    public ActCritic ActCritic(string name = "critic") => CriticNetwork.OfAct(States, Box, Hidden, Activation.Tanh, _seeds.Child(name));

    /// <summary>A number of a state for each discrete action.</summary>
    /// <param name="name">Another name, another start.</param>
    public FeatureNetwork ActionValues(string name = "critic") => new(States, Actions, Hidden, Activation.Tanh, _seeds.Child(name));

    /// <summary>An algorithm that learns in rounds.</summary>
    /// <param name="policy">The policy, disposed at the end.</param>
    /// <param name="train">Trains it; is given whom to tell.</param>
    public Outcome InRounds<TPolicy>(TPolicy policy, Func<TPolicy, IProgress<TrainingProgress>, TrainingResult> train)
        where TPolicy : IPolicyNetwork
    {
        using var freed = policy;
        var curve = new List<Point>();
        _clock.Start();
        var result = train(policy, new ProgressRecorder(this, policy, curve));
        _clock.Stop();
        return new(Evaluate(policy, Episodes), result.Expert, result.Rounds[^1].Rows, _clock.Elapsed.TotalSeconds, curve);
    }

    /// <summary>An algorithm that learns once, from what the expert did in as many steps as the rounds of others have.</summary>
    /// <param name="policy">The policy, disposed at the end.</param>
    /// <param name="train">Trains it.</param>
    public Outcome AtOnce<TPolicy>(TPolicy policy, Action<TPolicy> train)
        where TPolicy : IPolicyNetwork
    {
        using var freed = policy;
        _clock.Start();
        var counts = Demonstrate(
            "demonstrations",
            Rounds.Count * Rounds.StepsPerRound,
            (state, label) => Data.Add(new Demonstration(state, label))
        );
        train(policy);
        _clock.Stop();
        var earned = Evaluate(policy, Episodes);
        return new(earned, counts, Data.Count, _clock.Elapsed.TotalSeconds, [new(counts.Queries, earned)]);
    }

    private double Evaluate(IPolicyNetwork policy, int episodes) =>
        Evaluation
            .Run(policy, arena.Create(episodes), episodes, _seeds.Child("evaluation").Child((ulong)episodes), cancellation: cancellation)
            .Mean;

    /// <summary>
    /// An algorithm that learns in rounds, after as many steps of the expert as a round has, which are held out; their labels count.
    /// </summary>
    /// <param name="policy">The policy, disposed at the end.</param>
    /// <param name="train">Trains it; is given what is held out, and whom to tell.</param>
    public Outcome InRoundsWithHeldOut<TPolicy>(
        TPolicy policy,
        Func<TPolicy, Dataset<HeldOut>, IProgress<TrainingProgress>, TrainingResult> train
    )
        where TPolicy : IPolicyNetwork
    {
        var held = new Dataset<HeldOut>();
        var counts = Demonstrate("held out", Rounds.StepsPerRound, (state, label) => held.Add(new HeldOut(state, label)));
        var found = InRounds(policy, (trained, told) => train(trained, held, told));
        var all = new ExpertCounts(
            found.Expert.Queries + counts.Queries,
            found.Expert.Interventions + counts.Interventions,
            found.Expert.Takeovers + counts.Takeovers,
            found.Expert.Switches + counts.Switches
        );
        return found with
        {
            Expert = all,
            Rows = found.Rows + held.Count,
            Curve = [.. found.Curve.Select(point => point with { Labels = point.Labels + counts.Queries })],
        };
    }

    private ExpertCounts Demonstrate(string name, int steps, Action<State, Act> keep)
    {
        var session = new ExpertSession(Expert, Environments.Actions, Environments.Count);
        var rollout = new Rollout(Environments, session, new Rounds(1, steps), _seeds.Child(name));
        rollout.Begin(0);
        while (rollout.GoesOn)
        {
            cancellation.ThrowIfCancellationRequested();
            session.NextStep();
            for (var i = 0; i < Environments.Count; i++)
            {
                var state = rollout.Situation(i).State;
                var label = session.Action(i, state);
                keep(state, label);
                rollout.Decide(i, Control.Expert, label);
            }
            rollout.Step();
        }
        return session.Counts;
    }

    /// <summary>Measures the learner after each round; the clock stands still meanwhile.</summary>
    private sealed class ProgressRecorder(Trial trial, IPolicyNetwork policy, List<Point> curve) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Ended is not { } ended)
                return;
            trial._clock.Stop();
            curve.Add(new(ended.Expert.Queries, trial.Evaluate(policy, RoundEpisodes)));
            trial._clock.Start();
        }
    }
}

/// <summary>The result of one trial.</summary>
/// <param name="Return">Mean return of the policy alone.</param>
/// <param name="Expert">What the expert was needed for.</param>
/// <param name="Rows">Labels that were kept and learned from.</param>
/// <param name="Seconds">Wall time of collecting and training.</param>
/// <param name="Curve">The return after each round.</param>
internal sealed record Outcome(double Return, ExpertCounts Expert, int Rows, double Seconds, IReadOnlyList<Point> Curve);

/// <summary>The return after a number of labels.</summary>
/// <param name="Labels">Labels asked for by then.</param>
/// <param name="Return">Mean return of the policy alone.</param>
internal readonly record struct Point(long Labels, double Return);
