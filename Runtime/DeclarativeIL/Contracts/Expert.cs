namespace DeclarativeIL;

/// <summary>The expert as a declaration sees it, for one state.</summary>
/// <remarks>Every expert can label; those that can also take over implement <see cref="ITakeoverExpert"/> too.</remarks>
public abstract partial class Expert : IActionExpert
{
    /// <summary>The action that the expert would take in <paramref name="state"/>.</summary>
    public abstract Act Action(State state);

    /// <summary>Tells whether the expert wants to act now.</summary>
    [Requires(typeof(ITakeoverExpert))]
    public virtual bool TakesOver(Step step) =>
        throw new NotSupportedException(
            $"{GetType().Name} does not say when it takes over: use an expert that implements ITakeoverExpert."
        );

    /// <summary>Tells whether the expert prefers <paramref name="first"/> over <paramref name="second"/>.</summary>
    [Requires(typeof(IPreferenceExpert))]
    public virtual bool Prefers(Act first, Act second, State state) =>
        throw new NotSupportedException($"{GetType().Name} has no preferences: use an expert that implements IPreferenceExpert.");
}
