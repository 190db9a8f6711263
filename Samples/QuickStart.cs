using System.Diagnostics;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Consoles;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples;

/// <summary>
/// Behavioural cloning against DAgger on CartPole: one network, one number of expert labels, one number of gradient steps.
/// </summary>
internal sealed class QuickStart(QuickStartSettings settings, ConsoleProgress view)
{
    private readonly SeedSequence _seeds = new(settings.Seed);
    private readonly Expert _expert = Expert.From(new CartPoleController());

    /// <summary>The whole comparison.</summary>
    public async Task<QuickStartResult> RunAsync(CancellationToken cancellation)
    {
        var demonstrations = Demonstrate(cancellation);
        var stepsPerRound = demonstrations.Count / settings.Rounds;

        var expert = new Score(Evaluate(new CartPoleController(), cancellation), Labels: 0, Steps: 0, Seconds: 0);
        var cloning = await CloneAsync(demonstrations, stepsPerRound, cancellation);
        var (aggregation, rounds) = await AggregateAsync(stepsPerRound, cancellation);
        return new(expert, cloning, aggregation, rounds);
    }

    /// <summary>A handful of expert trajectories, cut to a number of labels that DAgger's rounds can share evenly.</summary>
    private Dataset<Demonstration> Demonstrate(CancellationToken cancellation)
    {
        var trajectories = TrajectoryRecorder.Record(
            new CartPole(),
            _expert,
            settings.Demonstrations,
            _seeds.Child("demonstrations"),
            cancellation
        );
        var demonstrations = new Dataset<Demonstration>(trajectories.SelectMany(trajectory => trajectory.ToDemonstrations()));

        var share = settings.Rounds * settings.Environments;
        if (demonstrations.Count < share)
            throw new ArgumentException(
                $"Found {demonstrations.Count} labels; expected {share} or more, one for each of {settings.Rounds} rounds in "
                    + $"{settings.Environments} environments."
            );
        return demonstrations.Take(demonstrations.Count / share * share);
    }

    /// <summary>Behavioural cloning: everything the expert showed, and nothing else.</summary>
    private async Task<Score> CloneAsync(Dataset<Demonstration> demonstrations, int stepsPerRound, CancellationToken cancellation)
    {
        using var policy = CreatePolicy();
        var epochs = CloningEpochs(stepsPerRound);
        using var stage = view.Begin("Behavioural cloning", epochs);

        var clock = Stopwatch.StartNew();
        var result = await new BehaviorCloning().TrainAsync(policy, demonstrations, settings.Training(epochs), stage, cancellation);
        clock.Stop();

        return new(Evaluate(policy, cancellation), demonstrations.Count, result.Steps, clock.Elapsed.TotalSeconds);
    }

    /// <summary>DAgger: the learner acts more and more, and the expert labels the states that the learner gets itself into.</summary>
    private async Task<(Score Score, IReadOnlyList<RoundSummary> Rounds)> AggregateAsync(int stepsPerRound, CancellationToken cancellation)
    {
        using var policy = CreatePolicy();
        using var stage = view.Begin("DAgger", settings.Epochs, settings.Rounds);
        var demonstrations = new Dataset<Demonstration>(); // empty: it grows by what each round collects
        var environments = new VectorCartPole(settings.Environments);
        var rounds = new Rounds(settings.Rounds, stepsPerRound) { EvaluationEpisodes = settings.EpisodesPerRound };

        var clock = Stopwatch.StartNew();
        var result = await new DAgger().TrainAsync(
            policy,
            demonstrations,
            environments,
            _expert,
            rounds,
            settings.Training(settings.Epochs),
            stage,
            cancellation
        );
        clock.Stop();

        var score = new Score(Evaluate(policy, cancellation), result.Rounds[^1].Expert.Queries, result.Steps, clock.Elapsed.TotalSeconds);
        return (score, result.Rounds);
    }

    /// <summary>Both start from the same weights.</summary>
    private CategoricalPolicy CreatePolicy() => new(stateSize: 4, actions: 2, settings.Hidden, Activation.Tanh, _seeds.Child("policy"));

    /// <summary>As many passes over all labels as give cloning the gradient steps that DAgger takes, rounded up to a whole pass.</summary>
    private int CloningEpochs(int stepsPerRound)
    {
        var aggregation = Enumerable.Range(1, settings.Rounds).Sum(round => Batches(round * stepsPerRound)) * settings.Epochs;
        var pass = Batches(settings.Rounds * stepsPerRound);
        return (aggregation + pass - 1) / pass;
    }

    private int Batches(int rows) => (rows + settings.BatchSize - 1) / settings.BatchSize;

    /// <summary>All three are measured on the same starts, as many environments at once as there are episodes.</summary>
    private EvaluationResult Evaluate(IPolicyNetwork policy, CancellationToken cancellation) =>
        Evaluation.Run(
            policy,
            new VectorCartPole(settings.Episodes),
            settings.Episodes,
            _seeds.Child("evaluation"),
            cancellation: cancellation
        );

    private EvaluationResult Evaluate(IController controller, CancellationToken cancellation) =>
        Evaluation.Run(
            controller,
            new VectorCartPole(settings.Episodes),
            settings.Episodes,
            _seeds.Child("evaluation"),
            cancellation: cancellation
        );
}
