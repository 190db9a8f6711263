namespace DeclarativeIL.Player;

/// <summary>A policy file that cannot be played, with the reason.</summary>
public sealed class PolicyFileException : IOException
{
    /// <summary>Says what is wrong with a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    public PolicyFileException(string file, string found, string expected)
        : base($"{file}: found {found}; expected {expected}.") => (File, Found, Expected) = (file, found, expected);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The value that was found.</summary>
    public string Found { get; }

    /// <summary>The value that was expected.</summary>
    public string Expected { get; }
}
