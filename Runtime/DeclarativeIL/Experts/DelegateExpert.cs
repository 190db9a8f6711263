namespace DeclarativeIL.Experts;

/// <summary>An expert that is a function of the state.</summary>
/// <param name="action">What the expert would do in a state.</param>
public sealed class DelegateExpert(Func<State, Act> action) : Expert
{
    private readonly Func<State, Act> _action = action ?? throw new ArgumentNullException(nameof(action));

    /// <inheritdoc/>
    public override Act Action(State state) => _action(state);
}

/// <summary>Any expert together with a rule that says when it wants to act itself.</summary>
/// <param name="expert">Says what to do.</param>
/// <param name="takesOver">Says when.</param>
public sealed class TakeoverExpert(IActionExpert expert, Func<Step, bool> takesOver) : Expert, ITakeoverExpert, ISituatedExpert, IFitted
{
    private readonly IActionExpert _expert = expert ?? throw new ArgumentNullException(nameof(expert));
    private readonly Func<Step, bool> _takesOver = takesOver ?? throw new ArgumentNullException(nameof(takesOver));

    /// <inheritdoc/>
    public override Act Action(State state) => _expert.Action(state);

    /// <inheritdoc/>
    public Act Action(ExpertQuery query) => query.Ask(_expert);

    /// <inheritdoc/>
    public override bool TakesOver(Step step) => _takesOver(step);

    string? IFitted.Fault(Space observations, Space actions) => SpaceFit.Fault(_expert, observations, actions);
}
