using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>Two links that hang from a hinge, to be swung above a line by the motor between them: Gymnasium's Acrobot-v1.</summary>
/// <remarks>
/// State: the first link's angle (rad, 0 = hanging), the second's relative to the first, both within half a turn of 0, and
/// their angular velocities (rad/s, at most 4 pi and 9 pi). Observation: cosine and sine of the first angle, of the second, the
/// two velocities. Action: 0 is a torque of -1 N m, 1 none, 2 +1 N m. A step pays -1, the last one 0. An episode terminates,
/// with success, when -cos(a1) - cos(a1 + a2) exceeds 1 and is truncated after 500 steps. Dynamics are Gymnasium 1.3.0's (Sutton
/// 1996; the equations of Sutton and Barto's book, not of the paper), operation by operation: float64, one Runge-Kutta step. Each
/// number starts uniform on [-0.1, 0.1).
/// </remarks>
[Dynamics(StepLimit = Acrobot.MostSteps, EndIsSuccess = true)]
public sealed partial class Acrobot
{
    internal const int MostSteps = 500;
    private const double TimeStep = 0.2,
        MostSpeed1 = 4 * Math.PI,
        MostSpeed2 = 9 * Math.PI,
        StartRange = 0.1;
    private const double Gravity = 9.8,
        Mass = 1,
        Length = 1,
        Centre = 0.5,
        Inertia = 1;

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MostSteps;

    internal readonly record struct Links(
        [Limit(1000)] double Angle1,
        [Limit(1000)] double Angle2,
        [Limit(MostSpeed1)] double Spin1,
        [Limit(MostSpeed2)] double Spin2
    );

    [Reset]
    private static void Start(ulong seed, ulong episode, Span<double> state)
    {
        RandomStream.UniformsOf(seed, episode, state);
        for (var i = 0; i < state.Length; i++) // Gymnasium's first state is rounded to float32
            state[i] = (float)(-StartRange + 2 * StartRange * state[i]);
    }

    [Step]
    private static Links Next(Links now, [Action(3)] double choice)
    {
        var torque = choice - 1;
        var k1 = Rate(now, torque);
        var k2 = Rate(After(now, TimeStep / 2, k1), torque);
        var k3 = Rate(After(now, TimeStep / 2, k2), torque);
        var k4 = Rate(After(now, TimeStep, k3), torque);
        return new(
            ExactMath.WrapAngle(now.Angle1 + Change(k1.Angle1, k2.Angle1, k3.Angle1, k4.Angle1)),
            ExactMath.WrapAngle(now.Angle2 + Change(k1.Angle2, k2.Angle2, k3.Angle2, k4.Angle2)),
            Math.Clamp(now.Spin1 + Change(k1.Spin1, k2.Spin1, k3.Spin1, k4.Spin1), -MostSpeed1, MostSpeed1),
            Math.Clamp(now.Spin2 + Change(k1.Spin2, k2.Spin2, k3.Spin2, k4.Spin2), -MostSpeed2, MostSpeed2)
        );
    }

    [Reward]
    private static double Pay(Links next) => IsUp(next) ? 0 : -1;

    [Terminal]
    private static bool IsUp(Links next) => -ExactMath.Cos(next.Angle1) - ExactMath.Cos(next.Angle2 + next.Angle1) > 1;

    /// <summary>The cosine of the first angle.</summary>
    [Observation(-1, 1)]
    private static double Cosine1(Links now) => ExactMath.Cos(now.Angle1);

    /// <summary>The sine of the first angle.</summary>
    [Observation(-1, 1)]
    private static double Sine1(Links now) => ExactMath.Sin(now.Angle1);

    /// <summary>The cosine of the second angle.</summary>
    [Observation(-1, 1)]
    private static double Cosine2(Links now) => ExactMath.Cos(now.Angle2);

    /// <summary>The sine of the second angle.</summary>
    [Observation(-1, 1)]
    private static double Sine2(Links now) => ExactMath.Sin(now.Angle2);

    /// <summary>The first link's angular velocity (rad/s).</summary>
    [Observation(-MostSpeed1, MostSpeed1)]
    private static double Spin1(Links now) => now.Spin1;

    /// <summary>The second link's angular velocity (rad/s).</summary>
    [Observation(-MostSpeed2, MostSpeed2)]
    private static double Spin2(Links now) => now.Spin2;

    /// <summary>The derivative in time; constants are folded as Python folds them.</summary>
    private static Links Rate(Links y, double torque)
    {
        double sin2 = ExactMath.Sin(y.Angle2),
            cos2 = ExactMath.Cos(y.Angle2);
        var d1 = Mass * (Centre * Centre) + Mass * (Length * Length + Centre * Centre + 2 * Length * Centre * cos2) + Inertia + Inertia;
        var d2 = Mass * (Centre * Centre + Length * Centre * cos2) + Inertia;
        var phi2 = Mass * Centre * Gravity * ExactMath.Cos(y.Angle1 + y.Angle2 - Math.PI / 2);
        var phi1 =
            -Mass * Length * Centre * (y.Spin2 * y.Spin2) * sin2
            - 2 * Mass * Length * Centre * y.Spin2 * y.Spin1 * sin2
            + (Mass * Centre + Mass * Length) * Gravity * ExactMath.Cos(y.Angle1 - Math.PI / 2)
            + phi2;
        var rate2 =
            (torque + d2 / d1 * phi1 - Mass * Length * Centre * (y.Spin1 * y.Spin1) * sin2 - phi2)
            / (Mass * (Centre * Centre) + Inertia - d2 * d2 / d1);
        return new(y.Spin1, y.Spin2, -(d2 * rate2 + phi1) / d1, rate2);
    }

    private static Links After(Links y, double time, Links rate) =>
        new(y.Angle1 + time * rate.Angle1, y.Angle2 + time * rate.Angle2, y.Spin1 + time * rate.Spin1, y.Spin2 + time * rate.Spin2);

    /// <summary>The change of a number in one step, of Runge and Kutta's four rates.</summary>
    private static double Change(double k1, double k2, double k3, double k4) => TimeStep / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
}
