namespace DeclarativeIL.Training;

/// <summary>
/// A run ended without a row to learn from: its rule never let the expert act where only the expert's steps are kept, and no row was given.
/// <see cref="Result"/> holds the rest of the run's result; other networks that it trained stay trained.
/// </summary>
/// <remarks>
/// Rounds in which nothing was kept while others kept something are no failure: <see cref="RoundSummary.ExpertInRound"/> tells them.
/// </remarks>
public sealed class NothingCollectedException : InvalidOperationException
{
    /// <summary>An unspecified run.</summary>
    public NothingCollectedException()
        : this("No row was collected.") { }

    /// <summary>With a message.</summary>
    public NothingCollectedException(string message)
        : base(message) { }

    /// <summary>With a message and a cause.</summary>
    public NothingCollectedException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>With a message, and what was done all the same.</summary>
    public NothingCollectedException(string message, TrainingResult result)
        : base(message) => Result = result;

    /// <summary>The result of the run: its rounds, with evaluations where they were asked for.</summary>
    public TrainingResult? Result { get; }
}
