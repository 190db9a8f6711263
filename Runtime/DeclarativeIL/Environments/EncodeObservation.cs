namespace DeclarativeIL.Environments;

/// <summary>
/// An environment whose observations are seen as networks take them (<see cref="Space.Encode"/>): what is discrete one-hot, pixels between
/// 0 and 1, the parts of a tuple one behind the other.
/// </summary>
/// <remarks>States are the encoded numbers everywhere then: in data sets, trajectories, declared rules, and for experts.</remarks>
public class EncodeObservation : IEnvironment, IAround
{
    private readonly IEnvironment _environment;
    private readonly float[] _seen;

    /// <summary>Encodes what an environment shows.</summary>
    /// <param name="environment">The environment; reset and stepped through this object alone from now on.</param>
    public EncodeObservation(IEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _environment = environment;
        _seen = new float[environment.Observations.Width];
        Observations = Encoded(environment.Observations);
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
        _environment.Reset(seed, _seen);
        Encode(_environment.Observations, _seen, observation, null);
    }

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">The environment showed what is not of its space.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        var result = _environment.Step(action, _seen);
        Encode(_environment.Observations, _seen, observation, null);
        return result;
    }

    object IAround.Inner => _environment;

    /// <summary>Tells whether the elements of a space are other numbers once they are encoded.</summary>
    internal static bool IsNeeded(Space observations) =>
        observations switch
        {
            ImageSpace => true,
            TupleSpace tuple => tuple.Parts.Any(static part => IsNeeded(part.Space)),
            _ => observations.Encoded != observations.Width,
        };

    /// <summary>The box that encoded elements lie in.</summary>
    internal static BoxSpace Encoded(Space space)
    {
        var (low, high) = (new float[space.Encoded], new float[space.Encoded]);
        Bound(space, low, high);
        return new BoxSpace(low, high);
    }

    /// <summary>Writes an observation as networks take it.</summary>
    internal static void Encode(Space space, ReadOnlySpan<float> seen, Span<float> observation, int? environment)
    {
        if (space is not BoxSpace && !space.Contains(seen)) // a box is not held to its bounds elsewhere either
            throw new EnvironmentException("observation", environment, null, Guard.Print(seen), $"an element of {Guard.Describe(space)}");
        space.Encode(seen, observation);
    }

    private static void Bound(Space space, Span<float> low, Span<float> high)
    {
        switch (space)
        {
            case TupleSpace tuple:
                foreach (var (_, part, _, offset) in tuple.Parts)
                    Bound(part, low.Slice(offset, part.Encoded), high.Slice(offset, part.Encoded));
                break;
            case BoxSpace box:
                for (var i = 0; i < low.Length; i++)
                    (low[i], high[i]) = (box.Low[i], box.High[i]);
                break;
            case DiscreteSpace or MultiDiscreteSpace or MultiBinarySpace or ImageSpace:
                low.Clear();
                high.Fill(1);
                break;
            default: // one of somebody's own, about whose code nothing is known
                low.Fill(float.NegativeInfinity);
                high.Fill(float.PositiveInfinity);
                break;
        }
    }
}

/// <summary>N environments seen as by <see cref="EncodeObservation"/>.</summary>
public class VectorEncodeObservation : IReplicableEnvironment, IRestartableEnvironments, IMaybeRestartable, IAround
{
    private readonly IVectorEnvironment _environments;
    private readonly float[] _seen,
        _last;

    /// <summary>Encodes what N environments show.</summary>
    /// <param name="environments">The environments; reset and stepped through this object alone from now on.</param>
    public VectorEncodeObservation(IVectorEnvironment environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        _environments = environments;
        Observations = EncodeObservation.Encoded(environments.Observations);
        _seen = new float[Count * environments.Observations.Width];
        _last = new float[_seen.Length];
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
            Encode(_seen, i, observations);
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
            Encode(_seen, i, observations);
            if (results[i].Terminated || results[i].Truncated)
                Encode(_last, i, finalObservations);
        }
    }

    /// <inheritdoc/>
    public IVectorEnvironment? Replicate() =>
        (_environments as IReplicableEnvironment)?.Replicate() is { } like ? new VectorEncodeObservation(like) : null;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The environments cannot be started anew one by one.</exception>
    public void Restart(int environment, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        var width = _environments.Observations.Width;
        Restartable.Required(_environments).Restart(environment, _seen.AsSpan(environment * width, width));
        EncodeObservation.Encode(_environments.Observations, _seen.AsSpan(environment * width, width), observation, environment);
    }

    bool IMaybeRestartable.CanRestart => Restartable.Of(_environments) is not null;

    object IAround.Inner => _environments;

    private void Encode(ReadOnlySpan<float> seen, int i, Span<float> observations)
    {
        var space = _environments.Observations;
        EncodeObservation.Encode(space, seen.Slice(i * space.Width, space.Width), observations.Slice(i * space.Encoded, space.Encoded), i);
    }
}
