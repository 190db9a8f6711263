namespace DeclarativeIL.Checkpoints;

/// <summary>A checkpoint file that cannot be used, with the reason.</summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Says what is wrong with a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="cause">The error below, if any.</param>
    public CheckpointException(string file, string found, string expected, Exception? cause = null)
        : base($"{file}: found {found}; expected {expected}.", cause) => (File, Found, Expected) = (file, found, expected);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The value that was found.</summary>
    public string Found { get; }

    /// <summary>The value that was expected.</summary>
    public string Expected { get; }
}
