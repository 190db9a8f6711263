namespace DeclarativeIL.Sweeps;

/// <summary>A run failed, and the sweep was to end then; or a folder's runs were made by another declaration.</summary>
public sealed class SweepException : Exception
{
    /// <summary>Without a message.</summary>
    public SweepException() { }

    /// <summary>With a message.</summary>
    public SweepException(string message)
        : base(message) { }

    /// <summary>With a message and what went wrong.</summary>
    public SweepException(string message, Exception inner)
        : base(message, inner) { }
}
