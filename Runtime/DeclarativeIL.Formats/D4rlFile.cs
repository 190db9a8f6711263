using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Hdf5;
using DeclarativeIL.Formats.Numpy;

namespace DeclarativeIL.Formats;

/// <summary>
/// A file of D4RL: arrays of all steps of all episodes, in HDF5 or NPZ. An episode ends where <c>terminals</c> or <c>timeouts</c> says so.
/// </summary>
/// <remarks>Arrays under <c>metadata</c> with one element are <see cref="EpisodeFile.Attributes"/>; other ones of them are passed
/// over.</remarks>
public sealed partial class D4rlFile : EpisodeFile
{
    private const string Terminals = "terminals",
        Timeouts = "timeouts",
        Metadata = "metadata";

    private readonly Dictionary<string, EpisodeColumn> _columns;
    private readonly List<(int Start, int Count)> _episodes;

    private D4rlFile(
        string path,
        long limit,
        Dictionary<string, EpisodeColumn> columns,
        List<(int, int)> episodes,
        IReadOnlyDictionary<string, string> words
    )
        : base(path, limit) => (_columns, _episodes, Attributes) = (columns, episodes, words);

    /// <inheritdoc/>
    public override int Count => _episodes.Count;

    /// <summary>Reads a file.</summary>
    /// <param name="path">HDF5, or NPZ with the same names.</param>
    /// <param name="episodeSteps">
    /// Where the file has no <c>timeouts</c>: the most steps of an episode, after which it is truncated; none where episodes end by their
    /// rules only.
    /// </param>
    /// <param name="limit">Most bytes that it may take in memory.</param>
    /// <exception cref="TrajectoryFileException">It is missing, damaged, too large or no such file.</exception>
    public static D4rlFile Open(string path, int? episodeSteps = null, long limit = DefaultLimit)
    {
        CheckArguments(path, limit);
        if (episodeSteps is { } most)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(episodeSteps));
        return Guarded(
            path,
            () =>
            {
                using var file = OpenFile(path);
                var arrays = Arrays(file, new MemoryLimit(limit, file.Length));
                var words = Words(arrays);
                var columns = Named(arrays);
                return new D4rlFile(path, limit, columns, Split(columns, episodeSteps), words);
            }
        );
    }

    private protected override Episode Read(int index)
    {
        var (start, count) = _episodes[index];
        return Make(
            $"episode {index}",
            $"rows {start} to {start + count - 1}",
            _columns.Select(column => KeyValuePair.Create(column.Key, column.Value.Slice(start, count)))
        );
    }

    private static Dictionary<string, EpisodeColumn> Arrays(FileStream file, MemoryLimit limit)
    {
        var arrays = new Dictionary<string, EpisodeColumn>();
        if (IsArchive(file))
        {
            using var archive = new NpzFile(file);
            foreach (var name in archive.Names)
                if (archive.Read(name, limit) is { } array)
                    arrays[name] = array;
        }
        else
            foreach (var (name, found) in Hdf5File.Open(file).Root.Datasets())
                arrays[name] = found.Read(limit);
        return arrays;
    }

    /// <summary>Whether it begins as a ZIP archive does.</summary>
    internal static bool IsArchive(FileStream file)
    {
        Span<byte> letters = stackalloc byte[4];
        return RandomAccess.Read(file.SafeFileHandle, letters, 0) == 4 && letters[..2].SequenceEqual("PK"u8);
    }

    private static Dictionary<string, string> Words(Dictionary<string, EpisodeColumn> arrays)
    {
        var words = new Dictionary<string, string>();
        foreach (var (name, array) in arrays.Where(static pair => pair.Key.StartsWith(Metadata, StringComparison.Ordinal)).ToList())
        {
            arrays.Remove(name);
            if (array is { Rows: 1, Type: ColumnType.Text })
                words[name] = array.Text(0);
            else if (array is { Rows: 1, Width: 1, IsNumeric: true })
                words[name] = array.Number(0).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        }
        return words;
    }

    private static Dictionary<string, EpisodeColumn> Named(Dictionary<string, EpisodeColumn> arrays)
    {
        foreach (var name in (string[])[Episode.Observations, Episode.Actions, Episode.Rewards, Terminals])
            if (!arrays.ContainsKey(name))
                throw new MalformedDataException("the arrays", $"no {name} among {string.Join(", ", arrays.Keys.Take(16))}", "one");
        var rows = arrays[Episode.Actions].Rows;
        var columns = new Dictionary<string, EpisodeColumn>();
        foreach (var (name, array) in arrays)
        {
            if (array.Rows != rows)
                throw new MalformedDataException($"array {name}", $"{array.Rows} rows", $"{rows}, as there are actions");
            columns[
                name switch
                {
                    Terminals => Episode.Terminations,
                    Timeouts => Episode.Truncations,
                    _ => name,
                }
            ] = array;
        }
        return columns;
    }

    private static List<(int, int)> Split(Dictionary<string, EpisodeColumn> columns, int? most)
    {
        var (ends, cuts) = (columns[Episode.Terminations], columns.GetValueOrDefault(Episode.Truncations));
        foreach (var column in (EpisodeColumn?[])[ends, cuts])
            if (column is { IsNumeric: false } or { Width: not 1 })
                throw new MalformedDataException("terminals or timeouts", $"{column}", "one truth a row");
        var (episodes, start, rows) = (new List<(int, int)>(), 0, ends.Rows);
        var cut = new bool[cuts is null ? rows : 0];
        for (var t = 0; t < rows; t++)
        {
            var isLong = cuts is null && t - start + 1 == most;
            if (cuts is null)
                cut[t] = isLong && ends.Number(t) == 0;
            if (ends.Number(t) == 0 && !isLong && (cuts?.Number(t) ?? 0) == 0 && t < rows - 1)
                continue;
            episodes.Add((start, t + 1 - start));
            start = t + 1;
        }
        if (cuts is null)
            columns[Episode.Truncations] = EpisodeColumn.Of<bool>(cut);
        return episodes;
    }
}
