namespace DeclarativeIL.Experts;

/// <summary>A person, or anything else that takes its time: asked, it answers later.</summary>
/// <remarks>
/// Training waits for the answer through <see cref="InteractiveExpert"/>. What the person is shown, and how they answer, is for the
/// implementation: <see cref="FrameExpert"/> is for game engines, the samples hold one for a console.
/// </remarks>
public interface IInteractiveExpert
{
    /// <summary>Asks the person for an action. Nobody waits for the answer once <paramref name="cancellation"/> is requested.</summary>
    ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation);

    /// <summary>
    /// Tells whether the person wants to act now: true from taking over to handing back; <see cref="ExpertQuery.Previous"/> says who
    /// acted before.
    /// </summary>
    ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation);

    /// <summary>True if the calling thread is the one that the answers come from, which waiting would keep from answering.</summary>
    bool AnswersOnThisThread => false;
}

/// <summary>Settings for waiting: how long a person is given, and what follows then.</summary>
public sealed record InteractiveOptions
{
    /// <summary>The longest wait for each answer; null waits for ever.</summary>
    public TimeSpan? TimeOut { get; init; }

    /// <summary>
    /// The expert that answers when the time is up, and decides on taking over if it can; without one the question fails.
    /// </summary>
    public IActionExpert? Fallback { get; init; }

    /// <summary>
    /// Whether the person is asked of all environments at once, as one step needs it, and may answer in any order; else of one after
    /// another. What is learned from equal answers is the same.
    /// </summary>
    /// <remarks>
    /// Questions are put ahead by generated rollouts, also behind <see cref="NoisyExpert"/>, <see cref="DelayedExpert"/> and
    /// <c>TakingOver</c>. <see cref="IInteractiveExpert.LabelAsync"/> runs several times at once then. Each time-out counts from when
    /// its question was put. Where the run ends before all have answered, the answers of that step are dropped.
    /// </remarks>
    public bool AsksAtOnce { get; init; }

    /// <summary>Stops waiting; give training the same.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whose time is meant.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
