using DeclarativeIL.Training;

namespace DeclarativeIL.Logging;

/// <summary>What happens to a run whose observer fails.</summary>
public enum OnObserverFailure
{
    /// <summary>The failure is reported, the observer is told nothing more, and the run goes on.</summary>
    Drop,

    /// <summary>The failure is reported and ends the run, by an <see cref="ObserverException"/>.</summary>
    End,
}

/// <summary>An observer that failed.</summary>
/// <param name="Observer">The observer.</param>
/// <param name="Error">What it threw.</param>
/// <param name="Progress">What it was told; null where it failed to close.</param>
public sealed record ObserverFailure(IProgress<TrainingProgress> Observer, Exception Error, TrainingProgress? Progress);

/// <summary>An observer failed, and that was to end the run.</summary>
public sealed class ObserverException : Exception
{
    /// <summary>An unspecified failure.</summary>
    public ObserverException()
        : this("An observer failed.") { }

    /// <summary>With a message.</summary>
    public ObserverException(string message)
        : base(message) { }

    /// <summary>With a message and a cause.</summary>
    public ObserverException(string message, Exception innerException)
        : base(message, innerException) { }
}
