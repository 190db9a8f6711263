using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>A car at 15 m/s, to be steered along the middle of a lane of 3.5 m on a road of random bends.</summary>
/// <remarks>
/// State: distance from the middle (m, positive to the left), heading against the road (rad), steering angle (rad), distance
/// driven (m), phases of the road's two sines (rad). Observation: distance from the middle, heading, steering angle, and the
/// road's curvature (1/m, positive to the left) here, 10 m and 20 m ahead. Action in [-1, 1]: the steering angle that is asked
/// for, in units of 0.3 rad; the wheels follow with a lag of 0.2 s. A step of 0.05 s pays 1 - (distance / 1.75 m)^2. An
/// episode terminates, paying 0, outside of the lane or across the road, and is truncated after 500 steps. The curvature is
/// 0.012 sin(2 pi s / 140 m + p1) + 0.006 sin(2 pi s / 60 m + p2); an episode starts at random phases, within 0.75 m and
/// 0.05 rad. Kinematic bicycle in coordinates along the road, wheelbase 2.7 m (Rajamani, Vehicle Dynamics and Control, 2012,
/// chapter 2), explicit Euler, float64.
/// </remarks>
[Dynamics(StepLimit = LaneKeeping.MostSteps)]
public sealed partial class LaneKeeping
{
    internal const int MostSteps = 500;
    internal const double Speed = 15,
        Wheelbase = 2.7,
        MostSteering = 0.3,
        Lag = 0.2,
        Preview1 = 10,
        HalfWidth = 1.75;
    private const double Preview2 = 20,
        TimeStep = 0.05,
        StartOffset = 0.75,
        StartHeading = 0.05;
    private const double Bend1 = 0.012,
        Length1 = 140,
        Bend2 = 0.006,
        Length2 = 60,
        MostBend = 0.02;

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MostSteps;

    /// <param name="Offset">From the middle (m, positive to the left).</param>
    /// <param name="Heading">Against the road (rad).</param>
    /// <param name="Steering">Of the wheels (rad).</param>
    /// <param name="Driven">Along the road (m).</param>
    /// <param name="Phase1">Of the road's longer bend (rad), the same for an episode.</param>
    /// <param name="Phase2">Of its shorter one.</param>
    internal readonly record struct Car(
        [Limit(HalfWidth)] double Offset,
        [Limit(1)] double Heading,
        [Limit(MostSteering)] double Steering,
        [Limit(1e5)] double Driven,
        [Limit(1000)] double Phase1,
        [Limit(1000)] double Phase2
    );

    [Reset]
    private static void Start(ulong seed, ulong episode, Span<double> state)
    {
        Span<double> draws = stackalloc double[4];
        RandomStream.UniformsOf(seed, episode, draws);
        state[0] = StartOffset * (2 * draws[0] - 1);
        state[1] = StartHeading * (2 * draws[1] - 1);
        state[4] = 2 * Math.PI * draws[2];
        state[5] = 2 * Math.PI * draws[3];
    }

    [Step]
    private static Car Next(Car now, [Action(-1, 1)] double command)
    {
        var bend = Curvature(now.Driven, now.Phase1, now.Phase2);
        var along = Speed * ExactMath.Cos(now.Heading) / (1 - now.Offset * bend);
        var tangent = ExactMath.Sin(now.Steering) / ExactMath.Cos(now.Steering);
        var turn = Speed / Wheelbase * tangent - bend * along;
        var wanted = MostSteering * Math.Clamp(command, -1, 1);
        return now with
        {
            Offset = now.Offset + TimeStep * (Speed * ExactMath.Sin(now.Heading)),
            Heading = now.Heading + TimeStep * turn,
            Steering = now.Steering + TimeStep / Lag * (wanted - now.Steering),
            Driven = now.Driven + TimeStep * along,
        };
    }

    [Reward]
    private static double Pay(Car next)
    {
        var share = next.Offset / HalfWidth;
        return IsOff(next) ? 0 : 1 - share * share;
    }

    [Terminal]
    private static bool IsOff(Car next) => Math.Abs(next.Offset) > HalfWidth || Math.Abs(next.Heading) > Math.PI / 2;

    /// <summary>The distance from the middle (m, positive to the left).</summary>
    [Observation(-2 * HalfWidth, 2 * HalfWidth)]
    private static double Offset(Car now) => now.Offset;

    /// <summary>The heading against the road (rad).</summary>
    [Observation(-Math.PI, Math.PI)]
    private static double Heading(Car now) => now.Heading;

    /// <summary>The steering angle (rad).</summary>
    [Observation(-MostSteering, MostSteering)]
    private static double Steering(Car now) => now.Steering;

    /// <summary>The road's curvature here (1/m, positive to the left).</summary>
    [Observation(-MostBend, MostBend)]
    private static double Bend(Car now) => Curvature(now.Driven, now.Phase1, now.Phase2);

    /// <summary>The road's curvature 10 m ahead.</summary>
    [Observation(-MostBend, MostBend)]
    private static double BendAhead(Car now) => Curvature(now.Driven + Preview1, now.Phase1, now.Phase2);

    /// <summary>The road's curvature 20 m ahead.</summary>
    [Observation(-MostBend, MostBend)]
    private static double BendFarAhead(Car now) => Curvature(now.Driven + Preview2, now.Phase1, now.Phase2);

    private static double Curvature(double driven, double phase1, double phase2) =>
        Bend1 * ExactMath.Sin(2 * Math.PI / Length1 * driven + phase1) + Bend2 * ExactMath.Sin(2 * Math.PI / Length2 * driven + phase2);
}
