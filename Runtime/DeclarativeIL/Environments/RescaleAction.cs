namespace DeclarativeIL.Environments;

/// <summary>
/// An environment whose continuous actions are given on a scale of one's own, from -1 to 1 unless said otherwise, as by Gymnasium's wrapper
/// of this name: the lower end is the environment's lower bound, the upper end its upper one, straight in between.
/// </summary>
/// <remarks>Experts and data sets speak in that scale too.</remarks>
public sealed class RescaleAction : IEnvironment, IAround
{
    private readonly IEnvironment _environment;
    private readonly ActionScale _scale;
    private readonly float[] _action;

    /// <summary>Rescales an environment's actions.</summary>
    /// <param name="environment">The environment; reset and stepped through this object alone from now on.</param>
    /// <param name="low">The lower end of each component.</param>
    /// <param name="high">The upper end of each component, above the lower.</param>
    /// <exception cref="ArgumentException">The environment's actions are not continuous and bounded, or an end is not finite.</exception>
    public RescaleAction(IEnvironment environment, float low = -1, float high = 1)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _environment = environment;
        _scale = new ActionScale(environment.Actions, low, high, nameof(environment));
        _action = new float[Actions.Width];
    }

    /// <inheritdoc/>
    public Space Observations => _environment.Observations;

    /// <inheritdoc/>
    public Space Actions => _scale.Space;

    /// <inheritdoc/>
    public void Reset(ulong? seed, Span<float> observation) => _environment.Reset(seed, observation);

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">The action is not finite, or beyond an end of the scale.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Action(Actions, action, null, null);
        _scale.Apply(action, _action);
        return _environment.Step(_action, observation);
    }

    object IAround.Inner => _environment;
}

/// <summary>N environments with actions as by <see cref="RescaleAction"/>.</summary>
public sealed class VectorRescaleAction : IReplicableEnvironment, IRestartableEnvironments, IMaybeRestartable, IAround
{
    private readonly IVectorEnvironment _environments;
    private readonly ActionScale _scale;
    private readonly float _low,
        _high;
    private readonly float[] _actions;

    /// <summary>Rescales the actions of N environments.</summary>
    /// <param name="environments">The environments; reset and stepped through this object alone from now on.</param>
    /// <param name="low">The lower end of each component.</param>
    /// <param name="high">The upper end of each component, above the lower.</param>
    /// <exception cref="ArgumentException">The environments' actions are not continuous and bounded, or an end is not finite.</exception>
    public VectorRescaleAction(IVectorEnvironment environments, float low = -1, float high = 1)
    {
        ArgumentNullException.ThrowIfNull(environments);
        (_environments, _low, _high) = (environments, low, high);
        _scale = new ActionScale(environments.Actions, low, high, nameof(environments));
        _actions = new float[Count * Actions.Width];
    }

    /// <inheritdoc/>
    public int Count => _environments.Count;

    /// <inheritdoc/>
    public Space Observations => _environments.Observations;

    /// <inheritdoc/>
    public Space Actions => _scale.Space;

    /// <inheritdoc/>
    public void Reset(ulong seed, Span<float> observations) => _environments.Reset(seed, observations);

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">
    /// An action is not finite, or beyond an end of the scale; no environment is stepped then.
    /// </exception>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Guard.Length(actions.Length, _actions.Length, nameof(actions));
        for (var i = 0; i < Count; i++)
            Guard.Action(Actions, actions.Slice(i * Actions.Width, Actions.Width), i, null);
        _scale.Apply(actions, _actions);
        _environments.Step(_actions, observations, results, finalObservations);
    }

    /// <inheritdoc/>
    public IVectorEnvironment? Replicate() =>
        (_environments as IReplicableEnvironment)?.Replicate() is { } like ? new VectorRescaleAction(like, _low, _high) : null;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The environments cannot be started anew one by one.</exception>
    public void Restart(int environment, Span<float> observation)
    {
        Restartable.Required(_environments).Restart(environment, observation);
    }

    bool IMaybeRestartable.CanRestart => Restartable.Of(_environments) is not null;

    object IAround.Inner => _environments;
}

/// <summary>The straight line from a scale's ends to the bounds of a box.</summary>
internal sealed class ActionScale
{
    private readonly BoxSpace _bounds;

    public ActionScale(Space actions, float low, float high, string argument)
    {
        if (!float.IsFinite(low))
            throw new ArgumentOutOfRangeException(nameof(low), low, "Expected a finite number.");
        if (!(float.IsFinite(high) && high > low))
            throw new ArgumentOutOfRangeException(nameof(high), high, $"Expected a finite number above {low}.");
        if (actions is not BoxSpace box || !box.Low.Concat(box.High).All(float.IsFinite))
            throw new ArgumentException($"Found actions of {Guard.Describe(actions)}; expected a box with finite bounds.", argument);
        _bounds = box;
        Space = new BoxSpace([.. Enumerable.Repeat(low, box.Width)], [.. Enumerable.Repeat(high, box.Width)]);
    }

    /// <summary>The actions as they are given.</summary>
    public BoxSpace Space { get; }

    /// <summary>The actions as the environment takes them.</summary>
    public void Apply(ReadOnlySpan<float> given, Span<float> taken)
    {
        for (var i = 0; i < given.Length; i++)
        {
            var component = i % _bounds.Width;
            double low = _bounds.Low[component],
                high = _bounds.High[component],
                from = Space.Low[component],
                to = Space.High[component];
            taken[i] = Math.Clamp((float)(low + (high - low) * ((given[i] - from) / (to - from))), (float)low, (float)high);
        }
    }
}
