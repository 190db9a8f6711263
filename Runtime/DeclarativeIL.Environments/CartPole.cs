using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>A pole hinged to a cart, to be kept upright by pushing the cart left or right: Gymnasium's CartPole-v1.</summary>
/// <remarks>
/// State and observation: the cart's position (m) and velocity (m/s), the pole's angle (rad, 0 = upright, positive to the
/// right) and angular velocity (rad/s). Action: 0 pushes with 10 N to the left, 1 to the right. Every step pays 1, the last
/// included. An episode terminates beyond 2.4 m or 12 degrees and is truncated after 500 steps; both can happen in one step.
/// Dynamics are Gymnasium 1.3.0's, operation by operation: float64, explicit Euler (Barto, Sutton, Anderson 1983; equations without
/// friction of Florian 2007). The random start (uniform on [-0.05, 0.05) in each number) has the same distribution but not NumPy's draws.
/// </remarks>
[Dynamics(StepLimit = CartPole.MostSteps)]
public sealed partial class CartPole
{
    internal const int MostSteps = 500;
    internal const double Gravity = 9.8,
        CartMass = 1.0,
        PoleMass = 0.1,
        TotalMass = PoleMass + CartMass,
        HalfLength = 0.5;
    internal const double PoleMassLength = PoleMass * HalfLength,
        Force = 10.0,
        TimeStep = 0.02,
        StartRange = 0.05;
    internal const double PositionLimit = 2.4,
        AngleLimit = 12 * 2 * Math.PI / 360;

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MostSteps;

    internal readonly record struct Motion(double Position, double Velocity, double Angle, double Spin);

    [Reset]
    private static void Start(ulong seed, ulong episode, Span<double> state)
    {
        RandomStream.UniformsOf(seed, episode, state);
        for (var i = 0; i < state.Length; i++)
            state[i] = -StartRange + 2 * StartRange * state[i];
    }

    [Step]
    private static Motion Next(Motion now, [Action] bool right)
    {
        var force = right ? Force : -Force;
        double sin = ExactMath.Sin(now.Angle),
            cos = ExactMath.Cos(now.Angle);
        var push = (force + PoleMassLength * (now.Spin * now.Spin) * sin) / TotalMass;
        var spinRate = (Gravity * sin - cos * push) / (HalfLength * (4.0 / 3.0 - PoleMass * (cos * cos) / TotalMass));
        var acceleration = push - PoleMassLength * spinRate * cos / TotalMass;
        return new(
            now.Position + TimeStep * now.Velocity,
            now.Velocity + TimeStep * acceleration,
            now.Angle + TimeStep * now.Spin,
            now.Spin + TimeStep * spinRate
        );
    }

    [Reward]
    private static double Pay() => 1;

    [Terminal]
    private static bool HasFallen(Motion next) => Math.Abs(next.Position) > PositionLimit || Math.Abs(next.Angle) > AngleLimit;

    // bounds are twice the limits, so that the observation that ends an episode is still inside

    /// <summary>The cart's position (m).</summary>
    [Observation(-2 * PositionLimit, 2 * PositionLimit)]
    private static double Position(Motion now) => now.Position;

    /// <summary>The cart's velocity (m/s).</summary>
    [Observation(double.NegativeInfinity, double.PositiveInfinity)]
    private static double Velocity(Motion now) => now.Velocity;

    /// <summary>The pole's angle (rad, 0 = upright, positive to the right).</summary>
    [Observation(-2 * AngleLimit, 2 * AngleLimit)]
    private static double Angle(Motion now) => now.Angle;

    /// <summary>The pole's angular velocity (rad/s).</summary>
    [Observation(double.NegativeInfinity, double.PositiveInfinity)]
    private static double Spin(Motion now) => now.Spin;
}
