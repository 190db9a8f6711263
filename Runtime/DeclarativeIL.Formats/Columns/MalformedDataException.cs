namespace DeclarativeIL.Formats.Columns;

/// <summary>A file is not what it should be; who reads it says which file.</summary>
/// <param name="position">Where in it.</param>
/// <param name="found">What was found.</param>
/// <param name="expected">What was expected.</param>
internal sealed class MalformedDataException(string position, string found, string expected)
    : IOException($"{position}: found {found}; expected {expected}.")
{
    public string Position { get; } = position;

    public string Found { get; } = found;

    public string Expected { get; } = expected;
}
