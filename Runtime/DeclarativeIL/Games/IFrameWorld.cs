using DeclarativeIL.Environments;

namespace DeclarativeIL.Games;

/// <summary>A game's world with one agent or several, which a <see cref="FrameEnvironment"/> drives from the game's own loop.</summary>
/// <remarks>
/// All members are called on the thread that calls <see cref="FrameEnvironment.BeginFrame"/> and <see cref="FrameEnvironment.EndFrame"/>,
/// and only within them; the engine itself advances the world between the two.
/// </remarks>
public interface IFrameWorld
{
    /// <summary>The number of agents, 1 or more; it stays the same.</summary>
    int Agents { get; }

    /// <summary>The space of each agent's observations.</summary>
    Space Observations { get; }

    /// <summary>The space of each agent's actions.</summary>
    Space Actions { get; }

    /// <summary>Starts a new episode of one agent, while the others go on.</summary>
    /// <param name="agent">Its number, counted from 0.</param>
    /// <param name="seed">Where this episode's randomness starts.</param>
    /// <param name="observation">[s], filled with the first observation.</param>
    void Reset(int agent, ulong seed, Span<float> observation);

    /// <summary>Takes what an agent does from now on, until its next act.</summary>
    /// <param name="agent">Its number, counted from 0.</param>
    /// <param name="action">[a], an element of <see cref="Actions"/>.</param>
    void Act(int agent, ReadOnlySpan<float> action);

    /// <summary>Tells what came of an agent's act, after the last of the frames that it lasts.</summary>
    /// <param name="agent">Its number, counted from 0.</param>
    /// <param name="observation">[s], filled; of the episode's end where it ended.</param>
    StepResult Observe(int agent, Span<float> observation);
}
