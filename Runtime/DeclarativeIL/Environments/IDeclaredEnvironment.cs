namespace DeclarativeIL.Environments;

/// <summary>An environment whose parts have names: what the generator makes of a class with <see cref="EnvironmentAttribute"/>.</summary>
/// <remarks>
/// A policy that was trained acts in a game's own loop by <see cref="Observe"/> and <see cref="Act"/>, without episodes and rewards.
/// </remarks>
public interface IDeclaredEnvironment : IEnvironment
{
    /// <summary>The parts of observations and actions: names, places, bounds, documentation.</summary>
    EnvironmentDescription Description { get; }

    /// <summary>Reads the members that are observed, as they are now.</summary>
    /// <param name="observation">Filled; of the observation space's width.</param>
    /// <exception cref="ArgumentException"><paramref name="observation"/> is of another size.</exception>
    /// <exception cref="EnvironmentException">A member is not finite, or an array not of its declared length.</exception>
    void Observe(Span<float> observation);

    /// <summary>Sets the members that say what is done; the world does not move.</summary>
    /// <param name="action">An element of the action space.</param>
    /// <exception cref="EnvironmentException">It is not an element, or an array not of its declared length.</exception>
    void Act(ReadOnlySpan<float> action);
}
