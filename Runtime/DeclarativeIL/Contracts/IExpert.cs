namespace DeclarativeIL;

/// <summary>Knows what to do in a state.</summary>
public interface IActionExpert
{
    /// <summary>The action that the expert would take in <paramref name="state"/>.</summary>
    Act Action(State state);
}

/// <summary>Knows when it wants to act itself.</summary>
public interface ITakeoverExpert : IActionExpert
{
    /// <summary>Tells whether the expert wants to act now.</summary>
    bool TakesOver(Step step);
}

/// <summary>Knows which of two answers is better.</summary>
public interface IPreferenceExpert
{
    /// <summary>Tells whether <paramref name="first"/> is preferred over <paramref name="second"/> in <paramref name="state"/>.</summary>
    bool Prefers(Act first, Act second, State state);
}
