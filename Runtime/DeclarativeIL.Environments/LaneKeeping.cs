using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Environments;

/// <summary>A car at 15 m/s, to be steered along the middle of a lane of 3.5 m on a road of random bends.</summary>
/// <remarks>
/// State: distance from the middle (m, positive to the left), heading against the road (rad), steering angle (rad), distance
/// driven (m), phases of the road's two sines (rad). Observation: distance from the middle, heading, steering angle, and the
/// road's curvature (1/m, positive to the left) here, 10 m and 20 m ahead. Action in [-1, 1]: the steering angle that is asked
/// for, in units of 0.3 rad; the wheels follow with a lag of 0.2 s. A step of 0.05 s pays 1 - (distance / 1.75 m)^2. An
/// episode terminates, paying 0, outside of the lane or across the road, and is truncated after 500 steps. The curvature is
/// 0.012 sin(2 pi s / 140 m + p1) + 0.006 sin(2 pi s / 60 m + p2); an episode starts at random phases, within 0.75 m and
/// 0.05 rad. Kinematic bicycle, wheelbase 2.7 m (Rajamani, Vehicle Dynamics and Control, 2012).
/// </remarks>
public sealed class LaneKeeping : PhysicsEnvironment
{
    /// <summary>One environment.</summary>
    public LaneKeeping()
        : base(new Simulator<LaneKeepingDynamics>(1)) { }

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => LaneKeepingDynamics.StepLimit;
}

/// <summary>N times <see cref="LaneKeeping"/>.</summary>
public sealed class VectorLaneKeeping : VectorPhysicsEnvironment
{
    /// <summary>
    /// Makes <paramref name="count"/> environments; <see cref="VectorPhysicsEnvironment.Reset"/> them before the first step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    public VectorLaneKeeping(int count)
        : base(new Simulator<LaneKeepingDynamics>(count)) { }
}
