using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary><see cref="CartPole"/> written over lanes by hand: what the generated form is measured against.</summary>
internal readonly struct CartPoleByHand : IDynamics
{
    private const double Gravity = 9.8,
        PoleMass = 0.1,
        TotalMass = PoleMass + 1.0,
        HalfLength = 0.5;
    private const double PoleMassLength = PoleMass * HalfLength,
        Force = 10.0,
        TimeStep = 0.02,
        StartRange = 0.05;
    private const double PositionLimit = 2.4,
        AngleLimit = 12 * 2 * Math.PI / 360;

    private static readonly double[] Largest = [Trigonometry.Limit, Trigonometry.Limit, Trigonometry.Limit, Trigonometry.Limit];

    private static readonly BoxSpace Seen = new(
        [(float)(-2 * PositionLimit), float.NegativeInfinity, (float)(-2 * AngleLimit), float.NegativeInfinity],
        [(float)(2 * PositionLimit), float.PositiveInfinity, (float)(2 * AngleLimit), float.PositiveInfinity]
    );

    private static readonly DiscreteSpace Pushes = new(2);

    public static Space Observations => Seen;

    public static Space Actions => Pushes;

    public static int StepLimit => 500;

    public static bool EndIsSuccess => false;

    public static ReadOnlySpan<double> Limits => Largest;

    public static void Start(ulong seed, ulong episode, Span<double> state)
    {
        RandomStream.UniformsOf(seed, episode, state);
        for (var i = 0; i < 4; i++)
            state[i] = -StartRange + 2 * StartRange * state[i];
    }

    public static void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>
    {
        T x = state[0],
            velocity = state[1],
            angle = state[2],
            spin = state[3],
            step = T.Of(TimeStep),
            total = T.Of(TotalMass);
        var force = T.Select(action > T.Of(0.5), T.Of(Force), T.Of(-Force));
        var (sin, cos) = Trigonometry.SinCos(angle);
        var push = (force + T.Of(PoleMassLength) * (spin * spin) * sin) / total;
        var spinRate = (T.Of(Gravity) * sin - cos * push) / (T.Of(HalfLength) * (T.Of(4.0 / 3.0) - T.Of(PoleMass) * (cos * cos) / total));
        var acceleration = push - T.Of(PoleMassLength) * spinRate * cos / total;
        x += step * velocity;
        angle += step * spin;
        state[0] = x;
        state[1] = velocity + step * acceleration;
        state[2] = angle;
        state[3] = spin + step * spinRate;
        reward = T.Of(1);
        ended = T.Abs(x) > T.Of(PositionLimit) | T.Abs(angle) > T.Of(AngleLimit);
    }

    public static void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T>
    {
        for (var k = 0; k < 4; k++)
            observation[k] = state[k];
    }
}
