using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Environments;

/// <summary>A pendulum, to be swung up and held upright by a torque too weak to lift it: Gymnasium's Pendulum-v1.</summary>
/// <remarks>
/// State: the angle (rad, 0 = upright, not wrapped) and the angular velocity (rad/s, at most 8). Observation: cosine and sine
/// of the angle, angular velocity. Action: the torque (N m) in [-2, 2]. A step pays minus (angle^2 + 0.1 velocity^2 +
/// 0.001 torque^2), the angle wrapped, before it is taken. An episode never terminates and is truncated after 200 steps.
/// Dynamics are Gymnasium 1.3.0's, operation by operation; it starts at a uniform angle and a uniform velocity in [-1, 1).
/// </remarks>
public sealed class Pendulum : PhysicsEnvironment
{
    /// <summary>One environment.</summary>
    public Pendulum()
        : base(new Simulator<PendulumDynamics>(1)) { }

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => PendulumDynamics.StepLimit;
}

/// <summary>N times <see cref="Pendulum"/>.</summary>
public sealed class VectorPendulum : VectorPhysicsEnvironment
{
    /// <summary>
    /// Makes <paramref name="count"/> environments; <see cref="VectorPhysicsEnvironment.Reset"/> them before the first step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    public VectorPendulum(int count)
        : base(new Simulator<PendulumDynamics>(count)) { }
}
