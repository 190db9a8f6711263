using System.ComponentModel;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>An environment that follows equations of motion: a state of float64 numbers, observed in float32.</summary>
/// <remarks>
/// Sine, cosine and all else are computed the same way on every machine: equal seeds and actions give equal bits everywhere,
/// and in the vectorised form of the same environment too. A continuous action beyond its bounds is clipped, as Gymnasium
/// does; one that is not finite is refused.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)] // nobody derives from it
public abstract class PhysicsEnvironment : IEnvironment, IRestorable
{
    private readonly Simulator _simulator;
    private readonly StepResult[] _result = new StepResult[1];
    private ulong _seed = (ulong)Random.Shared.NextInt64(); // until somebody gives a seed
    private ulong _episode;
    private bool _running;

    private protected PhysicsEnvironment(Simulator simulator) => _simulator = simulator;

    /// <inheritdoc/>
    public Space Observations => _simulator.Observations;

    /// <inheritdoc/>
    public Space Actions => _simulator.Actions;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observation"/> is not of the observation's size.</exception>
    public void Reset(ulong? seed, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        (_seed, _episode) = seed is { } given ? (given, 0) : (_seed, _episode + 1);
        _simulator.Start(0, _seed, _episode, observation);
        _running = true;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observation"/> is not of the observation's size.</exception>
    /// <exception cref="EnvironmentException">There is no such action, it is not finite, or no episode is running.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Length(observation.Length, Observations.Width, nameof(observation));
        if (!_running)
            throw new EnvironmentException("Step", null, _simulator.Steps(0), "no running episode", "Reset or SetState first");
        if (action.Length != 1)
            throw new EnvironmentException("action", null, _simulator.Steps(0), Guard.Print(action), "one number");
        _running = !_simulator.Step(action, observation, _result, single: true);
        return _result[0];
    }

    /// <summary>Starts an episode in a given state, whatever seed was given.</summary>
    /// <param name="state">The numbers of a state, as the environment's description lists them.</param>
    /// <exception cref="ArgumentException">Not as many finite numbers as a state has, or one that is beyond its limit.</exception>
    public void SetState(ReadOnlySpan<double> state)
    {
        _simulator.SetState(0, state);
        _running = true;
    }

    /// <summary>The state in full precision.</summary>
    /// <param name="state">Filled with the numbers of the state, as the environment's description lists them.</param>
    /// <exception cref="ArgumentException"><paramref name="state"/> is of another size.</exception>
    public void CopyState(Span<double> state) => _simulator.CopyState(0, state);

    void IRestorable.SaveState(BinaryWriter state)
    {
        state.Write(_seed);
        state.Write(_episode);
        state.Write(_running);
        _simulator.Save(state);
    }

    void IRestorable.RestoreState(BinaryReader state)
    {
        (_seed, _episode, _running) = (state.ReadUInt64(), state.ReadUInt64(), state.ReadBoolean());
        _simulator.Restore(state);
    }
}
