namespace DeclarativeIL.Environments;

/// <summary>N times <see cref="CartPole"/>, all states in one flat array, stepped in one pass that allocates nothing.</summary>
/// <remarks>Episode k of environment i is a pure function of (seed, i, k) and of the actions taken in it.</remarks>
public sealed class VectorCartPole : IVectorEnvironment
{
    private const int Size = CartPoleDynamics.StateSize;
    private readonly double[] _states;                                  // [N, 4]
    private readonly ulong[] _seeds, _episodes;
    private readonly int[] _steps;
    private bool _running;

    /// <summary>Makes <paramref name="count"/> environments; <see cref="Reset"/> them before the first step.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    public VectorCartPole(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / Size);
        Count = count;
        _states = new double[count * Size];
        _seeds = new ulong[count];
        _episodes = new ulong[count];
        _steps = new int[count];
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Space Observations => CartPoleDynamics.Observations;

    /// <inheritdoc/>
    public Space Actions => CartPoleDynamics.Actions;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observations"/> does not hold 4 numbers per environment.</exception>
    public void Reset(ulong seed, Span<float> observations)
    {
        Guard.Length(observations.Length, _states.Length, nameof(observations));
        for (var i = 0; i < Count; i++)
        {
            _seeds[i] = EpisodeSeeds.OfEnvironment(seed, i);
            Start(i, 0, observations);
        }
        _running = true;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A span's length does not fit the number of environments.</exception>
    /// <exception cref="EnvironmentException">
    /// An action is not 0 or 1 (no environment is stepped then), or there was no <see cref="Reset"/>.
    /// </exception>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Guard.Length(actions.Length, Count, nameof(actions));
        Guard.Length(observations.Length, _states.Length, nameof(observations));
        Guard.Length(results.Length, Count, nameof(results));
        Guard.Length(finalObservations.Length, _states.Length, nameof(finalObservations));
        if (!_running)
            throw new EnvironmentException("Step", null, 0, "no running episode", "Reset first");
        for (var i = 0; i < Count; i++)
            if (actions[i] != 0 && actions[i] != 1)
                Guard.Action(Actions, actions.Slice(i, 1), i, _steps[i]);
        for (var i = 0; i < Count; i++)
            results[i] = StepOne(i, actions[i] == 1, observations, finalObservations);
    }

    /// <summary>Starts an episode of one environment in a given state; the next ones are random again.</summary>
    /// <param name="environment">Its number.</param>
    /// <param name="state">Position (m), velocity (m/s), angle (rad), angular velocity (rad/s).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such environment.</exception>
    /// <exception cref="ArgumentException">Not four finite numbers.</exception>
    public void SetState(int environment, ReadOnlySpan<double> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(environment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(environment, Count);
        CartPoleDynamics.CheckState(state, nameof(state));
        state.CopyTo(_states.AsSpan(environment * Size, Size));
        _steps[environment] = 0;
    }

    private StepResult StepOne(int i, bool right, Span<float> observations, Span<float> finalObservations)
    {
        var state = _states.AsSpan(i * Size, Size);
        CartPoleDynamics.Advance(state, right);
        var result = new StepResult(1, CartPoleDynamics.Failed(state), ++_steps[i] >= CartPoleDynamics.StepLimit);
        if (result.Terminated || result.Truncated)
        {
            CartPoleDynamics.Observe(state, finalObservations.Slice(i * Size, Size));
            Start(i, _episodes[i] + 1, observations);
        }
        else
        {
            CartPoleDynamics.Observe(state, observations.Slice(i * Size, Size));
        }
        return result;
    }

    private void Start(int i, ulong episode, Span<float> observations)
    {
        var state = _states.AsSpan(i * Size, Size);
        _episodes[i] = episode;
        _steps[i] = 0;
        CartPoleDynamics.Start(EpisodeSeeds.OfEpisode(_seeds[i], episode), 0, state);
        CartPoleDynamics.Observe(state, observations.Slice(i * Size, Size));
    }
}
