using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>A car in a valley, too weak to drive straight up, to be rocked to the flag on the right: Gymnasium's MountainCar-v0.</summary>
/// <remarks>
/// State and observation: position in [-1.2, 0.6] and velocity in [-0.07, 0.07]. Action: 0 pushes to the left, 1 not at all,
/// 2 to the right. Every step pays -1, the last included. An episode terminates, with success, at or beyond 0.5 and is
/// truncated after 200 steps. Dynamics are Gymnasium 1.3.0's, operation by operation; it starts at rest, uniform in
/// [-0.6, -0.4).
/// </remarks>
[Dynamics(StepLimit = MountainCar.MostSteps, EndIsSuccess = true)]
public sealed partial class MountainCar
{
    internal const int MostSteps = 200;
    internal const double LeftEnd = -1.2,
        RightEnd = 0.6,
        MostSpeed = 0.07;
    private const double Goal = 0.5,
        Force = 0.001,
        Gravity = 0.0025;

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MostSteps;

    internal readonly record struct Motion([Limit(-LeftEnd)] double Position, [Limit(MostSpeed)] double Velocity);

    [Reset]
    private static Motion Start(ulong seed, ulong episode) => new(StartPosition(seed, episode), 0);

    internal static double StartPosition(ulong seed, ulong episode) => -0.6 + 0.2 * RandomStream.UniformOf(seed, 0, episode);

    [Step]
    private static Motion Next(Motion now, [Action(3)] double push)
    {
        var change = (push - 1) * Force + ExactMath.Cos(3 * now.Position) * -Gravity;
        var velocity = Math.Clamp(now.Velocity + change, -MostSpeed, MostSpeed);
        var position = Math.Clamp(now.Position + velocity, LeftEnd, RightEnd);
        return new(position, position == LeftEnd && velocity < 0 ? 0 : velocity);
    }

    [Reward]
    private static double Pay() => -1;

    [Terminal]
    private static bool IsThere(Motion next) => next.Position >= Goal && next.Velocity >= 0;

    /// <summary>The position.</summary>
    [Observation(LeftEnd, RightEnd)]
    private static double Position(Motion now) => now.Position;

    /// <summary>The velocity.</summary>
    [Observation(-MostSpeed, MostSpeed)]
    private static double Velocity(Motion now) => now.Velocity;
}
