using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>A pendulum, to be swung up and held upright by a torque too weak to lift it: Gymnasium's Pendulum-v1.</summary>
/// <remarks>
/// State: the angle (rad, 0 = upright, not wrapped) and the angular velocity (rad/s, at most 8). Observation: cosine and sine
/// of the angle, angular velocity. Action: the torque (N m) in [-2, 2]. A step pays minus (angle^2 + 0.1 velocity^2 +
/// 0.001 torque^2), the angle wrapped, before it is taken. An episode never terminates and is truncated after 200 steps.
/// Dynamics are Gymnasium 1.3.0's, operation by operation (float64, but for the products of the float32 torque); it starts at a
/// uniform angle and a uniform velocity in [-1, 1).
/// </remarks>
[Dynamics(StepLimit = Pendulum.MostSteps)]
public sealed partial class Pendulum
{
    internal const int MostSteps = 200;
    internal const double MostTorque = 2;
    private const double MostSpeed = 8,
        TimeStep = 0.05,
        Gravity = 10;
    private const double Turn = 2 * Math.PI,
        TurnHigh = 6.2831853069365025, // the first 33 bits of a turn, and the rest: whole numbers times either part are exact
        TurnLow = Turn - TurnHigh;

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MostSteps;

    internal readonly record struct Motion([Limit(1000)] double Angle, [Limit(MostSpeed)] double Spin);

    [Reset]
    private static Motion Start(ulong seed, ulong episode) =>
        new(-Math.PI + Turn * RandomStream.UniformOf(seed, 0, episode), -1 + 2 * RandomStream.UniformOf(seed, 1, episode));

    [Step]
    private static Motion Next(Motion now, [Action(-MostTorque, MostTorque)] double torque)
    {
        var pull = 3 * Gravity / 2 * ExactMath.Sin(now.Angle) + (float)(3 * Clipped(torque));
        var spin = Math.Clamp(now.Spin + pull * TimeStep, -MostSpeed, MostSpeed);
        return new(now.Angle + spin * TimeStep, spin);
    }

    [Reward]
    private static double Pay(Motion now, double torque, Motion next)
    {
        var off = Normalised(now.Angle);
        var effort = 0.001f * (float)(Clipped(torque) * Clipped(torque));
        return -(off * off + 0.1 * (now.Spin * now.Spin) + effort);
    }

    /// <summary>The cosine of the angle.</summary>
    [Observation(-1, 1)]
    private static double Cosine(Motion now) => ExactMath.Cos(now.Angle);

    /// <summary>The sine of the angle.</summary>
    [Observation(-1, 1)]
    private static double Sine(Motion now) => ExactMath.Sin(now.Angle);

    /// <summary>The angular velocity (rad/s).</summary>
    [Observation(-MostSpeed, MostSpeed)]
    private static double Spin(Motion now) => now.Spin;

    private static double Clipped(double torque) => Math.Clamp(torque, -MostTorque, MostTorque);

    /// <summary>Within half a turn of 0, as NumPy's remainder gives it: exact, then one addition where negative.</summary>
    private static double Normalised(double angle)
    {
        var ahead = angle + Math.PI;
        var turns = Math.Truncate(ahead / Turn);
        var rest = ahead - turns * TurnHigh - turns * TurnLow;
        return (rest < 0 ? rest + Turn : rest) - Math.PI;
    }
}
