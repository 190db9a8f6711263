using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary>
/// The car in the valley, as Gymnasium's MountainCarContinuous-v0 computes it: in float32 (NumPy's rules for a float32 and a
/// Python number), but for the first step, whose position is still a float64.
/// </summary>
/// <remarks>
/// A state is two numbers: position and velocity, without units; the hidden third one is 0 before the first step. A sum or
/// product of two float32 numbers in float64, rounded to float32, is that of float32 arithmetic: no second rounding shows.
/// </remarks>
internal readonly struct MountainCarContinuousByHand : IDynamics
{
    public const double Goal = 0.45,
        Power = 0.0015,
        Gravity = 0.0025;

    private static readonly double[] Largest = [-MountainCarByHand.LeftEnd, MountainCarByHand.MostSpeed];
    private static readonly BoxSpace Pushes = new([-1], [1]);

    public static Space Observations => MountainCarByHand.Seen;

    public static Space Actions => Pushes;

    public static int StepLimit => 999;

    public static bool EndIsSuccess => true;

    public static ReadOnlySpan<double> Limits => Largest;

    public static int Hidden => 1;

    public static void Start(ulong seed, ulong episode, Span<double> state) => MountainCarByHand.Start(seed, episode, state);

    public static void Advance<T>(Block<T> state, T action, out T reward, out T ended)
        where T : unmanaged, IExactLanes<T>
    {
        T position = state[0],
            velocity = state[1],
            first = T.Same(state[2], T.Of(0));
        T thrice = T.Of(3) * position,
            hill = T.Of(Gravity) * Trigonometry.Cos(T.Select(first, thrice, T.ToSingle(thrice)));
        T clipped = action < T.Of(-1) | action > T.Of(1),
            force = ExactLanes.Clamp(action, -1, 1);
        // a force within bounds is a float32, and so is all that it is multiplied with or subtracted from; a bound is a Python number
        var pushed = T.Select(clipped, force * T.Of(Power), T.ToSingle(force * T.Of((float)Power)));
        var change = T.Select(clipped, pushed - hill, T.ToSingle(pushed - T.ToSingle(hill)));
        change = T.Select(first, change, T.ToSingle(change));
        velocity = Rounded(velocity + change, first);
        velocity = T.Select(
            first,
            ExactLanes.Clamp(velocity, -MountainCarByHand.MostSpeed, MountainCarByHand.MostSpeed),
            ExactLanes.Clamp(velocity, (float)-MountainCarByHand.MostSpeed, (float)MountainCarByHand.MostSpeed)
        );
        position = Rounded(position + velocity, first);
        position = T.Select(
            first,
            ExactLanes.Clamp(position, MountainCarByHand.LeftEnd, MountainCarByHand.RightEnd),
            ExactLanes.Clamp(position, (float)MountainCarByHand.LeftEnd, (float)MountainCarByHand.RightEnd)
        );
        T left = T.Select(first, T.Of(MountainCarByHand.LeftEnd), T.Of((float)MountainCarByHand.LeftEnd));
        T goal = T.Select(first, T.Of(Goal), T.Of((float)Goal));
        velocity = T.Select(T.Same(position, left) & velocity < T.Of(0), T.Of(0), velocity);
        ended = position >= goal & velocity >= T.Of(0);
        reward = T.Select(ended, T.Of(100), T.Of(0)) - action * action * T.Of(0.1);
        state[0] = T.ToSingle(position);
        state[1] = T.ToSingle(velocity);
        state[2] = T.Of(1);
    }

    public static void Observe<T>(Block<T> state, Block<T> observation)
        where T : unmanaged, IExactLanes<T> => MountainCarByHand.Observe(state, observation);

    private static T Rounded<T>(T value, T first)
        where T : unmanaged, IExactLanes<T> => T.Select(first, value, T.ToSingle(value));
}
