using DeclarativeIL.Algorithms;

namespace DeclarativeIL.Samples.Results;

/// <summary>An algorithm in the comparison. Another one is another entry of <see cref="All"/>.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Discrete">How it runs where actions are discrete; null if it does not.</param>
/// <param name="Continuous">How it runs where they are continuous; null if it does not.</param>
internal sealed record Contender(string Name, Func<Trial, Outcome>? Discrete, Func<Trial, Outcome>? Continuous)
{
    /// <summary>True if it has to be told how to displace demonstrations.</summary>
    public bool NeedsRecovery { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Contender> All { get; } =
    [
        new(
            "BehaviorCloning",
            t =>
                t.AtOnce(
                    t.Categorical(),
                    pi => new BehaviorCloning().Train(pi, t.Data, t.OptionsAtOnce, cancellationToken: t.Cancellation)
                ),
            t => t.AtOnce(t.Gaussian(), pi => new BehaviorCloning().Train(pi, t.Data, t.OptionsAtOnce, cancellationToken: t.Cancellation))
        ),
        new(
            "RegressionCloning",
            null,
            t =>
                t.AtOnce(
                    t.Deterministic(),
                    mu => new RegressionCloning().Train(mu, t.Data, t.OptionsAtOnce, cancellationToken: t.Cancellation)
                )
        ),
        new(
            "BootstrappedCloning",
            t =>
                t.AtOnce(
                    t.Categoricals(),
                    pi => new BootstrappedCloning().Train(pi, t.Data, t.OptionsAtOnce, cancellationToken: t.Cancellation)
                ),
            t =>
                t.AtOnce(
                    t.Gaussians(),
                    pi => new BootstrappedCloning().Train(pi, t.Data, t.OptionsAtOnce, cancellationToken: t.Cancellation)
                )
        ),
        new(
            "EnsembleCloning",
            null,
            t =>
                t.AtOnce(
                    t.Deterministics(members: 10),
                    mu => new EnsembleCloning().Train(mu, t.Data, t.OptionsAtOnce, cancellationToken: t.Cancellation)
                )
        ),
        new(
            "RecoveryCloning",
            null,
            t =>
                t.AtOnce(
                    t.Deterministic(),
                    mu =>
                        new RecoveryCloning().Train(
                            mu,
                            t.Data,
                            t.Arena.Recovery!.Gain,
                            t.Arena.Recovery.Spread,
                            t.OptionsAtOnce,
                            cancellationToken: t.Cancellation
                        )
                )
        )
        {
            NeedsRecovery = true,
        },
        new(
            "Dart",
            t =>
                t.InRounds(
                    t.Categorical(),
                    (pi, told) =>
                        new CategoricalDart { Alpha = 3 }.Train(
                            pi,
                            t.Data,
                            t.Environments,
                            t.Expert,
                            t.Rounds,
                            t.Options,
                            told,
                            t.Cancellation
                        )
                ),
            t =>
                t.InRounds(
                    t.Deterministic(),
                    (mu, told) =>
                        new Dart { Alpha = 3 }.Train(mu, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                )
        ),
        new(
            "DAgger",
            t =>
                t.InRounds(
                    t.Categorical(),
                    (pi, told) => new DAgger().Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                ),
            t =>
                t.InRounds(
                    t.Gaussian(),
                    (pi, told) => new DAgger().Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                )
        ),
        new(
            "LinearDAgger",
            t =>
                t.InRounds(
                    t.Categorical(),
                    (pi, told) => Linear(t).Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                ),
            t =>
                t.InRounds(
                    t.Gaussian(),
                    (pi, told) => Linear(t).Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                )
        ),
        new(
            "IndicatorDAgger",
            t =>
                t.InRounds(
                    t.Categorical(),
                    (pi, told) =>
                        new IndicatorDAgger().Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                ),
            t =>
                t.InRounds(
                    t.Gaussian(),
                    (pi, told) =>
                        new IndicatorDAgger().Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                )
        ),
        new(
            "TrajectoryDAgger",
            t =>
                t.InRounds(
                    t.Categorical(),
                    (pi, told) =>
                        new TrajectoryDAgger().Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                ),
            t =>
                t.InRounds(
                    t.Gaussian(),
                    (pi, told) =>
                        new TrajectoryDAgger().Train(pi, t.Data, t.Environments, t.Expert, t.Rounds, t.Options, told, t.Cancellation)
                )
        ),
        new(
            "HgDAgger",
            t =>
                t.InRounds(
                    t.Categorical(),
                    (pi, told) =>
                        new HgDAgger().Train(
                            pi,
                            t.Data,
                            t.Environments,
                            new Supervisor(t.Expert, pi, 0),
                            t.Rounds,
                            t.Options,
                            told,
                            t.Cancellation
                        )
                ),
            t =>
                t.InRounds(
                    t.Gaussian(),
                    (pi, told) =>
                        new HgDAgger().Train(
                            pi,
                            t.Data,
                            t.Environments,
                            new Supervisor(t.Expert, pi, t.Arena.Tolerance),
                            t.Rounds,
                            t.Options,
                            told,
                            t.Cancellation
                        )
                )
        ),
        .. GatedContenders.All,
    ];

    /// <summary>Tells whether the contender runs in an arena.</summary>
    public bool Supports(Arena arena) => How(arena) is not null && (!NeedsRecovery || arena.Recovery is not null);

    /// <summary>Runs it.</summary>
    public Outcome Run(Trial trial) => How(trial.Arena)!(trial);

    private Func<Trial, Outcome>? How(Arena arena) => arena.Create(1).Actions is DiscreteSpace ? Discrete : Continuous;

    private static LinearDAgger Linear(Trial trial) => new() { RampRounds = trial.Rounds.Count / 2 };
}
