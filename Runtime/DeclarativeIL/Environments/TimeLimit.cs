namespace DeclarativeIL.Environments;

/// <summary>
/// An environment whose episodes are cut off (truncated) after a number of steps, as by Gymnasium's wrapper of this name.
/// </summary>
/// <remarks>An episode that ends with its last step allowed is terminated and truncated at once, as there.</remarks>
public sealed class TimeLimit : IEnvironment, IRestorable
{
    private readonly IEnvironment _environment;
    private int _taken = -1; // -1: no episode is running

    /// <summary>Limits an environment's episodes.</summary>
    /// <param name="environment">The environment; reset and stepped through this object alone from now on.</param>
    /// <param name="steps">Most steps of an episode, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is not positive.</exception>
    public TimeLimit(IEnvironment environment, int steps)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        (_environment, Steps) = (environment, steps);
    }

    /// <summary>Most steps of an episode.</summary>
    public int Steps { get; }

    /// <inheritdoc/>
    public Space Observations => _environment.Observations;

    /// <inheritdoc/>
    public Space Actions => _environment.Actions;

    /// <inheritdoc/>
    public void Reset(ulong? seed, Span<float> observation)
    {
        _taken = -1;
        _environment.Reset(seed, observation);
        _taken = 0;
    }

    /// <inheritdoc/>
    /// <exception cref="EnvironmentException">No episode is running: it ended, or was cut off.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        if (_taken < 0)
            throw new EnvironmentException("Step", null, null, "no running episode", "Reset first");
        var result = _environment.Step(action, observation);
        if (++_taken >= Steps)
            result = result with { Truncated = true };
        if (result.Terminated || result.Truncated)
            _taken = -1;
        return result;
    }

    bool IRestorable.CanRestore => StateNumbers.Of(_environment) is not null;

    void IRestorable.SaveState(BinaryWriter state)
    {
        state.Write(_taken);
        ((IRestorable)_environment).SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        _taken = state.ReadInt32(-1, Steps, "steps taken");
        ((IRestorable)_environment).RestoreState(state);
    }
}

/// <summary>N environments whose episodes are cut off (truncated) after a number of steps; each starts anew on its own.</summary>
public sealed class VectorTimeLimit : IReplicableEnvironment, IRestartableEnvironments, IRestorable
{
    private readonly IRestartableEnvironments _environments;
    private readonly int[] _taken;

    /// <summary>Limits the episodes of N environments.</summary>
    /// <param name="environments">The environments; reset and stepped through this object alone from now on.</param>
    /// <param name="steps">Most steps of an episode, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is not positive.</exception>
    /// <exception cref="ArgumentException">The environments are around ones that cannot be started anew one by one.</exception>
    public VectorTimeLimit(IRestartableEnvironments environments, int steps)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        if (Restartable.Of(environments) is null)
            throw new ArgumentException(
                $"{environments.GetType().Name} cannot start one of its environments anew; expected around an "
                    + $"{nameof(IRestartableEnvironments)}.",
                nameof(environments)
            );
        (_environments, Steps) = (environments, steps);
        _taken = new int[environments.Count];
    }

    /// <summary>Most steps of an episode.</summary>
    public int Steps { get; }

    /// <inheritdoc/>
    public int Count => _environments.Count;

    /// <inheritdoc/>
    public Space Observations => _environments.Observations;

    /// <inheritdoc/>
    public Space Actions => _environments.Actions;

    /// <inheritdoc/>
    public void Reset(ulong seed, Span<float> observations)
    {
        Array.Clear(_taken);
        _environments.Reset(seed, observations);
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        _environments.Step(actions, observations, results, finalObservations);
        var width = Observations.Width;
        for (var i = 0; i < results.Length; i++)
        {
            var last = ++_taken[i] >= Steps;
            if (!results[i].Terminated && !results[i].Truncated)
            {
                if (!last)
                    continue;
                observations.Slice(i * width, width).CopyTo(finalObservations.Slice(i * width, width));
                _environments.Restart(i, observations.Slice(i * width, width));
            }
            results[i] = results[i] with { Truncated = results[i].Truncated || last };
            _taken[i] = 0;
        }
    }

    /// <inheritdoc/>
    public void Restart(int environment, Span<float> observation)
    {
        _environments.Restart(environment, observation);
        _taken[environment] = 0;
    }

    /// <inheritdoc/>
    public IVectorEnvironment? Replicate() =>
        (_environments as IReplicableEnvironment)?.Replicate() is { } like && Restartable.Of(like) is { } restartable
            ? new VectorTimeLimit(restartable, Steps)
            : null;

    bool IRestorable.CanRestore => StateNumbers.Of(_environments) is not null;

    void IRestorable.SaveState(BinaryWriter state)
    {
        state.WriteNumbers<int>(_taken);
        ((IRestorable)_environments).SaveState(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        state.ReadNumbers<int>(_taken, "steps taken");
        ((IRestorable)_environments).RestoreState(state);
    }
}
