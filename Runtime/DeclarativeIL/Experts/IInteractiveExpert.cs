namespace DeclarativeIL.Experts;

/// <summary>A person, or anything else that takes its time: asked, it answers later.</summary>
/// <remarks>
/// Training waits for the answer through <see cref="InteractiveExpert"/>. What the person is shown, and how they answer, is for the
/// implementation: <see cref="FrameExpert"/> is for game engines, the samples hold one for a console.
/// </remarks>
public interface IInteractiveExpert
{
    /// <summary>What the person would do. Nobody waits for the answer once <paramref name="cancellation"/> is requested.</summary>
    ValueTask<Act> LabelAsync(ExpertQuery query, CancellationToken cancellation);

    /// <summary>
    /// Whether the person wants to act now: true from taking over to handing back; <see cref="ExpertQuery.Previous"/> says who
    /// acted before.
    /// </summary>
    ValueTask<bool> TakesOverAsync(ExpertQuery query, CancellationToken cancellation);

    /// <summary>Whether the calling thread is the one that the answers come from, which waiting would keep from answering.</summary>
    bool AnswersOnThisThread => false;
}

/// <summary>How long to wait for a person, and what to do then.</summary>
public sealed record InteractiveOptions
{
    /// <summary>How long to wait for each answer; null waits for ever.</summary>
    public TimeSpan? TimeOut { get; init; }

    /// <summary>Who answers when the time is up, and says when to take over if it can; without one the question fails.</summary>
    public IActionExpert? Fallback { get; init; }

    /// <summary>Stops waiting; give training the same.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whose time is meant.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
