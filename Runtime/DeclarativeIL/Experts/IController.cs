namespace DeclarativeIL.Experts;

/// <summary>A hand-written or computed feedback law: observation in, action out.</summary>
public interface IController
{
    /// <summary>Chooses an action.</summary>
    /// <param name="observation">[s], as the environment gives it.</param>
    /// <param name="action">[a], filled; a discrete action is its number.</param>
    void Control(ReadOnlySpan<float> observation, Span<float> action);
}
