namespace DeclarativeIL.Experts;

/// <summary>An expert that is a controller.</summary>
internal sealed class ControllerExpert : Expert, IFitted, IDirectExpert
{
    private readonly IController _controller;
    private readonly int _actionSize;

    /// <summary>Asks <paramref name="controller"/>.</summary>
    /// <param name="controller">The feedback law.</param>
    /// <param name="actionSize">Numbers per action; 1 for a discrete action.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="actionSize"/> is not positive.</exception>
    public ControllerExpert(IController controller, int actionSize = 1)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(actionSize);
        (_controller, _actionSize) = (controller, actionSize);
    }

    /// <inheritdoc/>
    public override Act Action(State state)
    {
        Span<float> action = _actionSize <= Floats.Stack ? stackalloc float[_actionSize] : new float[_actionSize];
        Control(state, action);
        return Act.From(action);
    }

    int IDirectExpert.ActionSize => _actionSize;

    void IDirectExpert.Write(State state, Space actions, Span<double> action)
    {
        Span<float> chosen = _actionSize <= Floats.Stack ? stackalloc float[_actionSize] : new float[_actionSize];
        Control(state, chosen);
        Floats.Copy(chosen, action);
    }

    private void Control(State state, Span<float> action)
    {
        Span<float> observation = state.Size <= Floats.Stack ? stackalloc float[state.Size] : new float[state.Size];
        Floats.Copy(state.Span, observation);
        action.Clear();
        _controller.Control(observation, action);
    }

    string? IFitted.Fault(Space observations, Space actions) =>
        actions.Width == _actionSize
            ? null
            : $"The environments take actions of {actions.Width} numbers; the controller gives {_actionSize}.";
}

/// <summary>An expert that is a policy: it acts by the policy's mode. The policy stays the caller's to dispose.</summary>
/// <remarks>In environments whose actions have bounds, a policy that has none is brought within them.</remarks>
/// <param name="policy">The policy, trained before.</param>
internal sealed class PolicyExpert(IPolicyNetwork policy) : Expert, ISituatedExpert, IFitted, IDirectExpert
{
    private readonly IPolicyNetwork _policy = policy ?? throw new ArgumentNullException(nameof(policy));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The policy is for states of another size.</exception>
    public override Act Action(State state)
    {
        var width = _policy.Actions.Width;
        Span<float> action = width <= Floats.Stack ? stackalloc float[width] : new float[width];
        Mode(state, action);
        return Act.From(action);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The policy is for states of another size.</exception>
    public Act Action(ExpertQuery query) => query.Within(Action(query.State));

    int IDirectExpert.ActionSize => _policy.Actions.Width;

    void IDirectExpert.Write(State state, Space actions, Span<double> action)
    {
        Span<float> chosen = action.Length <= Floats.Stack ? stackalloc float[action.Length] : new float[action.Length];
        Mode(state, chosen);
        if (actions.Width == chosen.Length)
            actions.Clip(chosen, chosen);
        Floats.Copy(chosen, action);
    }

    private void Mode(State state, Span<float> action)
    {
        if (state.Size != _policy.StateSize)
            throw new ArgumentException($"state holds {state.Size} numbers; the policy expects {_policy.StateSize}.", nameof(state));
        Span<float> observation = state.Size <= Floats.Stack ? stackalloc float[state.Size] : new float[state.Size];
        Floats.Copy(state.Span, observation);
        _policy.Mode(observation, action);
    }

    string? IFitted.Fault(Space observations, Space actions) => SpaceFit.Fault(_policy, observations, actions);
}

/// <summary>Between the language's float64 and the environments' float32.</summary>
internal static class Floats
{
    /// <summary>Up to here a buffer lives on the stack.</summary>
    public const int Stack = 256;

    public static void Copy(ReadOnlySpan<double> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = (float)from[i];
    }

    public static void Copy(ReadOnlySpan<float> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i];
    }
}
