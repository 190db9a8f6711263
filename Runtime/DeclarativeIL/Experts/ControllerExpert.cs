namespace DeclarativeIL.Experts;

/// <summary>An expert that is a controller.</summary>
public sealed class ControllerExpert : Expert, IFitted
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
        Span<float> observation = state.Size <= Floats.Stack ? stackalloc float[state.Size] : new float[state.Size];
        Span<float> action = _actionSize <= Floats.Stack ? stackalloc float[_actionSize] : new float[_actionSize];
        Floats.Copy(state.Span, observation);
        action.Clear();
        _controller.Control(observation, action);
        return Act.From(action);
    }

    string? IFitted.Fault(Space observations, Space actions) =>
        actions.Width == _actionSize
            ? null
            : $"The environments take actions of {actions.Width} numbers; the controller gives {_actionSize}.";
}

/// <summary>An expert that is a policy: it acts by the policy's mode. The policy stays the caller's to dispose.</summary>
/// <remarks>In environments whose actions have bounds, a policy that has none is brought within them.</remarks>
/// <param name="policy">The policy, trained before.</param>
public sealed class PolicyExpert(IPolicyNetwork policy) : Expert, ISituatedExpert, IFitted
{
    private readonly IPolicyNetwork _policy = policy ?? throw new ArgumentNullException(nameof(policy));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The policy is for states of another size.</exception>
    public override Act Action(State state)
    {
        if (state.Size != _policy.StateSize)
            throw new ArgumentException($"state holds {state.Size} numbers; the policy expects {_policy.StateSize}.", nameof(state));
        var width = _policy.Actions.Width;
        Span<float> observation = state.Size <= Floats.Stack ? stackalloc float[state.Size] : new float[state.Size];
        Span<float> action = width <= Floats.Stack ? stackalloc float[width] : new float[width];
        Floats.Copy(state.Span, observation);
        _policy.Mode(observation, action);
        return Act.From(action);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The policy is for states of another size.</exception>
    public Act Action(ExpertQuery query) => query.Within(Action(query.State));

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
}
