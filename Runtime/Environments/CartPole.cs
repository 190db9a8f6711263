namespace DeclarativeIL.Environments;

/// <summary>A pole hinged to a cart, to be kept upright by pushing the cart left or right: Gymnasium's CartPole-v1.</summary>
/// <remarks>
/// Observation: the cart's position (m) and velocity (m/s), the pole's angle (rad, 0 = upright, positive to the right) and
/// angular velocity (rad/s). Action: 0 pushes with 10 N to the left, 1 to the right. Every step pays 1, the last included.
/// An episode terminates beyond 2.4 m or 12 degrees and is truncated after 500 steps; both can happen in one step. Dynamics
/// equal Gymnasium 1.3.0's bit for bit in the observation; the random start (uniform on [-0.05, 0.05) in each number) has the
/// same distribution but not NumPy's draws.
/// </remarks>
public sealed class CartPole : IEnvironment
{
    private readonly double[] _state = new double[CartPoleDynamics.StateSize];
    private ulong _seed = (ulong)Random.Shared.NextInt64();             // until somebody gives a seed
    private ulong _episode;
    private int _steps;
    private bool _running;

    /// <inheritdoc/>
    public Space Observations => CartPoleDynamics.Observations;

    /// <inheritdoc/>
    public Space Actions => CartPoleDynamics.Actions;

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => CartPoleDynamics.StepLimit;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observation"/> does not hold 4 numbers.</exception>
    public void Reset(ulong? seed, Span<float> observation)
    {
        Guard.Length(observation.Length, CartPoleDynamics.StateSize, nameof(observation));
        (_seed, _episode) = seed is { } given ? (given, 0) : (_seed, _episode + 1);
        CartPoleDynamics.Start(_seed, _episode, _state);
        (_steps, _running) = (0, true);
        CartPoleDynamics.Observe(_state, observation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="observation"/> does not hold 4 numbers.</exception>
    /// <exception cref="EnvironmentException">The action is not 0 or 1, or no episode is running.</exception>
    public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
    {
        Guard.Length(observation.Length, CartPoleDynamics.StateSize, nameof(observation));
        if (!_running)
            throw new EnvironmentException("Step", null, _steps, "no running episode", "Reset or SetState first");
        Guard.Action(Actions, action, null, _steps);
        CartPoleDynamics.Advance(_state, right: action[0] > 0);
        CartPoleDynamics.Observe(_state, observation);
        var result = new StepResult(1, CartPoleDynamics.Failed(_state), ++_steps >= CartPoleDynamics.StepLimit);
        _running = !result.Terminated && !result.Truncated;
        return result;
    }

    /// <summary>Starts an episode in a given state, whatever seed was given.</summary>
    /// <param name="state">Position (m), velocity (m/s), angle (rad), angular velocity (rad/s).</param>
    /// <exception cref="ArgumentException">Not four finite numbers.</exception>
    public void SetState(ReadOnlySpan<double> state)
    {
        CartPoleDynamics.CheckState(state, nameof(state));
        state.CopyTo(_state);
        (_steps, _running) = (0, true);
    }

    /// <summary>The state in full precision: position (m), velocity (m/s), angle (rad), angular velocity (rad/s).</summary>
    /// <exception cref="ArgumentException"><paramref name="state"/> does not hold 4 numbers.</exception>
    public void CopyState(Span<double> state)
    {
        Guard.Length(state.Length, CartPoleDynamics.StateSize, nameof(state));
        _state.CopyTo(state);
    }
}
