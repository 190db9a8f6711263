using DeclarativeIL.Environments.Simulation;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary>The car in the valley, as Gymnasium's MountainCar-v0 computes it: float64.</summary>
/// <remarks>A state is two numbers: position and velocity, without units. The hill is sin(3 position).</remarks>
internal readonly struct MountainCarByHand : IDynamics
{
    public const double LeftEnd = -1.2,
        RightEnd = 0.6,
        MostSpeed = 0.07,
        Goal = 0.5,
        Force = 0.001,
        Gravity = 0.0025;

    private static readonly double[] Largest = [-LeftEnd, MostSpeed];
    private static readonly DiscreteSpace Pushes = new(3);

    public static BoxSpace Seen { get; } = new([(float)LeftEnd, (float)-MostSpeed], [(float)RightEnd, (float)MostSpeed]);

    public static Space Observations => Seen;

    public static Space Actions => Pushes;

    public static int StepLimit => 200;

    public static bool EndIsSuccess => true;

    public static ReadOnlySpan<double> Limits => Largest;

    public static void Start(ulong seed, ulong episode, Span<double> state) =>
        (state[0], state[1]) = (-0.6 + 0.2 * RandomStream.UniformOf(seed, 0, episode), 0);

    public static void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>
    {
        T position = state[0],
            velocity = state[1];
        velocity += (action - T.Of(1)) * T.Of(Force) + Trigonometry.Cos(T.Of(3) * position) * T.Of(-Gravity);
        velocity = ExactLanes.Clamp(velocity, -MostSpeed, MostSpeed);
        position = ExactLanes.Clamp(position + velocity, LeftEnd, RightEnd);
        velocity = T.Select(T.Same(position, T.Of(LeftEnd)) & velocity < T.Of(0), T.Of(0), velocity);
        state[0] = position;
        state[1] = velocity;
        reward = T.Of(-1);
        ended = position >= T.Of(Goal) & velocity >= T.Of(0);
    }

    public static void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T>
    {
        observation[0] = state[0];
        observation[1] = state[1];
    }
}
