using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <content>Writing.</content>
public sealed partial class LeRobotDataset
{
    private const string DataPath = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";

    private static readonly string[] Counted = ["timestamp", "frame_index", EpisodeIndex, "index", TaskIndex];

    /// <summary>Saves episodes as a data set of version 3: one file of data; nothing appears before all is on disk.</summary>
    /// <remarks>
    /// Names become LeRobot's again (<c>observation.state</c>). Observations have T rows there: what was seen last is left out. The task
    /// of an episode is its attribute <c>task</c>. Images are bytes (PNG or JPEG), and are left out of the statistics.
    /// </remarks>
    /// <param name="folder">The folder, made where it is not there.</param>
    /// <param name="episodes">At least one, all with the same columns, none of them empty.</param>
    /// <param name="framesPerSecond">Steps a second, 1 or more.</param>
    /// <exception cref="ArgumentException">They have other columns, or texts, or one is empty.</exception>
    /// <exception cref="IOException">A file cannot be written; what was there is unchanged.</exception>
    public static void Save(string folder, IReadOnlyList<Episode> episodes, int framesPerSecond)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        EpisodeExport.Check(episodes);
        var tasks = episodes.Select(static episode => episode.Attributes.GetValueOrDefault("task", "")).Distinct().ToList();
        var (groups, first) = (new List<IReadOnlyDictionary<string, EpisodeColumn>>(), 0L);
        for (var i = 0; i < episodes.Count; i++)
        {
            groups.Add(Frames(episodes[i], i, first, tasks, framesPerSecond));
            first += episodes[i].Length;
        }
        string[] folders = ["meta", "meta/episodes/chunk-000", "data/chunk-000"];
        foreach (var below in folders)
            Directory.CreateDirectory(Path.Combine(folder, below));
        var info = Describe(groups, tasks.Count, first, framesPerSecond);
        AtomicFile.WriteAll(
            (Path.Combine(folder, "data/chunk-000/file-000.parquet"), stream => ParquetExport.Write(stream, groups)),
            (Path.Combine(folder, "meta/episodes/chunk-000/file-000.parquet"), stream => ParquetExport.Write(stream, [Meta(episodes)])),
            (Path.Combine(folder, "meta/tasks.parquet"), stream => ParquetExport.Write(stream, [Tasks(tasks)])),
            (Path.Combine(folder, "meta/stats.json"), stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(Statistics(groups)))),
            (Path.Combine(folder, Info), stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(info)))
        );
    }

    private static Dictionary<string, EpisodeColumn> Frames(Episode episode, int index, long first, List<string> tasks, int rate)
    {
        var (columns, length) = (new Dictionary<string, EpisodeColumn>(), episode.Length);
        foreach (var (name, column) in episode.Columns)
            if (!Counted.Contains(name) && !name.StartsWith(Episode.NextObservations, StringComparison.Ordinal))
                columns[Theirs(name)] =
                    column.Type != ColumnType.Text
                        ? column.Slice(0, length)
                        : throw new ArgumentException($"Episode {episode.Name}, column {name}: found texts; expected numbers or images.");
        var frames = Enumerable.Range(0, length);
        columns["timestamp"] = EpisodeColumn.Of<float>([.. frames.Select(t => (float)t / rate)]);
        columns["frame_index"] = EpisodeColumn.Of<long>([.. frames.Select(static t => (long)t)]);
        columns[EpisodeIndex] = EpisodeColumn.Of<long>([.. Enumerable.Repeat((long)index, length)]);
        columns["index"] = EpisodeColumn.Of<long>([.. frames.Select(t => first + t)]);
        var task = tasks.IndexOf(episode.Attributes.GetValueOrDefault("task", ""));
        columns[TaskIndex] = EpisodeColumn.Of<long>([.. Enumerable.Repeat((long)task, length)]);
        return columns;
    }

    private static string Theirs(string name) =>
        name switch
        {
            Episode.Actions => "action",
            Episode.Rewards => "next.reward",
            "dones" => "next.done",
            Episode.Observations => "observation.state",
            _ when name.StartsWith(Episode.Observations + "/", StringComparison.Ordinal) =>
                $"observation.{name[(Episode.Observations.Length + 1)..].Replace('/', '.')}",
            _ when name.StartsWith(Episode.Actions + "/", StringComparison.Ordinal) =>
                $"action.{name[(Episode.Actions.Length + 1)..].Replace('/', '.')}",
            _ => name.Replace('/', '.'),
        };

    private static Dictionary<string, EpisodeColumn> Meta(IReadOnlyList<Episode> episodes)
    {
        var (firsts, ends) = (new long[episodes.Count], new long[episodes.Count]);
        for (var i = 0; i < firsts.Length; i++)
            (firsts[i], ends[i]) = (i == 0 ? 0 : ends[i - 1], (i == 0 ? 0 : ends[i - 1]) + episodes[i].Length);
        var zeros = EpisodeColumn.Of<long>(new long[episodes.Count]);
        return new()
        {
            [EpisodeIndex] = EpisodeColumn.Of<long>([.. Enumerable.Range(0, episodes.Count).Select(static i => (long)i)]),
            ["length"] = EpisodeColumn.Of<long>([.. episodes.Select(static episode => (long)episode.Length)]),
            ["data/chunk_index"] = zeros,
            ["data/file_index"] = zeros,
            ["dataset_from_index"] = EpisodeColumn.Of<long>(firsts),
            ["dataset_to_index"] = EpisodeColumn.Of<long>(ends),
            ["meta/episodes/chunk_index"] = zeros,
            ["meta/episodes/file_index"] = zeros,
        };
    }

    private static Dictionary<string, EpisodeColumn> Tasks(List<string> tasks) =>
        new()
        {
            [TaskIndex] = EpisodeColumn.Of<long>([.. Enumerable.Range(0, tasks.Count).Select(static i => (long)i)]),
            ["task"] = EpisodeColumn.OfTexts(tasks),
        };

    private static JsonObject Describe(List<IReadOnlyDictionary<string, EpisodeColumn>> groups, int tasks, long frames, int rate)
    {
        var features = new JsonObject();
        foreach (var (name, column) in groups[0])
            features[name] = new JsonObject
            {
                ["dtype"] = column.Type == ColumnType.Bytes ? "image" : Dtype(column.Type),
                ["shape"] = new JsonArray([.. (column.Shape.Count == 0 ? [1] : column.Shape).Select(static size => (JsonNode)size)]),
                ["names"] = null,
            };
        return new()
        {
            ["codebase_version"] = "v3.0",
            ["fps"] = rate,
            ["features"] = features,
            ["total_episodes"] = groups.Count,
            ["total_frames"] = frames,
            ["total_tasks"] = tasks,
            ["chunks_size"] = 1000,
            ["data_files_size_in_mb"] = 100,
            ["video_files_size_in_mb"] = 200,
            ["data_path"] = DataPath,
            ["video_path"] = null,
            ["robot_type"] = null,
            ["splits"] = new JsonObject { ["train"] = string.Create(CultureInfo.InvariantCulture, $"0:{groups.Count}") },
        };
    }

    private static string Dtype(ColumnType type) => type == ColumnType.Boolean ? "bool" : $"{type}".ToLowerInvariant();

    private static JsonObject Statistics(List<IReadOnlyDictionary<string, EpisodeColumn>> groups)
    {
        var all = new JsonObject();
        foreach (var (name, column) in groups[0])
            if (column.IsNumeric && column.Width > 0)
                all[name] = Statistics(EpisodeColumn.Join([.. groups.Select(group => group[name])]));
        return all;
    }

    /// <summary>Of each component: least, largest, mean, deviation of the population; and the number of frames.</summary>
    private static JsonObject Statistics(EpisodeColumn column)
    {
        JsonArray least = [],
            most = [],
            mean = [],
            deviation = [];
        for (var i = 0; i < column.Width; i++)
        {
            var numbers = Enumerable.Range(0, column.Rows).Select(row => column.Number(row, i)).ToArray();
            var middle = numbers.Average();
            least.Add(numbers.Min());
            most.Add(numbers.Max());
            mean.Add(middle);
            deviation.Add(Math.Sqrt(numbers.Average(number => (number - middle) * (number - middle))));
        }
        return new()
        {
            ["min"] = least,
            ["max"] = most,
            ["mean"] = mean,
            ["std"] = deviation,
            ["count"] = new JsonArray(column.Rows),
        };
    }
}
