using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>Steps of episodes as lines of text: JSON Lines (<c>.jsonl</c>), an object a line, or CSV with names in its first
/// line.</summary>
/// <remarks>
/// In JSON Lines objects in objects are parts (<c>observations/position</c>) and lists of numbers have their shape. In CSV the numbers of
/// a list are columns of their own: <c>actions[0]</c>, <c>actions[1]</c>. Numbers become float64, <c>true</c> and <c>false</c> truths, all
/// else texts. Episodes are the lines that follow each other with one value of <c>episode</c>; without that column an episode ends with a
/// true <see cref="Episode.Terminations"/> or <see cref="Episode.Truncations"/>.
/// </remarks>
public sealed partial class TableFile : EpisodeFile
{
    private const string EpisodeName = "episode",
        Csv = ".csv",
        JsonLines = ".jsonl";

    private readonly List<Episode> _episodes;

    private TableFile(string path, long limit, List<Episode> episodes)
        : base(path, limit) => _episodes = episodes;

    /// <inheritdoc/>
    public override int Count => _episodes.Count;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Ends with <c>.csv</c> or <c>.jsonl</c>.</param>
    /// <param name="limit">Most bytes that it may take in memory.</param>
    /// <exception cref="ArgumentException">The path ends otherwise.</exception>
    /// <exception cref="TrajectoryFileException">It is missing, damaged or too large; the message names file, line and column.</exception>
    public static TableFile Open(string path, long limit = DefaultLimit)
    {
        CheckArguments(path, limit);
        var isCsv = IsCsv(path);
        return Guarded(
            path,
            () =>
            {
                using var file = OpenFile(path);
                var budget = new MemoryLimit(limit, file.Length);
                return new TableFile(path, limit, Split(isCsv ? CsvTable.Read(file, budget) : JsonTable.Read(file, budget)));
            }
        );
    }

    private protected override Episode Read(int index) => _episodes[index];

    private static bool IsCsv(string path) =>
        path.EndsWith(Csv, StringComparison.OrdinalIgnoreCase)
        || (
            path.EndsWith(JsonLines, StringComparison.OrdinalIgnoreCase)
                ? false
                : throw new ArgumentException($"{path}: found '{Path.GetExtension(path)}'; expected {Csv} or {JsonLines}.", nameof(path))
        );

    private static List<Episode> Split(Dictionary<string, EpisodeColumn> columns)
    {
        columns.Remove(EpisodeName, out var numbers);
        if (columns.Count == 0)
            throw new MalformedDataException("line 1", "no columns", "observations, actions and more");
        var (episodes, start, rows) = (new List<Episode>(), 0, columns.Values.First().Rows);
        for (var row = 0; row < rows; row++)
            if (row == rows - 1 || Ends(columns, numbers, row))
            {
                episodes.Add(
                    Make(
                        $"episode {episodes.Count}",
                        $"steps {start} to {row}",
                        columns.Select(column => KeyValuePair.Create(column.Key, column.Value.Slice(start, row + 1 - start)))
                    )
                );
                start = row + 1;
            }
        return episodes;
    }

    private static bool Ends(Dictionary<string, EpisodeColumn> columns, EpisodeColumn? numbers, int row) =>
        numbers is null ? True(columns, Episode.Terminations, row) || True(columns, Episode.Truncations, row)
        : numbers.Type == ColumnType.Text ? numbers.Text(row) != numbers.Text(row + 1)
        : numbers.Number(row) != numbers.Number(row + 1);

    private static bool True(Dictionary<string, EpisodeColumn> columns, string name, int row) =>
        columns.TryGetValue(name, out var found) && found is { IsNumeric: true, Width: 1 } && found.Number(row) != 0;
}
