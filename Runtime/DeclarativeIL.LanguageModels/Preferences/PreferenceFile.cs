using DeclarativeIL.Files;

namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>
/// Comparisons of texts from files: JSON Lines and Parquet, with the columns <c>prompt</c>, <c>chosen</c> and <c>rejected</c>,
/// each plain text or a list of <c>{role, content}</c> or <c>{from, value}</c>. Read one after the other: a file need not fit into memory.
/// </summary>
/// <remarks>
/// The prompt may also be called <c>conversations</c>, or stand before both answers: as messages (UltraFeedback), or as a dialogue of
/// "\n\nHuman: " and "\n\nAssistant: " (hh-rlhf). Other columns are passed over. Nothing is repaired: an empty answer, or one that is
/// compared with itself, is an error that names its line, and reading ends there. Nothing is taken on the file's word: what a line or a row
/// group may hold is bounded.
/// </remarks>
public static class PreferenceFile
{
    /// <summary>The longest line, in bytes, unless more are allowed.</summary>
    public const int DefaultLineLimit = 1 << 24;

    /// <summary>The most bytes of text in a row group of a Parquet file, unless more are allowed.</summary>
    public const long DefaultGroupLimit = 1L << 30;

    /// <summary>
    /// Bytes of text that a Parquet file may become in memory unless a limit is asked for: 16 for each of its own, or 16 MiB where that is
    /// more. A page of compressed nothing can say anything.
    /// </summary>
    internal const long MostExpansion = 16,
        LeastExpansion = 1L << 24;

    /// <summary>Reads a file by its name: <c>.parquet</c>, or one JSON object a line.</summary>
    /// <param name="path">The file; opened when the enumeration starts, and closed when it ends.</param>
    /// <exception cref="PreferenceFileException">While reading: the file is missing, or what is in it is not what it should be.</exception>
    public static IEnumerable<PreferenceText> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetExtension(path).Equals(".parquet", StringComparison.OrdinalIgnoreCase) ? ReadParquet(path) : ReadJsonLines(path);
    }

    /// <summary>Reads JSON Lines: one object a line, UTF-8, empty lines passed over.</summary>
    /// <param name="path">The file; opened when the enumeration starts, and closed when it ends.</param>
    /// <param name="lineLimit">The longest line, in bytes.</param>
    /// <exception cref="PreferenceFileException">While reading: the file is missing, or a line is not what it should be.</exception>
    public static IEnumerable<PreferenceText> ReadJsonLines(string path, int lineLimit = DefaultLineLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lineLimit);
        return PreferenceLines.Read(path, lineLimit);
    }

    /// <summary>Reads a Parquet file, a page of each column at a time.</summary>
    /// <remarks>Compressed by Snappy, gzip, Brotli, LZ4, Zstandard or not; plain, by dictionary, or as differences.</remarks>
    /// <param name="path">The file; opened when the enumeration starts, and closed when it ends.</param>
    /// <param name="groupLimit">
    /// The most bytes of text in a row group. Unless another is given, the whole file may also not become more than 16 times its size, or
    /// 16 MiB where that is more.
    /// </param>
    /// <exception cref="PreferenceFileException">
    /// While reading: the file is missing, or a column or row is not what it should be.
    /// </exception>
    public static IEnumerable<PreferenceText> ReadParquet(string path, long groupLimit = DefaultGroupLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groupLimit);
        return PreferenceRows.Read(path, groupLimit);
    }

    /// <inheritdoc cref="ReadParquet"/>
    public static IAsyncEnumerable<PreferenceText> ReadParquetAsync(string path, long groupLimit = DefaultGroupLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groupLimit);
        return PreferenceRows.ReadAsync(path, groupLimit);
    }

    /// <summary>Opens a file for one pass from its beginning; lines may come out of a pipe.</summary>
    internal static FileStream Open(string path, bool mayBePipe)
    {
        try
        {
            if (!(mayBePipe && FileKinds.Of(path) == FileKind.Device) && FileKinds.Fault(path) is { } fault)
                throw new PreferenceFileException(path, "the path", 0, fault, "a file");
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException and not PreferenceFileException or UnauthorizedAccessException)
        {
            throw new PreferenceFileException(path, "the file", 0, e.Message, "a readable file", e);
        }
    }

    /// <summary>Hands on a comparison in which nothing is wrong.</summary>
    internal static PreferenceText Checked(Passage? prompt, Passage chosen, Passage rejected, string path, string unit, long row)
    {
        var (pair, fault) = PreferenceForms.Join(prompt, chosen, rejected);
        return fault is var (found, expected) ? throw new PreferenceFileException(path, $"{unit} {row}", row, found, expected) : pair!;
    }
}
