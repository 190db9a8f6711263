using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Separation;

/// <summary>Mistakes of behavioural cloning and of DAgger against the horizon, at equal numbers of expert labels.</summary>
internal sealed record SeparationStudy
{
    private const int Lanes = 16,
        MeasuredLanes = 125,
        Rounds = 4;

    /// <summary>The horizons T.</summary>
    public IReadOnlyList<int> Horizons { get; init; } = [8, 16, 32, 64, 128];

    /// <summary>Seeds, from <see cref="FirstSeed"/> on.</summary>
    public int Seeds { get; init; } = 10;

    /// <summary>The first of them.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>epsilon: the probability of a mistake per step on the expert's way.</summary>
    public double Epsilon { get; init; } = 0.002;

    /// <summary>Expert labels for each algorithm, at each horizon.</summary>
    public int Labels { get; init; } = 8192;

    /// <summary>Steps that each policy is measured over, at each horizon: the shorter the episodes, the more there are.</summary>
    public int MeasuredSteps { get; init; } = 400_000;

    /// <summary>Runs all of it.</summary>
    /// <param name="told">Called as each horizon is done.</param>
    /// <param name="cancellation">Stops it.</param>
    public SeparationResult Run(Action<string> told, CancellationToken cancellation)
    {
        var measured = new List<Measured>();
        foreach (var horizon in Horizons)
        {
            for (var i = 0; i < Seeds; i++)
                measured.Add(Measure(horizon, FirstSeed + (ulong)i, cancellation));
            var last = measured.TakeLast(Seeds).ToArray();
            told(
                $"T = {horizon, 4}: cloning {last.Average(static one => one.Cloning):0.000}, "
                    + $"DAgger {last.Average(static one => one.Aggregation):0.000} mistakes"
            );
        }
        return new(this, measured);
    }

    private Measured Measure(int horizon, ulong seed, CancellationToken cancellation)
    {
        var seeds = new SeedSequence(seed).Child((ulong)horizon);
        var shown = TrajectoryRecorder
            .Record(
                new Tightrope(horizon, 2 * Epsilon),
                Tightrope.Expert,
                (Labels + horizon - 1) / horizon,
                seeds.Child("demonstrations"),
                cancellation
            )
            .SelectMany(static trajectory => trajectory.ToDemonstrations())
            .Take(Labels);
        var options = new TrainingOptions
        {
            Epochs = 5,
            BatchSize = 64,
            LearningRate = 0.01,
            Seed = seeds.Child("training").Seed,
        };

        using var cloned = CreatePolicy(seeds);
        new BehaviorCloning().Train(cloned, new Dataset<Demonstration>(shown), options, cancellationToken: cancellation);

        using var aggregated = CreatePolicy(seeds);
        new DAgger().Train(
            aggregated,
            new Dataset<Demonstration>(),
            Ropes(horizon, Lanes),
            Tightrope.Expert,
            new Rounds(Rounds, Labels / Rounds),
            options,
            cancellationToken: cancellation
        );

        return new(horizon, seed, Mistakes(cloned, horizon, seeds, cancellation), Mistakes(aggregated, horizon, seeds, cancellation));
    }

    /// <summary>
    /// Mean mistakes in an episode of the policy's mode. All episodes are equally long, and there are too many to resample.
    /// </summary>
    private double Mistakes(CategoricalPolicy policy, int horizon, SeedSequence seeds, CancellationToken cancellation)
    {
        var (ropes, runs, mistakes) = (Ropes(horizon, MeasuredLanes), Math.Max(1, MeasuredSteps / horizon / MeasuredLanes), 0.0);
        var (seen, last) = (new float[MeasuredLanes * Tightrope.Width], new float[MeasuredLanes * Tightrope.Width]);
        var (acts, results) = (new float[MeasuredLanes], new StepResult[MeasuredLanes]);
        for (var run = 0; run < runs; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            ropes.Reset(seeds.Child("evaluation").Child((ulong)run).Seed, seen);
            for (var step = 0; step < horizon; step++)
            {
                policy.Mode(seen, acts);
                ropes.Step(acts, seen, results, last);
                mistakes -= results.Sum(static result => result.Reward);
            }
        }
        return mistakes / (runs * MeasuredLanes);
    }

    private VectorEnvironment Ropes(int horizon, int count) => new(count, _ => new Tightrope(horizon, 2 * Epsilon));

    /// <summary>No hidden layer: preferences are linear in what is seen, and one bias for each act is shared by all states.</summary>
    private static CategoricalPolicy CreatePolicy(SeedSequence seeds) =>
        new(Tightrope.Width, actions: 3, hidden: [], Activation.Tanh, seeds.Child("policy"));
}

/// <summary>Mean mistakes in an episode.</summary>
/// <param name="Horizon">T.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Cloning">Of behavioural cloning.</param>
/// <param name="Aggregation">Of DAgger.</param>
internal sealed record Measured(int Horizon, ulong Seed, double Cloning, double Aggregation);

/// <summary>The result of the study.</summary>
/// <param name="Study">What was asked.</param>
/// <param name="Measured">Horizon after horizon, seed after seed.</param>
internal sealed record SeparationResult(SeparationStudy Study, IReadOnlyList<Measured> Measured)
{
    /// <summary>The growth of cloning's mistakes.</summary>
    public LogLogFit Cloning { get; } = LogLogFit.Of([.. Measured.Select(static one => ((double)one.Horizon, one.Cloning))]);

    /// <summary>The growth of DAgger's mistakes.</summary>
    public LogLogFit Aggregation { get; } = LogLogFit.Of([.. Measured.Select(static one => ((double)one.Horizon, one.Aggregation))]);

    /// <summary>The exponent that a formula of epsilon and the horizon has at the study's horizons.</summary>
    public LogLogFit Expected(Func<double, int, double> formula) =>
        LogLogFit.Of([.. Study.Horizons.Select(horizon => ((double)horizon, formula(Study.Epsilon, horizon)))]);

    /// <summary>The expected mistakes of a learner that never climbs, sum_t (1 - (1 - epsilon)^t), in T steps.</summary>
    public static double NeverClimbs(double epsilon, int horizon) =>
        horizon - ((1 - epsilon) * (1 - Math.Pow(1 - epsilon, horizon)) / epsilon);

    /// <summary>
    /// The expected mistakes of a learner that always climbs: it errs with epsilon where it stands, and stands wherever it did not err: m_t
    /// = epsilon (1 - m_{t-1}).
    /// </summary>
    public static double AlwaysClimbs(double epsilon, int horizon)
    {
        var (sum, mistaken) = (0.0, 0.0);
        for (var t = 0; t < horizon; t++)
            sum += mistaken = epsilon * (1 - mistaken);
        return sum;
    }
}
