namespace DeclarativeIL.Experts;

/// <summary>An expert failed, or answered what cannot be done. Says where, what was found and what was expected.</summary>
public sealed class ExpertException : Exception
{
    /// <summary>An exception without a place.</summary>
    public ExpertException() { }

    /// <summary>An exception without a place.</summary>
    public ExpertException(string message)
        : base(message) { }

    /// <summary>An exception without a place.</summary>
    public ExpertException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>An exception that names its place.</summary>
    /// <param name="environment">The environment's number, counted from 0.</param>
    /// <param name="round">The round, counted from 0.</param>
    /// <param name="step">The step within the round, counted from 0.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="innerException">What the expert itself threw.</param>
    public ExpertException(int environment, int round, long step, string found, string expected, Exception? innerException = null)
        : base($"Expert, environment {environment}, round {round}, step {step}: found {found}; expected {expected}.", innerException)
    {
        Environment = environment;
        Round = round;
        Step = step;
        Found = found;
        Expected = expected;
    }

    /// <summary>The environment's number, counted from 0.</summary>
    public int? Environment { get; }

    /// <summary>The round, counted from 0.</summary>
    public int? Round { get; }

    /// <summary>The step within the round, counted from 0.</summary>
    public long? Step { get; }

    /// <summary>The value that was found.</summary>
    public string? Found { get; }

    /// <summary>The value that was expected.</summary>
    public string? Expected { get; }
}
