using System.Globalization;
using DeclarativeIL.Formats.Arrow;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Hdf5;

namespace DeclarativeIL.Formats;

/// <summary>A data set of Minari: a folder with metadata and, in HDF5, Parquet or Arrow, episodes.</summary>
/// <remarks>
/// Spaces, environment and authors are <see cref="EpisodeFile.Attributes"/>, as Minari wrote them. Parts of a tuple are called by their
/// numbers: <c>actions/0</c>. In Parquet and Arrow actions, rewards and ends are padded by one row, which is left out.
/// </remarks>
public sealed partial class MinariDataset : EpisodeFile
{
    internal const string Hdf5Name = "main_data.hdf5",
        MetadataName = "metadata.json",
        Prefix = "episode_",
        TuplePrefix = "_index_";

    private static readonly string[] OfSteps = [Episode.Actions, Episode.Rewards, Episode.Terminations, Episode.Truncations];

    private readonly string _data;
    private readonly FileStream? _file;
    private readonly Hdf5Object? _root;
    private readonly string[] _episodes;
    private readonly Dictionary<string, int[]> _shapes = [];

    private MinariDataset(
        string path,
        long limit,
        string data,
        FileStream? file,
        Hdf5Object? root,
        string[] episodes,
        Dictionary<string, string> words
    )
        : base(path, limit)
    {
        (_data, _file, _root, _episodes, Attributes) = (data, file, root, episodes, words);
        foreach (var (space, name) in new[] { ("observation_space", Episode.Observations), ("action_space", Episode.Actions) })
            if (words.TryGetValue(space, out var text))
                MinariSpaces.Add(JsonFile.Python(text, space), name, _shapes);
    }

    /// <inheritdoc/>
    public override int Count => _episodes.Length;

    /// <summary>Opens a data set.</summary>
    /// <param name="folder">The folder of the data set, or its folder <c>data</c>.</param>
    /// <param name="limit">Most bytes that an episode may take in memory.</param>
    /// <exception cref="TrajectoryFileException">It is missing, damaged or no such data set.</exception>
    public static MinariDataset Open(string folder, long limit = DefaultLimit)
    {
        CheckArguments(folder, limit);
        return Guarded(
            folder,
            () =>
            {
                var data = Directory.Exists(Path.Combine(folder, "data")) ? Path.Combine(folder, "data") : folder;
                var metadata = Path.Combine(data, MetadataName);
                var words = File.Exists(metadata) ? JsonFile.Words(JsonFile.Read(metadata, MetadataName)) : [];
                return words.GetValueOrDefault("data_format", "hdf5") == "hdf5"
                    ? OpenHdf5(folder, data, limit, words)
                    : new MinariDataset(folder, limit, data, null, null, Folders(data), words);
            }
        );
    }

    private protected override Episode Read(int index) => _root is null ? ReadTable(_episodes[index]) : ReadGroup(_episodes[index]);

    private protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }

    private static MinariDataset OpenHdf5(string folder, string data, long limit, Dictionary<string, string> words)
    {
        var file = OpenFile(Path.Combine(data, Hdf5Name));
        try
        {
            var root = Hdf5File.Open(file).Root;
            foreach (var (name, word) in Hdf5Words.Of(root)) // where Minari up to 0.4 has its metadata
                words.TryAdd(name, word);
            var episodes = root.Links.Keys.Where(static name => Number(name) is not null).OrderBy(static name => Number(name)).ToArray();
            return new(folder, limit, data, file, root, episodes, words);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private Episode ReadGroup(string name)
    {
        var group = _root!.Find(name) ?? throw new MalformedDataException(Hdf5Name, $"no {name}", "it");
        var (limit, columns) = (new MemoryLimit(Limit, _file!.Length), new List<KeyValuePair<string, EpisodeColumn>>());
        foreach (var (path, found) in group.Datasets())
            columns.Add(new(path.Replace(TuplePrefix, "", StringComparison.Ordinal), found.Read(limit)));
        return columns.Count > 0
            ? Make(name, $"{Hdf5Name}, {group.Position}", columns, Hdf5Words.Of(group))
            : throw new MalformedDataException($"{Hdf5Name}, {group.Position}", "no data sets", "actions and more");
    }

    private Episode ReadTable(string folder)
    {
        var metadata = Path.Combine(_data, folder, MetadataName);
        var json = File.Exists(metadata) ? JsonFile.Read(metadata, $"{folder}/{MetadataName}") : default;
        var parts = Directory
            .EnumerateFiles(Path.Combine(_data, folder), "part-*")
            .OrderBy(static path => path.Length)
            .ThenBy(static path => path, StringComparer.Ordinal)
            .Select(path => ReadPart(path))
            .ToList();
        if (parts.Count == 0)
            throw new MalformedDataException(folder, "no parts", "part-0.parquet or part-0.arrow");
        var columns = new List<KeyValuePair<string, EpisodeColumn>>();
        foreach (var name in parts[0].Keys)
            columns.Add(new(name, Column(folder, name, parts, JsonFile.Number(json, "total_steps"))));
        return Make($"{Prefix}{folder}", folder, columns, JsonFile.Words(json));
    }

    private Dictionary<string, NestedColumn> ReadPart(string path) =>
        path.EndsWith(".arrow", StringComparison.Ordinal)
            ? FileGuard.Run(path, () => ReadArrow(path))
            : ParquetTable.Open(path, Limit, static _ => true);

    private Dictionary<string, NestedColumn> ReadArrow(string path)
    {
        using var file = OpenFile(path);
        return ArrowTable.Read(file, new MemoryLimit(Limit, file.Length));
    }

    private EpisodeColumn Column(string folder, string name, List<Dictionary<string, NestedColumn>> parts, long? steps)
    {
        var joined = NestedColumn.Join([
            .. parts.Select(part =>
                part.TryGetValue(name, out var found)
                    ? found
                    : throw new MalformedDataException(folder, $"a part without column {name}", "it in all")
            ),
        ]);
        var column = joined.ToColumn(folder, _shapes.GetValueOrDefault(name));
        if (!OfSteps.Contains(name.Split('/')[0]))
            return column;
        var length = steps ?? column.Rows - 1;
        return length >= 0 && length <= column.Rows
            ? column.Slice(0, (int)length)
            : throw new MalformedDataException(
                $"{folder}, column {name}",
                $"{column.Rows} rows",
                $"{length} or one more, as {MetadataName} says"
            );
    }

    private static string[] Folders(string data) =>
        [
            .. Directory
                .EnumerateDirectories(data)
                .Select(static path => Path.GetFileName(path))
                .Where(static name => Number(Prefix + name) is not null)
                .OrderBy(static name => Number(Prefix + name)),
        ];

    private static long? Number(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
