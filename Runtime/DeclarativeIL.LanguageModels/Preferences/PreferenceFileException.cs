namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>A file of comparisons cannot be read. Says which, where in it, what was found and what was expected.</summary>
public sealed class PreferenceFileException : IOException
{
    /// <summary>An exception that names its place.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">Where in it: a line, a row or a column.</param>
    /// <param name="row">The line or row, counted from 1; 0 where the fault is in none.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="cause">The error below, if any.</param>
    public PreferenceFileException(string file, string position, long row, string found, string expected, Exception? cause = null)
        : base($"{file}, {position}: found {found}; expected {expected}.", cause) =>
        (File, Position, Row, Found, Expected) = (file, position, row, found, expected);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The place in the file, in words.</summary>
    public string Position { get; }

    /// <summary>The line or row, counted from 1; 0 where the fault is in none.</summary>
    public long Row { get; }

    /// <summary>The value that was found.</summary>
    public string Found { get; }

    /// <summary>The value that was expected.</summary>
    public string Expected { get; }
}
