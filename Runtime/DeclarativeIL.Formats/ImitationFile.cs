using DeclarativeIL.Formats.Arrow;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>Trajectories of imitation: a folder as it saves them now (Arrow), or one file as it did before (NPZ).</summary>
/// <remarks>
/// <c>obs</c>, <c>acts</c> and <c>rews</c> are <see cref="Episode.Observations"/> (T + 1 rows), <see cref="Episode.Actions"/> and
/// <see cref="Episode.Rewards"/>; <c>terminal</c> is the last of <see cref="Episode.Terminations"/>. Infos in Arrow are texts, one a step,
/// and stay so; those in NPZ are numbers or texts where this library wrote them, and pickles where imitation did, which are skipped, never
/// run.
/// </remarks>
public sealed partial class ImitationFile : EpisodeFile
{
    private const string Seen = "obs",
        Acts = "acts",
        Rews = "rews",
        Terminal = "terminal",
        Indices = "indices";

    private readonly List<Episode> _episodes;

    private ImitationFile(string path, long limit, List<Episode> episodes)
        : base(path, limit) => _episodes = episodes;

    /// <inheritdoc/>
    public override int Count => _episodes.Count;

    /// <summary>Reads trajectories.</summary>
    /// <param name="path">The folder, or the NPZ file.</param>
    /// <param name="limit">Most bytes that all may take in memory.</param>
    /// <exception cref="TrajectoryFileException">It is missing, damaged, too large or no such file.</exception>
    public static ImitationFile Open(string path, long limit = DefaultLimit)
    {
        CheckArguments(path, limit);
        return Guarded(path, () => new ImitationFile(path, limit, Directory.Exists(path) ? Folder(path, limit) : Archive(path, limit)));
    }

    private protected override Episode Read(int index) => _episodes[index];

    private static List<Episode> Folder(string folder, long most)
    {
        var state = JsonFile.Read(Path.Combine(folder, "state.json"), "state.json");
        var episodes = new List<Episode>();
        if (
            state.ValueKind != System.Text.Json.JsonValueKind.Object
            || !state.TryGetProperty("_data_files", out var files)
            || files.ValueKind != System.Text.Json.JsonValueKind.Array
        )
            throw new MalformedDataException("state.json", "no list _data_files", "the files of the data set");
        foreach (var entry in files.EnumerateArray())
        {
            var name =
                JsonFile.Text(entry, "filename") ?? throw new MalformedDataException("state.json", "an entry without filename", "one");
            using var file = OpenFile(FolderPaths.Inside(folder, name, "state.json"));
            Add(ArrowTable.Read(file, new(most, file.Length)), name, episodes);
        }
        return episodes;
    }

    private static void Add(Dictionary<string, NestedColumn> table, string file, List<Episode> episodes)
    {
        foreach (var needed in (string[])[Seen, Acts, Terminal])
            if (!table.Keys.Any(name => name == needed || name.StartsWith(needed + "/", StringComparison.Ordinal)))
                throw new MalformedDataException(file, $"no column {needed}", "one");
        var ends = table.TryGetValue(Terminal, out var terminal)
            ? terminal.ToColumn(file)
            : throw new MalformedDataException(file, "no column terminal", "one");
        for (var row = 0; row < ends.Rows; row++)
        {
            var (position, columns) = ($"{file}, row {row}", new List<KeyValuePair<string, EpisodeColumn>>());
            foreach (var (name, column) in table)
                if (name != Terminal)
                    columns.Add(new(Named(name), column.Row(row, position).ToColumn(position)));
            episodes.Add(Finish(columns, ends.IsNumeric && ends.Number(row) != 0, $"episode {episodes.Count}", position));
        }
    }

    private static Episode Finish(List<KeyValuePair<string, EpisodeColumn>> columns, bool isTerminal, string name, string position)
    {
        var steps = Make(name, position, columns).Length;
        var ends = new bool[steps];
        if (steps > 0)
            ends[^1] = isTerminal;
        columns.Add(new(Episode.Terminations, EpisodeColumn.Of<bool>(ends)));
        return Make(name, position, columns);
    }

    private static string Named(string name)
    {
        var top = name.Split('/')[0];
        var found = top switch
        {
            Seen => Episode.Observations,
            Acts => Episode.Actions,
            Rews => Episode.Rewards,
            _ => top,
        };
        return found + name[top.Length..];
    }
}
