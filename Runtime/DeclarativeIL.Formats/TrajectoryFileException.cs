namespace DeclarativeIL.Formats;

/// <summary>A trajectory file cannot be read. Says which, where in it, what was found and what was expected.</summary>
public sealed class TrajectoryFileException : Exception
{
    /// <summary>An exception without a place.</summary>
    public TrajectoryFileException() { }

    /// <summary>An exception without a place.</summary>
    public TrajectoryFileException(string message)
        : base(message) { }

    /// <summary>An exception without a place.</summary>
    public TrajectoryFileException(string message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>An exception that names its place.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">Where in it: a byte, a metadata key, or a row and a column.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="innerException">What caused it.</param>
    public TrajectoryFileException(string file, string position, string found, string expected, Exception? innerException = null)
        : base($"Trajectory file {file}, {position}: found {found}; expected {expected}.", innerException)
    {
        File = file;
        Position = position;
        Found = found;
        Expected = expected;
    }

    /// <summary>The file.</summary>
    public string? File { get; }

    /// <summary>The place in the file: a byte, a metadata key, or a row and a column.</summary>
    public string? Position { get; }

    /// <summary>The value that was found.</summary>
    public string? Found { get; }

    /// <summary>The value that was expected.</summary>
    public string? Expected { get; }
}
