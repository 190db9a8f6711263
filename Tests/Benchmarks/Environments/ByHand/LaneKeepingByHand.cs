using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary>The kinematic bicycle in coordinates along a road (Rajamani 2012, chapter 2), explicit Euler, float64.</summary>
/// <remarks>
/// A state is six numbers: distance from the middle of the lane (m, positive to the left), heading against the road (rad),
/// steering angle (rad), distance driven along the road (m), and the phases of the road's two bends (rad).
/// </remarks>
internal readonly struct LaneKeepingByHand : IDynamics
{
    public const double Speed = 15,
        Wheelbase = 2.7,
        TimeStep = 0.05,
        HalfWidth = 1.75,
        MostSteering = 0.3,
        Lag = 0.2;
    public const double Bend1 = 0.012,
        Length1 = 140,
        Bend2 = 0.006,
        Length2 = 60,
        Preview1 = 10,
        Preview2 = 20;
    private const double StartOffset = 0.75,
        StartHeading = 0.05;

    private static readonly double[] Largest = [HalfWidth, 1, MostSteering, 1e5, 1000, 1000];
    private static readonly BoxSpace Seen = new(
        [(float)(-2 * HalfWidth), -MathF.PI, (float)-MostSteering, -0.02f, -0.02f, -0.02f],
        [(float)(2 * HalfWidth), MathF.PI, (float)MostSteering, 0.02f, 0.02f, 0.02f]
    );

    private static readonly BoxSpace Steering = new([-1], [1]);

    public static Space Observations => Seen;

    public static Space Actions => Steering;

    public static int StepLimit => 500;

    public static bool EndIsSuccess => false;

    public static ReadOnlySpan<double> Limits => Largest;

    public static void Start(ulong seed, ulong episode, Span<double> state)
    {
        Span<double> draws = stackalloc double[4];
        RandomStream.UniformsOf(seed, episode, draws);
        state[0] = StartOffset * (2 * draws[0] - 1);
        state[1] = StartHeading * (2 * draws[1] - 1);
        state[4] = 2 * Math.PI * draws[2];
        state[5] = 2 * Math.PI * draws[3];
    }

    public static void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>
    {
        T offset = state[0],
            heading = state[1],
            steering = state[2],
            driven = state[3],
            step = T.Of(TimeStep);
        var bend = Curvature(driven, state[4], state[5]);
        var (sin, cos) = Trigonometry.SinCos(heading);
        var (sinSteering, cosSteering) = Trigonometry.SinCos(steering);
        var along = T.Of(Speed) * cos / (T.Of(1) - offset * bend);
        var turn = T.Of(Speed / Wheelbase) * (sinSteering / cosSteering) - bend * along;
        offset += step * (T.Of(Speed) * sin);
        heading += step * turn;
        var wanted = T.Of(MostSteering) * ExactLanes.Clamp(action, -1, 1);
        state[0] = offset;
        state[1] = heading;
        state[2] = steering + T.Of(TimeStep / Lag) * (wanted - steering);
        state[3] = driven + step * along;
        var share = offset / T.Of(HalfWidth);
        ended = T.Abs(offset) > T.Of(HalfWidth) | T.Abs(heading) > T.Of(Math.PI / 2);
        reward = T.Select(ended, T.Of(0), T.Of(1) - share * share);
    }

    public static void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T>
    {
        for (var k = 0; k < 3; k++)
            observation[k] = state[k];
        var driven = state[3];
        observation[3] = Curvature(driven, state[4], state[5]);
        observation[4] = Curvature(driven + T.Of(Preview1), state[4], state[5]);
        observation[5] = Curvature(driven + T.Of(Preview2), state[4], state[5]);
    }

    private static T Curvature<T>(T driven, T phase1, T phase2)
        where T : unmanaged, IExactLanes<T> =>
        T.Of(Bend1) * Trigonometry.Sin(T.Of(2 * Math.PI / Length1) * driven + phase1)
        + T.Of(Bend2) * Trigonometry.Sin(T.Of(2 * Math.PI / Length2) * driven + phase2);
}
