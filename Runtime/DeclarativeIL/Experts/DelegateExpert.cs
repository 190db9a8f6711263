namespace DeclarativeIL.Experts;

/// <summary>An expert that is a function of the state.</summary>
/// <param name="action">What the expert would do in a state.</param>
internal sealed class DelegateExpert(Func<State, Act> action) : Expert
{
    private readonly Func<State, Act> _action = action ?? throw new ArgumentNullException(nameof(action));

    /// <inheritdoc/>
    public override Act Action(State state) => _action(state);
}

/// <summary>
/// An expert that says when it wants to act itself, as <c>Expert.From</c> and <c>TakingOver</c> make it. One of your own derives from
/// <see cref="Expert"/> and implements <see cref="ITakeoverExpert"/>.
/// </summary>
public abstract class TakeoverExpert : Expert, ITakeoverExpert
{
    private protected TakeoverExpert() { }

    /// <inheritdoc/>
    public abstract override bool TakesOver(Step step);
}

/// <summary>Any expert together with a rule that says when it wants to act itself.</summary>
/// <param name="expert">Says what to do.</param>
/// <param name="takesOver">Says when.</param>
internal sealed class RuledExpert(IActionExpert expert, Func<Step, bool> takesOver)
    : TakeoverExpert,
        ISituatedExpert,
        IFitted,
        IAskedAhead,
        IRestorable
{
    private readonly IActionExpert _expert = expert ?? throw new ArgumentNullException(nameof(expert));
    private readonly Func<Step, bool> _takesOver = takesOver ?? throw new ArgumentNullException(nameof(takesOver));

    /// <inheritdoc/>
    public override Act Action(State state) => _expert.Action(state);

    /// <inheritdoc/>
    public Act Action(ExpertQuery query) => query.Ask(_expert);

    /// <inheritdoc/>
    public override bool TakesOver(Step step) => _takesOver(step);

    bool IRestorable.CanRestore => StateNumbers.Of(_expert) is not null;

    void IRestorable.SaveState(BinaryWriter state) => ((IRestorable)_expert).SaveState(state);

    void IRestorable.RestoreState(BinaryReader state) => ((IRestorable)_expert).RestoreState(state);

    bool IAskedAhead.IsAskedAhead => AskedAhead.Of(_expert) is not null;

    IPutQuestion IAskedAhead.Put(ExpertQuery query) => AskedAhead.Put(_expert, query);

    string? IFitted.Fault(Space observations, Space actions) => SpaceFit.Fault(_expert, observations, actions);
}
