using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Environments;

/// <summary>Two links that hang from a hinge, to be swung above a line by the motor between them: Gymnasium's Acrobot-v1.</summary>
/// <remarks>
/// State: the first link's angle (rad, 0 = hanging), the second's relative to the first, both within half a turn of 0, and
/// their angular velocities (rad/s, at most 4 pi and 9 pi). Observation: cosine and sine of the first angle, of the second, the
/// two velocities. Action: 0 is a torque of -1 N m, 1 none, 2 +1 N m. A step pays -1, the last one 0. An episode terminates,
/// with success, when -cos(a1) - cos(a1 + a2) exceeds 1 and is truncated after 500 steps. Dynamics are Gymnasium 1.3.0's (the
/// book's equations), operation by operation; each number starts uniform on [-0.1, 0.1).
/// </remarks>
public sealed class Acrobot : PhysicsEnvironment
{
    /// <summary>One environment.</summary>
    public Acrobot()
        : base(new Simulator<AcrobotDynamics>(1)) { }

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => AcrobotDynamics.StepLimit;
}

/// <summary>N times <see cref="Acrobot"/>.</summary>
public sealed class VectorAcrobot : VectorPhysicsEnvironment
{
    /// <summary>
    /// Makes <paramref name="count"/> environments; <see cref="VectorPhysicsEnvironment.Reset"/> them before the first step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    public VectorAcrobot(int count)
        : base(new Simulator<AcrobotDynamics>(count)) { }
}
