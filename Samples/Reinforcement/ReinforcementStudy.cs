using System.Diagnostics;
using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Networks;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Reinforcement;

/// <summary>
/// A car in a valley pays for force and earns 100 at the flag, which chance hardly ever finds. Reinforcement from scratch, from a
/// clone of the first moves of one expert drive, and from that clone where it explores by what an ensemble of clones, or random
/// distillation, does not know. Wide policies explore by a deviation of 1 of their own, the others start with 0.15.
/// </summary>
internal sealed record ReinforcementStudy
{
    private const int StateSize = 2,
        Lanes = 8;
    private const double Wide = 1,
        Narrow = 0.15; // deviations that the policies start with
    private static readonly BoxSpace Force = new([-1], [1]);
    private static readonly int[] Hidden = [64, 64];

    /// <summary>Seeds, from <see cref="FirstSeed"/> on.</summary>
    public int Seeds { get; init; } = 5;

    /// <summary>The first of them.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>Expert labels: the first ones of one drive.</summary>
    public int Labels { get; init; } = 35;

    /// <summary>Rounds of collecting and training.</summary>
    public int Rounds { get; init; } = 12;

    /// <summary>Environment steps of each.</summary>
    public int StepsPerRound { get; init; } = 8000;

    /// <summary>The factor on the exploration: on the clones' spread, or on the distillation's error.</summary>
    public double Alpha { get; init; } = 2;

    /// <summary>Runs all of it, seed after seed.</summary>
    /// <param name="told">Called as each run is done.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<Curve> Run(Action<string> told, CancellationToken cancellation)
    {
        var curves = new List<Curve>();
        for (var i = 0; i < Seeds; i++)
            foreach (var curve in Run(FirstSeed + (ulong)i, cancellation))
            {
                curves.Add(curve);
                told(
                    $"seed {curve.Seed}, {curve.Name}: {curve.Returns[0]:0.0}, after {Rounds} rounds {curve.Returns[^1]:0.0} "
                        + $"({curve.Seconds:0.0} s)"
                );
            }
        return curves;
    }

    private IEnumerable<Curve> Run(ulong seed, CancellationToken cancellation)
    {
        var seeds = new SeedSequence(seed);
        var drive = TrajectoryRecorder.Record(
            new MountainCarContinuous(),
            Expert.From(new MountainCarContinuousController()),
            1,
            seeds.Child("demonstrations"),
            cancellation
        )[0];
        var shown = new Dataset<Demonstration>(drive.ToDemonstrations().Take(Labels));
        var cloning = new TrainingOptions { Epochs = 300, Seed = seed };

        using var scratch = CreatePolicy(seeds, Wide);
        yield return Time(
            "scratch, wide",
            seed,
            scratch,
            v => new Ppo { EntropyWeight = 0 }.Train(scratch, v, Cars(), Plan(), Options(seed), cancellationToken: cancellation),
            seeds
        );

        using var clone = CreatePolicy(seeds, Wide);
        new RegressionCloning().Train(clone, shown, cloning, cancellationToken: cancellation);
        yield return Time(
            "clone, wide",
            seed,
            clone,
            v => new Ppo { EntropyWeight = 0 }.Train(clone, v, Cars(), Plan(), Options(seed), cancellationToken: cancellation),
            seeds
        );

        using var sure = CreatePolicy(seeds, Narrow);
        new RegressionCloning().Train(sure, shown, cloning, cancellationToken: cancellation);
        yield return Time(
            "clone, narrow",
            seed,
            sure,
            v => new Ppo { EntropyWeight = 0 }.Train(sure, v, Cars(), Plan(), Options(seed), cancellationToken: cancellation),
            seeds
        );

        using var members = new DeterministicEnsemble(10, StateSize, Force, Hidden, Activation.Tanh, seeds.Child("members"));
        new EnsembleCloning().Train(members, shown, cloning, cancellationToken: cancellation);
        using var doubting = CreatePolicy(seeds, Narrow);
        new RegressionCloning().Train(doubting, shown, cloning, cancellationToken: cancellation);
        yield return Time(
            "clone, ensemble",
            seed,
            doubting,
            v =>
                new ImitateAndReinforce { EntropyWeight = 0, Alpha = Alpha }.Train(
                    doubting,
                    v,
                    members,
                    Cars(),
                    Plan(),
                    Options(seed),
                    cancellationToken: cancellation
                ),
            seeds
        );

        using var random = new FeatureNetwork(StateSize, 8, Hidden, Activation.Tanh, seeds.Child("random"));
        using var predictor = new FeatureNetwork(StateSize, 8, Hidden, Activation.Tanh, seeds.Child("predictor"));
        new RandomDistillation().Train(predictor, random, shown, cloning, cancellationToken: cancellation);
        using var curious = CreatePolicy(seeds, Narrow);
        new RegressionCloning().Train(curious, shown, cloning, cancellationToken: cancellation);
        yield return Time(
            "clone, distillation",
            seed,
            curious,
            v =>
                new DistilledExploration { EntropyWeight = 0, Alpha = Alpha }.Train(
                    curious,
                    v,
                    predictor,
                    random,
                    Cars(),
                    Plan(),
                    Options(seed),
                    cancellationToken: cancellation
                ),
            seeds
        );
    }

    /// <summary>The returns of the policy as it comes and after each round, with a new critic.</summary>
    private Curve Time(string name, ulong seed, GaussianPolicy policy, Func<StateCritic, TrainingResult> train, SeedSequence seeds)
    {
        using var v = CriticNetwork.OfState(StateSize, Hidden, Activation.Tanh, seeds.Child("v"));
        var before = Evaluation.Run(policy, Cars(), Plan().EvaluationEpisodes, seeds.Child("evaluation")).Mean;
        var clock = Stopwatch.StartNew();
        var result = train(v);
        return new(name, seed, [before, .. result.Rounds.Select(static round => round.Evaluation!.Mean)], clock.Elapsed.TotalSeconds);
    }

    private Rounds Plan() => new(Rounds, StepsPerRound) { EvaluationEpisodes = 16 };

    private static VectorMountainCarContinuous Cars() => new(Lanes);

    private static GaussianPolicy CreatePolicy(SeedSequence seeds, double deviation) =>
        new(StateSize, Force, Hidden, Activation.Tanh, seeds.Child("policy"), deviation: deviation);

    private static TrainingOptions Options(ulong seed) =>
        new()
        {
            Epochs = 10,
            BatchSize = 256,
            Schedule = new LinearSchedule(),
            Optimizer = new AdamOptions { MaxGradientNorm = 0.5 },
            Seed = seed,
        };
}

/// <summary>A run.</summary>
/// <param name="Name">Where it starts from, and how it explores.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Returns">Mean return before, and after each round.</param>
/// <param name="Seconds">Wall time of reinforcement.</param>
internal sealed record Curve(string Name, ulong Seed, IReadOnlyList<double> Returns, double Seconds);
