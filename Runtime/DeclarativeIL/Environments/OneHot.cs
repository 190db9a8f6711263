namespace DeclarativeIL.Environments;

/// <summary>
/// An environment that shows which of n things it is in (a <see cref="DiscreteSpace"/>), seen as n numbers: 1 in the place of that thing,
/// 0 in the others. A network would take the thing's number for a size.
/// </summary>
/// <remarks>
/// States are the n numbers everywhere then: in data sets, trajectories, declared rules, and for experts;
/// <see cref="IndexOf(State)"/> is the way back.
/// </remarks>
public sealed class OneHot : IEnvironment
{
    private readonly IEnvironment _environment;

    /// <summary>Encodes what an environment shows.</summary>
    /// <param name="environment">The environment; reset and stepped through this object alone from now on.</param>
    /// <exception cref="ArgumentException">Its observations are not of a <see cref="DiscreteSpace"/>.</exception>
    public OneHot(IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _environment = environment;
        Observations = SpaceOf(environment.Observations, nameof(environment));
    }

    /// <inheritdoc/>
    public Space Observations { get; }

    /// <inheritdoc/>
    public Space Actions => _environment.Actions;

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">The environment showed what is not of its space.</exception>
    public void Reset(ulong? seed, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        _environment.Reset(seed, observation[..1]);
        Encode(observation, null);
    }

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">The environment showed what is not of its space.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        var result = _environment.Step(action, observation[..1]);
        Encode(observation, null);
        return result;
    }

    /// <summary>The number of the component that is 1.</summary>
    /// <param name="state">n numbers, one of them 1 and the others 0.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static int IndexOf(State state)
    {
        var index = -1;
        for (var i = 0; i < state.Size; i++)
            if (state[i] == 1 && index < 0)
                index = i;
            else if (state[i] != 0)
                index = state.Size;
        return index >= 0 && index < state.Size
            ? index
            : throw new ArgumentException($"Found {state}; expected one 1 and zeros.", nameof(state));
    }

    /// <summary>n numbers from 0 to 1.</summary>
    internal static BoxSpace SpaceOf(Space observations, string argument) =>
        observations is DiscreteSpace discrete
            ? new BoxSpace(new float[discrete.Count], [.. Enumerable.Repeat(1f, discrete.Count)])
            : throw new ArgumentException(
                $"Found observations of {Guard.Describe(observations)}; expected those of a DiscreteSpace.",
                argument
            );

    /// <summary>Spreads the number that the first component holds.</summary>
    internal static void Encode(Span<float> observation, int? environment)
    {
        var number = observation[0];
        if (!(number >= 0 && number < observation.Length && number == MathF.Floor(number)))
            throw new EnvironmentException(
                "observation",
                environment,
                null,
                Guard.Print([number]),
                $"one of the whole numbers 0 to {observation.Length - 1}"
            );
        observation.Clear();
        observation[(int)number] = 1;
    }
}

/// <summary>N environments seen as by <see cref="OneHot"/>.</summary>
public sealed class VectorOneHot : IReplicableEnvironment, IRestartableEnvironments, IMaybeRestartable
{
    private readonly IVectorEnvironment _environments;
    private readonly float[] _seen,
        _last;

    /// <summary>Encodes what N environments show.</summary>
    /// <param name="environments">The environments; reset and stepped through this object alone from now on.</param>
    /// <exception cref="ArgumentException">Their observations are not of a <see cref="DiscreteSpace"/>.</exception>
    public VectorOneHot(IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        _environments = environments;
        Observations = OneHot.SpaceOf(environments.Observations, nameof(environments));
        _seen = new float[Count];
        _last = new float[Count];
    }

    /// <inheritdoc/>
    public int Count => _environments.Count;

    /// <inheritdoc/>
    public Space Observations { get; }

    /// <inheritdoc/>
    public Space Actions => _environments.Actions;

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">An environment showed what is not of its space.</exception>
    public void Reset(ulong seed, Span<float> observations)
    {
        Guard.Length(observations.Length, Count * Observations.Width, nameof(observations));
        _environments.Reset(seed, _seen);
        for (var i = 0; i < Count; i++)
            Encode(_seen[i], i, observations);
    }

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">An environment showed what is not of its space.</exception>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Guard.Length(observations.Length, Count * Observations.Width, nameof(observations));
        Guard.Length(finalObservations.Length, Count * Observations.Width, nameof(finalObservations));
        _environments.Step(actions, _seen, results, _last);
        for (var i = 0; i < Count; i++)
        {
            Encode(_seen[i], i, observations);
            if (results[i].Terminated || results[i].Truncated)
                Encode(_last[i], i, finalObservations);
        }
    }

    /// <inheritdoc/>
    public IVectorEnvironment? Replicate() =>
        (_environments as IReplicableEnvironment)?.Replicate() is { } like ? new VectorOneHot(like) : null;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The environments cannot be started anew one by one.</exception>
    public void Restart(int environment, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        Restartable.Required(_environments).Restart(environment, observation[..1]);
        OneHot.Encode(observation, environment);
    }

    bool IMaybeRestartable.CanRestart => Restartable.Of(_environments) is not null;

    private void Encode(float number, int i, Span<float> observations)
    {
        var mine = observations.Slice(i * Observations.Width, Observations.Width);
        mine[0] = number;
        OneHot.Encode(mine, i);
    }
}
