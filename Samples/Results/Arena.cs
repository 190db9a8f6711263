using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;

namespace DeclarativeIL.Samples.Results;

/// <summary>An environment to compare algorithms in, with its expert and what each algorithm may spend.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Create">Makes so many of it.</param>
/// <param name="Expert">Who teaches.</param>
/// <param name="Budget">What may be spent.</param>
internal sealed record Arena(string Name, Func<int, IVectorEnvironment> Create, Func<Expert> Expert, Budget Budget)
{
    /// <summary>
    /// A distance from the expert's action that does not matter, in the units of the action; not used where actions are discrete.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>The displacement of demonstrations, and the gain that takes it back; null where none is known.</summary>
    public Recovery? Recovery { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Arena> All { get; } =
    [
        new(
            "CartPole",
            static n => new VectorCartPole(n),
            static () => DeclarativeIL.Expert.From(new CartPoleController()),
            new(4, 8, 100)
        ),
        new(
            "Pendulum",
            static n => new VectorPendulum(n),
            static () => DeclarativeIL.Expert.From(new PendulumController()),
            new(2, 12, 400) { Hidden = [64, 64] }
        )
        {
            Tolerance = 0.3,
        },
        new(
            "MountainCar",
            static n => new VectorMountainCar(n),
            static () => DeclarativeIL.Expert.From(new MountainCarController()),
            new(2, 10, 300) { Hidden = [64, 64] }
        ),
        new(
            "MountainCarContinuous",
            static n => new VectorMountainCarContinuous(n),
            static () => DeclarativeIL.Expert.From(new MountainCarContinuousController()),
            new(1, 6, 300)
        )
        {
            Tolerance = 0.05,
        },
        new(
            "Acrobot",
            static n => new VectorAcrobot(n),
            static () => DeclarativeIL.Expert.From(new AcrobotController()),
            new(1, 10, 100) { Hidden = [64, 64] }
        ),
        new(
            "LaneKeeping",
            static n => new VectorLaneKeeping(n),
            static () => DeclarativeIL.Expert.From(new LaneKeepingController()),
            new(1, 6, 100)
        )
        {
            Tolerance = 0.05,
            Recovery = Recovery.OfLane,
        },
        new(
            "GridWorld",
            static n => new VectorEnvironment(n, static _ => new GridWorld()),
            static () => DeclarativeIL.Expert.From(new GridWorldController(new GridWorld())),
            new(1, 6, 30)
        ),
    ];
}

/// <summary>
/// The budget of an algorithm in an environment: those that learn in rounds as said, those that do not as much in one go.
/// </summary>
/// <param name="Environments">Environments that are rolled out in at once.</param>
/// <param name="Rounds">Rounds of collecting and training.</param>
/// <param name="StepsPerRound">Steps of each, over all environments together.</param>
internal sealed record Budget(int Environments, int Rounds, int StepsPerRound)
{
    /// <summary>Passes over the data in each round.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Width of each hidden layer, of every network.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [32, 32];

    /// <summary>Rows of a gradient step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 3e-3;
}

/// <summary>The inputs of <see cref="Algorithms.RecoveryCloning"/>.</summary>
/// <param name="Gain">[a, s]: how much of the action a displacement takes back.</param>
/// <param name="Spread">[s]: standard deviation of the displacement.</param>
internal sealed record Recovery(Matrix Gain, Vector Spread)
{
    /// <summary>Those of the lane-keeping sample.</summary>
    public static Recovery OfLane { get; } = new(LaneRecovery.Gain, LaneRecovery.Spread);
}
