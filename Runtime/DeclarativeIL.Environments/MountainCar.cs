using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Environments;

/// <summary>A car in a valley, too weak to drive straight up, to be rocked to the flag on the right: Gymnasium's MountainCar-v0.</summary>
/// <remarks>
/// State and observation: position in [-1.2, 0.6] and velocity in [-0.07, 0.07]. Action: 0 pushes to the left, 1 not at all,
/// 2 to the right. Every step pays -1, the last included. An episode terminates, with success, at or beyond 0.5 and is
/// truncated after 200 steps. Dynamics are Gymnasium 1.3.0's, operation by operation; it starts at rest, uniform in
/// [-0.6, -0.4).
/// </remarks>
public sealed class MountainCar : PhysicsEnvironment
{
    /// <summary>One environment.</summary>
    public MountainCar()
        : base(new Simulator<MountainCarDynamics>(1)) { }

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MountainCarDynamics.StepLimit;
}

/// <summary>N times <see cref="MountainCar"/>.</summary>
public sealed class VectorMountainCar : VectorPhysicsEnvironment
{
    /// <summary>
    /// Makes <paramref name="count"/> environments; <see cref="VectorPhysicsEnvironment.Reset"/> them before the first step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    public VectorMountainCar(int count)
        : base(new Simulator<MountainCarDynamics>(count)) { }
}

/// <summary>The car in the valley with a force to choose: Gymnasium's MountainCarContinuous-v0.</summary>
/// <remarks>
/// State and observation: position in [-1.2, 0.6] and velocity in [-0.07, 0.07]. Action: the force in [-1, 1]. A step pays
/// minus 0.1 action^2, of the action as it was given; reaching the flag pays 100 more. An episode terminates, with success, at
/// or beyond 0.45 and is truncated after 999 steps. Dynamics are Gymnasium 1.3.0's, its float32 arithmetic included; it
/// starts at rest, uniform in [-0.6, -0.4).
/// </remarks>
public sealed class MountainCarContinuous : PhysicsEnvironment
{
    /// <summary>One environment.</summary>
    public MountainCarContinuous()
        : base(new Simulator<MountainCarContinuousDynamics>(1)) { }

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MountainCarContinuousDynamics.StepLimit;
}

/// <summary>N times <see cref="MountainCarContinuous"/>.</summary>
public sealed class VectorMountainCarContinuous : VectorPhysicsEnvironment
{
    /// <summary>
    /// Makes <paramref name="count"/> environments; <see cref="VectorPhysicsEnvironment.Reset"/> them before the first step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    public VectorMountainCarContinuous(int count)
        : base(new Simulator<MountainCarContinuousDynamics>(count)) { }
}
