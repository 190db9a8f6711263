using DeclarativeIL.Environments;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Language.Tests.Environments;

/// <summary>A pendulum of one's own.</summary>
[Dynamics(StepLimit = 60, EndIsSuccess = true)]
internal sealed partial class Swing
{
    public const double TimeStep = 0.05;

    /// <summary>Angle (rad, 0 = upright) and velocity (rad/s).</summary>
    internal readonly record struct Motion(double Angle, double Speed);

    [Reset]
    public static Motion Start(RandomStream random) => new(0.8 * random.NextGaussian(), random.NextUniform());

    [Step]
    public static Motion Next(Motion now, [Action(-2, 2)] double torque)
    {
        var pull = 15 * ExactMath.Sin(now.Angle) + 3 * Math.Clamp(torque, -2, 2);
        var speed = Math.Clamp(now.Speed + TimeStep * pull, -8, 8);
        return new(now.Angle + TimeStep * speed, speed);
    }

    [Reward]
    public static double Pay(Motion now, double torque, Motion next) =>
        -(Square(now.Angle) + 0.1 * Square(next.Speed) + 0.001 * Square(torque));

    [Terminal]
    public static bool IsUpright(Motion next) => Math.Abs(next.Angle) < 0.05 && !(Math.Abs(next.Speed) >= 0.5);

    /// <summary>The height of the tip.</summary>
    [Observation(-1, 1)]
    public static double Height(Motion now) => ExactMath.Cos(now.Angle);

    [Observation(-1, 1)]
    public static double Side(Motion now) => ExactMath.Sin(now.Angle);

    [Observation(-8, 8)]
    public static double Speed(Motion now) => now.Speed;

    [Observation]
    public static bool IsFast(Motion now) => now.Speed > 1;

    private static double Square(double x) => x * x;
}

internal enum Gear
{
    Reverse = 4,
    Neutral = 2,
    Forward = 8,
}

/// <summary>Every function and operator of dynamics, over numbers that are sometimes awkward.</summary>
[Dynamics(StepLimit = 1000)]
internal sealed partial class Everything
{
    internal readonly record struct Numbers(double A, double B, double C, double Kept);

    [Reset]
    public static Numbers Start(ulong seed, ulong episode)
    {
        var random = new RandomStream(seed + 31 * episode);
        return new(4 * random.NextGaussian(), -0.0, random.NextUniform() - 0.5, random.NextGaussian());
    }

    [Step]
    public static Numbers Next([Action] Gear gear, Numbers now)
    {
        var push = gear switch
        {
            Gear.Reverse => -1,
            Gear.Forward => 1.5,
            _ => -0.0,
        };
        var turned = ExactMath.Sin(now.A) - ExactMath.Cos(now.B) * push;
        var rounded = Math.Floor(now.A) + Math.Ceiling(now.B - 0.3) + Math.Truncate(now.C) - Math.Round(2.5 * now.C);
        var root = Math.Sqrt(Math.Abs(now.A * now.C) + 1e-9);
        var chosen = now.A > now.B != now.B < now.C ? Math.Min(now.A, -now.B) : Math.Max(now.B, 0.0);
        var wild = now.C == 0 || now.A != now.A ? 1 : 1 / now.C;
        return now with { A = Math.Clamp(turned + rounded / root, -50, 50), B = chosen, C = Held(wild, push) };
    }

    [Reward]
    public static double Pay(Numbers now, Numbers next) => now.A <= next.A ? next.B - now.C : -(next.C / 3);

    [Terminal]
    public static bool IsOver(Gear gear, Numbers next) => gear == Gear.Neutral && next.A >= 1.5 || next.B == next.C;

    [Observation(double.NegativeInfinity, double.PositiveInfinity)]
    public static double A(Numbers now) => now.A;

    [Observation(double.NegativeInfinity, double.PositiveInfinity)]
    public static double B(Numbers now) => now.B;

    [Observation(double.NegativeInfinity, double.PositiveInfinity)]
    public static double C(Numbers now) => now.C;

    private static double Held(double wild, double push) => wild is > -5 and < 5 ? wild + push : Math.Clamp(wild, -5, 5);
}

/// <summary>A long helper that no documentation id finds.</summary>
file static class Bends
{
    public static double Of(double angle) => ExactMath.Sin(angle) - ExactMath.Sin(2 * angle);
}

/// <summary>
/// Numbers rounded to float32, angles wrapped, a helper that is called twice and stays a method, one that is called once, numbers that an
/// episode keeps, a hidden one.
/// </summary>
[Dynamics(StepLimit = 300)]
internal sealed partial class Orbit
{
    internal readonly record struct Place(
        [Limit(5)] double Angle,
        [Limit(40)] double Speed,
        double Phase,
        [Limit(1e9)] double Scale,
        [Hidden] double Steps
    );

    internal readonly record struct Slope(double Rise, bool IsSteep, float Turn);

    [Reset]
    public static Place Start(RandomStream random) =>
        new(random.NextUniform(), random.NextGaussian(), 6 * random.NextUniform(), 1 + random.NextUniform(), 0);

    [Step]
    public static Place Next(Place now, [Action(-1, 1)] double push)
    {
        var first = SlopeAt(now, push, now.Steps > 0);
        var second = SlopeAt(now with { Angle = now.Angle + first.Rise / 2 }, (float)push, first.IsSteep);
        var speed = (float)(now.Speed + second.Rise) + -second.Turn * 0.1f;
        return now with
        {
            Angle = ExactMath.WrapAngle(now.Angle + 3 * speed),
            Speed = Math.Clamp(second.IsSteep ? 0.9f * speed : speed, -40f, 40f),
            Steps = now.Steps + 1,
        };
    }

    [Reward]
    public static double Pay(Place now, double push, Place next) => Cost(next.Angle, push) * now.Scale - Math.Abs((float)next.Speed);

    [Terminal]
    public static bool IsOut(Place next) => Math.Max((float)next.Angle, (float)next.Phase) > 5.9f;

    [Observation(-4, 4)]
    public static double Angle(Place now) => now.Angle;

    [Observation(-40, 40)]
    public static double Speed(Place now) => now.Speed;

    [Observation(0, 300)]
    public static double Steps(Place now) => now.Steps;

    private static Slope SlopeAt(Place at, double push, bool isLate)
    {
        double near = ExactMath.Sin(at.Angle) + ExactMath.Cos(2 * at.Angle + at.Phase),
            far = ExactMath.Sin(at.Angle / 3);
        var rise = isLate ? near - far * push : near + push;
        return new(rise / at.Scale, rise > 0.5 || far * far > 0.8, (float)(rise * near));
    }

    private static double Cost(double angle, double push)
    {
        double lean = Bends.Of(angle) - Bends.Of(2 * angle),
            effort = (float)(push * push);
        return -(lean * lean) - 0.01 * effort;
    }
}

/// <summary>The smallest ones: a truth is done, nothing ends.</summary>
[Dynamics]
internal sealed partial class Counter
{
    internal readonly record struct Count(double Value);

    [Reset]
    public static void Start(ulong seed, ulong episode, Span<double> state) => state[0] = 2 * episode;

    [Step]
    public static Count Next(Count now, [Action] bool up) => new(up ? now.Value + 1 : now.Value);

    [Reward]
    public static double Pay(bool up) => up ? 1 : 0;

    [Observation(0, 1000)]
    public static double Value(Count now) => now.Value;
}
