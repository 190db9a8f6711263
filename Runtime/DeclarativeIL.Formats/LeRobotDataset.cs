using System.Globalization;
using System.Text.Json;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>A data set of LeRobot, version 2 (a Parquet file for each episode) or 3 (several episodes in a file).</summary>
/// <remarks>
/// <c>observation.state</c> is <c>observations/state</c>, <c>action</c> is <see cref="Episode.Actions"/>, <c>next.reward</c> is
/// <see cref="Episode.Rewards"/>, <c>next.done</c> is <c>dones</c>; other features keep their names. Images stay the bytes that they are
/// in the file (PNG); videos are files of their own, which are not read. Observations have T rows: what was seen last is not there.
/// </remarks>
public sealed partial class LeRobotDataset : EpisodeFile
{
    private const string Info = "meta/info.json",
        EpisodeIndex = "episode_index",
        TaskIndex = "task_index";

    private readonly string _pattern;
    private readonly List<LeRobotEpisode> _episodes;
    private readonly Dictionary<long, string> _tasks;
    private string? _cached;
    private Dictionary<string, NestedColumn> _table = [];

    private LeRobotDataset(
        string folder,
        long limit,
        string pattern,
        List<LeRobotEpisode> episodes,
        Dictionary<long, string> tasks,
        Dictionary<string, string> words
    )
        : base(folder, limit) => (_pattern, _episodes, _tasks, Attributes) = (pattern, episodes, tasks, words);

    /// <inheritdoc/>
    public override int Count => _episodes.Count;

    /// <summary>Opens a data set.</summary>
    /// <param name="folder">The folder that has <c>meta</c> and <c>data</c>.</param>
    /// <param name="limit">Most bytes that a file of data may take in memory.</param>
    /// <exception cref="TrajectoryFileException">It is missing, damaged or no such data set.</exception>
    public static LeRobotDataset Open(string folder, long limit = DefaultLimit)
    {
        CheckArguments(folder, limit);
        return Guarded(
            folder,
            () =>
            {
                var info = JsonFile.Read(Path.Combine(folder, Info), Info);
                var version = JsonFile.Text(info, "codebase_version") ?? "";
                var pattern = JsonFile.Text(info, "data_path") ?? throw new MalformedDataException(Info, "no data_path", "one");
                var meta = version switch
                {
                    ['v', '2', '.', ..] => LeRobotMeta.Second(folder, info),
                    ['v', '3', '.', ..] => LeRobotMeta.Third(folder, limit),
                    _ => throw new MalformedDataException(Info, $"codebase_version '{version}'", "v2.0, v2.1 or v3.0"),
                };
                return new LeRobotDataset(folder, limit, pattern, meta.Episodes, meta.Tasks, JsonFile.Words(info));
            }
        );
    }

    private protected override Episode Read(int index)
    {
        var episode = _episodes[index];
        var relative = FolderPaths.Fill(_pattern, episode.Numbers, Info);
        if (_cached != relative)
        {
            (_table, _cached) = ([], null); // the old one must not stay beside the new one
            (_table, _cached) = (ParquetTable.Open(FolderPaths.Inside(Location, relative, Info), Limit, static _ => true), relative);
        }
        var (start, count) = Rows(episode, relative);
        var position = $"{relative}, rows {start} to {start + count - 1}";
        var columns = new Dictionary<string, EpisodeColumn>();
        foreach (var (name, column) in _table)
            if (Named(name) is { } named)
                columns[named] = column.Slice(start, count).ToColumn(position);
        return Make($"episode {episode.Index}", position, columns, Words(episode, columns));
    }

    /// <summary>Where an episode is in a file: the rows that have its number follow each other.</summary>
    private (int Start, int Count) Rows(LeRobotEpisode episode, string file)
    {
        if (!_table.TryGetValue(EpisodeIndex, out var nested))
            throw new MalformedDataException(file, $"no column {EpisodeIndex}", "one");
        var (numbers, start) = (nested.ToColumn(file), 0);
        if (numbers.Type != ColumnType.Int64 || numbers.Width != 1)
            throw new MalformedDataException($"{file}, column {EpisodeIndex}", $"{numbers}", "whole numbers of 64 bits");
        var found = numbers.Values<long>();
        while (start < found.Length && found[start] != episode.Index)
            start++;
        var end = start;
        while (end < found.Length && found[end] == episode.Index)
            end++;
        return end - start == episode.Length
            ? (start, end - start)
            : throw new MalformedDataException(
                $"{file}, episode {episode.Index}",
                $"{end - start} rows",
                $"{episode.Length}, as meta says"
            );
    }

    private Dictionary<string, string> Words(LeRobotEpisode episode, Dictionary<string, EpisodeColumn> columns)
    {
        var words = new Dictionary<string, string> { [EpisodeIndex] = episode.Index.ToString(CultureInfo.InvariantCulture) };
        if (
            columns.TryGetValue(TaskIndex, out var indices)
            && indices is { Type: ColumnType.Int64, Width: 1, Rows: > 0 }
            && _tasks.TryGetValue(indices.Values<long>()[0], out var task)
        )
            words["task"] = task;
        return words;
    }

    /// <summary>The name of a feature; none of what is no feature of its own.</summary>
    private static string? Named(string name) =>
        name switch
        {
            "action" => Episode.Actions,
            "observation" => Episode.Observations,
            "next.reward" => Episode.Rewards,
            "next.done" => "dones",
            _ when name.EndsWith("/path", StringComparison.Ordinal) => null, // where an image was, beside its bytes
            _ when name.EndsWith("/bytes", StringComparison.Ordinal) => Named(name[..^"/bytes".Length]),
            _ when name.StartsWith("observation.", StringComparison.Ordinal) =>
                $"{Episode.Observations}/{name["observation.".Length..].Replace('.', '/')}",
            _ when name.StartsWith("action.", StringComparison.Ordinal) =>
                $"{Episode.Actions}/{name["action.".Length..].Replace('.', '/')}",
            _ => name,
        };
}

/// <summary>An episode as the metadata have it.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Length">Its steps.</param>
/// <param name="Numbers">What the pattern of paths asks for.</param>
internal sealed record LeRobotEpisode(long Index, long Length, IReadOnlyDictionary<string, long> Numbers);

/// <summary>Reads what LeRobot says of its episodes and tasks.</summary>
internal static class LeRobotMeta
{
    private const int MostChunk = 1_000_000;

    /// <summary>Version 2: lines of JSON.</summary>
    public static (List<LeRobotEpisode> Episodes, Dictionary<long, string> Tasks) Second(string folder, JsonElement info)
    {
        const string Episodes = "meta/episodes.jsonl",
            Tasks = "meta/tasks.jsonl";
        var chunk = JsonFile.Number(info, "chunks_size") is >= 1 and <= MostChunk and var size ? size : 1000;
        var (episodes, tasks) = (new List<LeRobotEpisode>(), new Dictionary<long, string>());
        foreach (var line in JsonFile.Lines(Path.Combine(folder, Episodes), Episodes))
            if (JsonFile.Number(line, "episode_index") is >= 0 and var index && JsonFile.Number(line, "length") is >= 0 and var length)
                episodes.Add(
                    new(index, length, new Dictionary<string, long> { ["episode_chunk"] = index / chunk, ["episode_index"] = index })
                );
            else
                throw new MalformedDataException($"{Episodes}, entry {episodes.Count}", "no episode_index or length", "both");
        if (File.Exists(Path.Combine(folder, Tasks)))
            foreach (var line in JsonFile.Lines(Path.Combine(folder, Tasks), Tasks))
                if (JsonFile.Number(line, "task_index") is { } index && JsonFile.Text(line, "task") is { } task)
                    tasks[index] = task;
        return (episodes, tasks);
    }

    /// <summary>Version 3: Parquet.</summary>
    public static (List<LeRobotEpisode> Episodes, Dictionary<long, string> Tasks) Third(string folder, long limit)
    {
        const string Tasks = "meta/tasks.parquet";
        var (episodes, tasks) = (new List<LeRobotEpisode>(), new Dictionary<long, string>());
        var files = Directory.EnumerateFiles(Path.Combine(folder, "meta", "episodes"), "*.parquet", SearchOption.AllDirectories);
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, path);
            var found = Table(path, limit, ["episode_index", "length", "data/chunk_index", "data/file_index"]);
            var columns = found.ToDictionary(static column => column.Key, column => Wholes(column.Value, name));
            if (columns.Count < 4)
                throw new MalformedDataException(
                    name,
                    string.Join(", ", columns.Keys),
                    "episode_index, length, data/chunk_index, data/file_index"
                );
            for (var i = 0; i < columns["length"].Length; i++)
                episodes.Add(
                    new(
                        columns["episode_index"][i],
                        columns["length"][i],
                        new Dictionary<string, long>
                        {
                            ["chunk_index"] = columns["data/chunk_index"][i],
                            ["file_index"] = columns["data/file_index"][i],
                        }
                    )
                );
        }
        if (File.Exists(Path.Combine(folder, Tasks)))
        {
            var table = Table(Path.Combine(folder, Tasks), limit, ["task_index", "task", "__index_level_0__"]);
            var texts = table.Values.FirstOrDefault(static column => column is { Ends.Length: 0, Values.Type: ColumnType.Text });
            if (texts is not null && table.TryGetValue("task_index", out var indices))
                foreach (var (index, i) in Wholes(indices, Tasks).Select(static (index, i) => (index, i)))
                    tasks[index] = texts.Values.Text(i);
        }
        return (episodes, tasks);
    }

    private static Dictionary<string, NestedColumn> Table(string path, long limit, string[] names) =>
        ParquetTable.Open(path, limit, name => names.Contains(name));

    private static long[] Wholes(NestedColumn column, string file) =>
        column is { Ends.Length: 0, Values.Type: ColumnType.Int64 }
            ? column.Values.Values<long>().ToArray()
            : throw new MalformedDataException($"{file}, column {column.Name}", $"{column.Values}", "whole numbers of 64 bits");
}
