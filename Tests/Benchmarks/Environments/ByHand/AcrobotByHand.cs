using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary>Two links with a motor between them, as Gymnasium's Acrobot-v1 computes them: float64, one Runge-Kutta step.</summary>
/// <remarks>
/// A state is four numbers: the first link's angle (rad, 0 = hanging), the second's relative to the first, and their
/// velocities (rad/s). Sutton 1996; the equations of Sutton and Barto's book, not of the paper.
/// </remarks>
internal readonly struct AcrobotByHand : IDynamics
{
    public const double TimeStep = 0.2,
        MostSpeed1 = 4 * Math.PI,
        MostSpeed2 = 9 * Math.PI,
        StartRange = 0.1;

    private const double Gravity = 9.8,
        Mass = 1,
        Length = 1,
        Centre = 0.5,
        Inertia = 1;
    private static readonly double[] Largest = [1000, 1000, MostSpeed1, MostSpeed2];
    private static readonly BoxSpace Seen = new(
        [-1, -1, -1, -1, (float)-MostSpeed1, (float)-MostSpeed2],
        [1, 1, 1, 1, (float)MostSpeed1, (float)MostSpeed2]
    );

    private static readonly DiscreteSpace Torques = new(3);

    public static Space Observations => Seen;

    public static Space Actions => Torques;

    public static int StepLimit => 500;

    public static bool EndIsSuccess => true;

    public static ReadOnlySpan<double> Limits => Largest;

    public static void Start(ulong seed, ulong episode, Span<double> state)
    {
        RandomStream.UniformsOf(seed, episode, state);
        for (var i = 0; i < 4; i++) // Gymnasium's first state is rounded to float32
            state[i] = (float)(-StartRange + 2 * StartRange * state[i]);
    }

    public static void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>
    {
        T torque = action - T.Of(1),
            half = T.Of(TimeStep / 2),
            two = T.Of(2),
            sixth = T.Of(TimeStep / 6);
        var y = new Links<T>(state[0], state[1], state[2], state[3]);
        var k1 = Rate(y, torque);
        var k2 = Rate(y.Plus(half, k1), torque);
        var k3 = Rate(y.Plus(half, k2), torque);
        var k4 = Rate(y.Plus(T.Of(TimeStep), k3), torque);
        var angle1 = Wrapped(y.Angle1 + sixth * (k1.Angle1 + two * k2.Angle1 + two * k3.Angle1 + k4.Angle1));
        var angle2 = Wrapped(y.Angle2 + sixth * (k1.Angle2 + two * k2.Angle2 + two * k3.Angle2 + k4.Angle2));
        var spin1 = y.Spin1 + sixth * (k1.Spin1 + two * k2.Spin1 + two * k3.Spin1 + k4.Spin1);
        var spin2 = y.Spin2 + sixth * (k1.Spin2 + two * k2.Spin2 + two * k3.Spin2 + k4.Spin2);
        state[0] = angle1;
        state[1] = angle2;
        state[2] = ExactLanes.Clamp(spin1, -MostSpeed1, MostSpeed1);
        state[3] = ExactLanes.Clamp(spin2, -MostSpeed2, MostSpeed2);
        ended = -Trigonometry.Cos(angle1) - Trigonometry.Cos(angle2 + angle1) > T.Of(1);
        reward = T.Select(ended, T.Of(0), T.Of(-1));
    }

    public static void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T>
    {
        for (var link = 0; link < 2; link++)
        {
            var (sin, cos) = Trigonometry.SinCos(state[link]);
            observation[2 * link] = cos;
            observation[2 * link + 1] = sin;
            observation[4 + link] = state[2 + link];
        }
    }

    /// <summary>The derivative in time; constants are folded as Python folds them.</summary>
    private static Links<T> Rate<T>(Links<T> y, T torque)
        where T : unmanaged, IExactLanes<T>
    {
        var (sin2, cos2) = Trigonometry.SinCos(y.Angle2);
        var d1 =
            T.Of(Mass * (Centre * Centre))
            + T.Of(Mass) * (T.Of(Length * Length + Centre * Centre) + T.Of(2 * Length * Centre) * cos2)
            + T.Of(Inertia)
            + T.Of(Inertia);
        var d2 = T.Of(Mass) * (T.Of(Centre * Centre) + T.Of(Length * Centre) * cos2) + T.Of(Inertia);
        var phi2 = T.Of(Mass * Centre * Gravity) * Trigonometry.Cos(y.Angle1 + y.Angle2 - T.Of(Math.PI / 2));
        var phi1 =
            T.Of(-Mass * Length * Centre) * (y.Spin2 * y.Spin2) * sin2
            - T.Of(2 * Mass * Length * Centre) * y.Spin2 * y.Spin1 * sin2
            + T.Of((Mass * Centre + Mass * Length) * Gravity) * Trigonometry.Cos(y.Angle1 - T.Of(Math.PI / 2))
            + phi2;
        var rate2 =
            (torque + d2 / d1 * phi1 - T.Of(Mass * Length * Centre) * (y.Spin1 * y.Spin1) * sin2 - phi2)
            / (T.Of(Mass * (Centre * Centre) + Inertia) - d2 * d2 / d1);
        return new(y.Spin1, y.Spin2, -(d2 * rate2 + phi1) / d1, rate2);
    }

    private static T Wrapped<T>(T angle)
        where T : unmanaged, IExactLanes<T>
    {
        for (var over = angle > T.Of(Math.PI); T.Bits(over) != 0; over = angle > T.Of(Math.PI))
            angle = T.Select(over, angle - T.Of(2 * Math.PI), angle);
        for (var under = angle < T.Of(-Math.PI); T.Bits(under) != 0; under = angle < T.Of(-Math.PI))
            angle = T.Select(under, angle + T.Of(2 * Math.PI), angle);
        return angle;
    }

    private readonly struct Links<T>(T angle1, T angle2, T spin1, T spin2)
        where T : unmanaged, IExactLanes<T>
    {
        public readonly T Angle1 = angle1,
            Angle2 = angle2,
            Spin1 = spin1,
            Spin2 = spin2;

        public Links<T> Plus(T time, Links<T> rate) =>
            new(Angle1 + time * rate.Angle1, Angle2 + time * rate.Angle2, Spin1 + time * rate.Spin1, Spin2 + time * rate.Spin2);
    }
}
