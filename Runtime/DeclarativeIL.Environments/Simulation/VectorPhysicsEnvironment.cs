using System.ComponentModel;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>
/// N environments that follow the same equations of motion, all states in one flat array, stepped in one pass that allocates nothing.
/// </summary>
/// <remarks>
/// Several environments are stepped by one vector instruction, as many as the machine's are wide; the bits are those of the
/// single form. Episode k of environment i is a pure function of (seed, i, k) and of the actions taken in it. A continuous
/// action beyond its bounds is clipped, as Gymnasium does; one that is not finite is refused.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)] // nobody derives from it
public abstract class VectorPhysicsEnvironment : IReplicableEnvironment, IRestartableEnvironments, IRestorable
{
    private readonly Simulator _simulator;
    private readonly ulong[] _seeds,
        _episodes;
    private readonly int _width;
    private bool _running;

    private protected VectorPhysicsEnvironment(Simulator simulator)
    {
        _simulator = simulator;
        _seeds = new ulong[Count];
        _episodes = new ulong[Count];
        _width = Observations.Width;
    }

    /// <inheritdoc/>
    public int Count => _simulator.Count;

    /// <inheritdoc/>
    public Space Observations => _simulator.Observations;

    /// <inheritdoc/>
    public Space Actions => _simulator.Actions;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observations"/> is not of shape [N, s].</exception>
    public void Reset(ulong seed, Span<float> observations)
    {
        Guard.Length(observations.Length, Count * _width, nameof(observations));
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
    /// There is no such action, or one is not finite (no environment is stepped then), or there was no <see cref="Reset"/>.
    /// </exception>
    public void Step(ReadOnlySpan<float> actions, Span<float> observations, Span<StepResult> results, Span<float> finalObservations)
    {
        Guard.Length(actions.Length, Count, nameof(actions));
        Guard.Length(observations.Length, Count * _width, nameof(observations));
        Guard.Length(results.Length, Count, nameof(results));
        Guard.Length(finalObservations.Length, Count * _width, nameof(finalObservations));
        if (!_running)
            throw new EnvironmentException("Step", null, 0, "no running episode", "Reset first");
        if (!_simulator.Step(actions, observations, results, single: false))
            return;
        for (var i = 0; i < results.Length; i++)
        {
            if (!results[i].Terminated && !results[i].Truncated)
                continue;
            observations.Slice(i * _width, _width).CopyTo(finalObservations.Slice(i * _width, _width));
            Start(i, _episodes[i] + 1, observations);
        }
    }

    /// <inheritdoc/>
    public IVectorEnvironment Replicate() => new Replica(_simulator.Replicate());

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such environment, or the span's length does not fit.</exception>
    /// <exception cref="EnvironmentException">There was no <see cref="Reset"/>.</exception>
    public void Restart(int environment, Span<float> observation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(environment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(environment, Count);
        Guard.Length(observation.Length, _width, nameof(observation));
        if (!_running)
            throw new EnvironmentException("Restart", environment, null, "no running episode", "Reset first");
        _episodes[environment]++;
        _simulator.Start(environment, EpisodeSeeds.OfEpisode(_seeds[environment], _episodes[environment]), 0, observation);
    }

    /// <summary>Starts an episode of one environment in a given state; the next ones are random again.</summary>
    /// <param name="environment">Its number.</param>
    /// <param name="state">The numbers of a state, as the environment's description lists them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such environment.</exception>
    /// <exception cref="ArgumentException">Not as many finite numbers as a state has, or one that is beyond its limit.</exception>
    public void SetState(int environment, ReadOnlySpan<double> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(environment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(environment, Count);
        _simulator.SetState(environment, state);
    }

    void IRestorable.SaveState(BinaryWriter state)
    {
        state.WriteNumbers<ulong>(_seeds);
        state.WriteNumbers<ulong>(_episodes);
        state.Write(_running);
        _simulator.Save(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        state.ReadNumbers<ulong>(_seeds, "seeds");
        state.ReadNumbers<ulong>(_episodes, "episodes");
        _running = state.ReadBoolean();
        _simulator.Restore(state);
    }

    private void Start(int i, ulong episode, Span<float> observations)
    {
        _episodes[i] = episode;
        _simulator.Start(i, EpisodeSeeds.OfEpisode(_seeds[i], episode), 0, observations.Slice(i * _width, _width));
    }

    private sealed class Replica(Simulator simulator) : VectorPhysicsEnvironment(simulator);
}
