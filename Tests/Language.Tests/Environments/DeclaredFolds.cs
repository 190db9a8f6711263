using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Environments;

/// <summary>A pendulum that is moved by several small steps in each of its own.</summary>
[Dynamics(StepLimit = 50)]
internal sealed partial class Substeps
{
    private const int Count = 4;
    private const double TimeStep = 0.05;

    internal readonly record struct Motion(double Angle, double Speed, double Heat);

    [Reset]
    public static Motion Start(RandomStream random) => new(random.NextGaussian(), -0.0, 0);

    [Step]
    public static Motion Next(Motion now, [Action(-2, 2)] double torque)
    {
        var speed = Fold(
            now.Speed,
            Count,
            (v, k) =>
            {
                var angle = now.Angle + k / Count * TimeStep * v;
                return Math.Clamp(v + Pull(angle, torque) * (TimeStep / Count), -8, 8);
            }
        );
        var angle = Fold(now.Angle, 3, (x, k) => x + (k < 1 ? now.Speed : speed) * (TimeStep / 3));
        return new(angle, speed, Fold(now.Heat, 2, (x, k) => (float)(0.9f * (float)x + k / 3) - Fold(0, 2, (y, i) => y + i * (x - k) / 7)));
    }

    [Reward]
    public static double Pay(Motion now, Motion next) => -Fold(-0.0 * now.Angle, 1, (x, k) => x + k * next.Angle) - next.Heat;

    [Terminal]
    public static bool IsFast(Motion next) => Fold(Math.Abs(next.Speed), 2, (x, k) => x - k * 0.1) > 6;

    [Observation(-100, 100)]
    public static double Angle(Motion now) => now.Angle;

    [Observation(-8, 8)]
    public static double Speed(Motion now) => now.Speed;

    [Observation(-100, 100)]
    public static double Heat(Motion now) => now.Heat;

    /// <summary>Long enough to stay a method.</summary>
    private static double Pull(double angle, double torque) =>
        15 * ExactMath.Sin(angle) + 3 * Math.Clamp(torque, -2, 2) - ExactMath.Cos(3 * angle) / 7;
}
