using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary>The pendulum, as Gymnasium's Pendulum-v1 computes it: float64, but for the products of the float32 torque.</summary>
/// <remarks>A state is two numbers: the angle (rad, 0 = upright, not wrapped) and the angular velocity (rad/s).</remarks>
internal readonly struct PendulumByHand : IDynamics
{
    public const double MostSpeed = 8,
        MostTorque = 2,
        TimeStep = 0.05,
        Gravity = 10;

    private const double Turn = 2 * Math.PI;
    private static readonly double TurnHigh = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(Turn) & ~0xFFFFFUL);
    private static readonly double TurnLow = Turn - TurnHigh; // whole numbers times either part are exact
    private static readonly double[] Largest = [1000, MostSpeed];
    private static readonly BoxSpace Seen = new([-1, -1, (float)-MostSpeed], [1, 1, (float)MostSpeed]);
    private static readonly BoxSpace Torques = new([(float)-MostTorque], [(float)MostTorque]);

    public static Space Observations => Seen;

    public static Space Actions => Torques;

    public static int StepLimit => 200;

    public static bool EndIsSuccess => false;

    public static ReadOnlySpan<double> Limits => Largest;

    public static void Start(ulong seed, ulong episode, Span<double> state)
    {
        state[0] = -Math.PI + Turn * RandomStream.UniformOf(seed, 0, episode);
        state[1] = -1 + 2 * RandomStream.UniformOf(seed, 1, episode);
    }

    public static void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>
    {
        T angle = state[0],
            spin = state[1];
        var torque = ExactLanes.Clamp(action, -MostTorque, MostTorque);
        var off = Normalised(angle);
        var effort = T.ToSingle(T.Of(0.001f) * T.ToSingle(torque * torque));
        reward = -(off * off + T.Of(0.1) * (spin * spin) + effort);
        var pull = T.Of(3 * Gravity / 2) * Trigonometry.Sin(angle) + T.ToSingle(T.Of(3) * torque);
        spin = ExactLanes.Clamp(spin + pull * T.Of(TimeStep), -MostSpeed, MostSpeed);
        state[0] = angle + spin * T.Of(TimeStep);
        state[1] = spin;
        ended = T.Of(0);
    }

    public static void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T>
    {
        var (sin, cos) = Trigonometry.SinCos(state[0]);
        observation[0] = cos;
        observation[1] = sin;
        observation[2] = state[1];
    }

    /// <summary>Within half a turn of 0, as NumPy's remainder gives it: exact, then one addition where negative.</summary>
    private static T Normalised<T>(T angle)
        where T : unmanaged, IExactLanes<T>
    {
        var ahead = angle + T.Of(Math.PI);
        var turns = T.Truncate(ahead / T.Of(Turn));
        var rest = ahead - turns * T.Of(TurnHigh) - turns * T.Of(TurnLow);
        return T.Select(rest < T.Of(0), rest + T.Of(Turn), rest) - T.Of(Math.PI);
    }
}
