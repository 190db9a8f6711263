using DeclarativeIL.Environments;

namespace DeclarativeIL.Data;

/// <summary>One episode as it was recorded: T actions and rewards between T + 1 observations. Checked once, never changed.</summary>
public sealed class Trajectory
{
    private readonly float[] _observations,
        _actions;
    private readonly double[] _rewards;

    /// <summary>Copies and checks one episode.</summary>
    /// <param name="stateSize">s, numbers per observation.</param>
    /// <param name="actionSpace">Where the actions lie; a numbers per action.</param>
    /// <param name="observations">[T + 1, s], row after row.</param>
    /// <param name="actions">[T, a], row after row; a discrete action is its number.</param>
    /// <param name="rewards">[T], at least one.</param>
    /// <param name="terminated">The episode ended by the environment's rules.</param>
    /// <param name="truncated">The episode was cut off from outside. Neither is set where the recording just stops.</param>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit, a number is not finite, or an action is outside of its space.
    /// </exception>
    public Trajectory(
        int stateSize,
        Space actionSpace,
        ReadOnlySpan<float> observations,
        ReadOnlySpan<float> actions,
        ReadOnlySpan<double> rewards,
        bool terminated,
        bool truncated
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stateSize);
        ArgumentNullException.ThrowIfNull(actionSpace);
        if (rewards.Length == 0)
            throw new ArgumentException("A trajectory has at least one step; found no reward.", nameof(rewards));
        RequireLength(observations.Length, rewards.Length + 1L, stateSize, nameof(observations));
        RequireLength(actions.Length, rewards.Length, actionSpace.Width, nameof(actions));
        (StateSize, ActionSpace, Terminated, Truncated) = (stateSize, actionSpace, terminated, truncated);
        _observations = observations.ToArray();
        _actions = actions.ToArray();
        _rewards = rewards.ToArray();
        for (var t = 0; t <= Length; t++)
            if (!Guard.IsFinite(Observation(t)))
                throw new ArgumentException(
                    $"Observation {t} is {Guard.Print(Observation(t))}; expected finite numbers.",
                    nameof(observations)
                );
        for (var t = 0; t < Length; t++)
        {
            if (!Guard.IsElement(actionSpace, Action(t)))
                throw new ArgumentException(
                    $"Action {t} is {Guard.Print(Action(t))}; expected an element of {Guard.Describe(actionSpace)}.",
                    nameof(actions)
                );
            if (!double.IsFinite(_rewards[t]))
                throw new ArgumentException($"Reward {t} is {_rewards[t]}; expected a finite number.", nameof(rewards));
        }
    }

    /// <summary>T, the number of steps.</summary>
    public int Length => _rewards.Length;

    /// <summary>s, numbers per observation.</summary>
    public int StateSize { get; }

    /// <summary>The space of the actions.</summary>
    public Space ActionSpace { get; }

    /// <summary>The episode ended by the environment's rules.</summary>
    public bool Terminated { get; }

    /// <summary>The episode was cut off from outside.</summary>
    public bool Truncated { get; }

    /// <summary>[T + 1, s], row after row.</summary>
    public ReadOnlySpan<float> Observations => _observations;

    /// <summary>[T, a], row after row.</summary>
    public ReadOnlySpan<float> Actions => _actions;

    /// <summary>[T].</summary>
    public ReadOnlySpan<double> Rewards => _rewards;

    /// <summary>The sum of the rewards.</summary>
    public double Return
    {
        get
        {
            var sum = 0.0;
            foreach (var reward in _rewards)
                sum += reward;
            return sum;
        }
    }

    /// <summary>[s], what was seen before step <paramref name="t"/>; t = T is what was seen last.</summary>
    public ReadOnlySpan<float> Observation(int t) => _observations.AsSpan(t * StateSize, StateSize);

    /// <summary>[a], what was done in step <paramref name="t"/>.</summary>
    public ReadOnlySpan<float> Action(int t) => _actions.AsSpan(t * ActionSpace.Width, ActionSpace.Width);

    /// <summary>Every step as a state and what was done there; the last observation has no action and is left out.</summary>
    public IEnumerable<Demonstration> ToDemonstrations()
    {
        for (var t = 0; t < Length; t++)
            yield return new Demonstration(State.From(Observation(t)), Act.From(Action(t)));
    }

    /// <summary>Every step with what followed it, as rollouts keep them.</summary>
    public IEnumerable<Transition> ToTransitions()
    {
        for (var t = 0; t < Length; t++)
        {
            var (action, isTerminal) = (Act.From(Action(t)), Terminated && t == Length - 1);
            yield return new Transition(State.From(Observation(t)), action, Rewards[t], State.From(Observation(t + 1)), isTerminal);
        }
    }

    /// <summary>The same episode with observations as a view shows them.</summary>
    /// <param name="view">The view.</param>
    /// <param name="observations">The space of the observations; none takes them for numbers without bounds.</param>
    /// <exception cref="ArgumentException">There is no such view of them, or they are of another size than the space.</exception>
    public Trajectory SeenBy(ObservationView view, Space? observations = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        observations ??= new BoxSpace(
            [.. Enumerable.Repeat(float.NegativeInfinity, StateSize)],
            [.. Enumerable.Repeat(float.PositiveInfinity, StateSize)]
        );
        if (observations.Width != StateSize)
            throw new ArgumentException(
                $"Found {Guard.Describe(observations)}, of {observations.Width} numbers; expected {StateSize}, as the trajectory has.",
                nameof(observations)
            );
        var (width, sight) = (view.SpaceOf(observations).Width, view.Open(observations));
        var seen = new float[(Length + 1) * width];
        for (var t = 0; t <= Length; t++)
            sight.See(Observation(t), isFirst: t == 0, seen.AsSpan(t * width, width));
        return new Trajectory(width, ActionSpace, seen, _actions, _rewards, Terminated, Truncated);
    }

    private static void RequireLength(long found, long rows, int width, string argument)
    {
        if (found != rows * width)
            throw new ArgumentException($"{argument} holds {found} numbers; expected {rows} rows of {width}.", argument);
    }
}
