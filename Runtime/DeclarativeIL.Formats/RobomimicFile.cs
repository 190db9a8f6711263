using System.Globalization;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Hdf5;

namespace DeclarativeIL.Formats;

/// <summary>A file of robomimic: a group for each demonstration, in HDF5.</summary>
/// <remarks>
/// <c>obs</c> and <c>next_obs</c> are <see cref="Episode.Observations"/> and <see cref="Episode.NextObservations"/>, by part; <c>dones</c>
/// keeps its name, since it says success in some files and the end in others.
/// </remarks>
public sealed partial class RobomimicFile : EpisodeFile
{
    private const string Seen = "obs",
        SeenNext = "next_obs",
        MaskGroup = "mask";

    private readonly FileStream _file;
    private readonly Hdf5Object _data;
    private readonly string[] _demos;

    private RobomimicFile(
        string path,
        long limit,
        FileStream file,
        Hdf5Object data,
        string[] demos,
        IReadOnlyDictionary<string, string[]> keys
    )
        : base(path, limit) =>
        (_file, _data, _demos, FilterKeys, Attributes) = (
            file,
            data,
            demos,
            keys.ToDictionary(static key => key.Key, IReadOnlyList<string> (key) => key.Value),
            Hdf5Words.Of(data)
        );

    /// <inheritdoc/>
    public override int Count => _demos.Length;

    /// <summary>The names of demonstrations by filter key: <c>train</c> and <c>valid</c>, for instance.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FilterKeys { get; }

    /// <summary>Opens a file. Demonstrations follow by their numbers: <c>demo_2</c> before <c>demo_10</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="filterKey">The only demonstrations to take; none for all.</param>
    /// <param name="limit">Most bytes that a demonstration may take in memory.</param>
    /// <exception cref="TrajectoryFileException">It is missing, damaged or no such file, or has no such filter key.</exception>
    public static RobomimicFile Open(string path, string? filterKey = null, long limit = DefaultLimit)
    {
        CheckArguments(path, limit);
        return Guarded(
            path,
            () =>
            {
                var file = OpenFile(path);
                try
                {
                    var root = Hdf5File.Open(file).Root;
                    var data = root.Find("data") ?? throw new MalformedDataException("object /", "no group data", "one, of demonstrations");
                    var keys = Keys(root.Find(MaskGroup), new(limit, file.Length));
                    return new RobomimicFile(path, limit, file, data, Demos(data, keys, filterKey), keys);
                }
                catch
                {
                    file.Dispose();
                    throw;
                }
            }
        );
    }

    private protected override Episode Read(int index)
    {
        var demo = _data.Find(_demos[index]) ?? throw new MalformedDataException(_data.Position, $"no {_demos[index]}", "it");
        var (limit, columns) = (new MemoryLimit(Limit, _file.Length), new List<KeyValuePair<string, EpisodeColumn>>());
        foreach (var (name, found) in demo.Datasets())
            columns.Add(new(Named(name), found.Read(limit)));
        if (columns.Count == 0)
            throw new MalformedDataException(demo.Position, "no data sets", "actions and more");
        return Make(_demos[index], demo.Position, columns, Hdf5Words.Of(demo));
    }

    private protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private static string Named(string name) =>
        name.StartsWith(Seen + "/", StringComparison.Ordinal) ? Episode.Observations + name[Seen.Length..]
        : name.StartsWith(SeenNext + "/", StringComparison.Ordinal) ? Episode.NextObservations + name[SeenNext.Length..]
        : name;

    private static Dictionary<string, string[]> Keys(Hdf5Object? masks, MemoryLimit limit)
    {
        var keys = new Dictionary<string, string[]>();
        foreach (var (name, found) in masks is { IsDataset: false } ? masks.Datasets() : [])
            if (found.Read(limit) is { Type: ColumnType.Text } names)
                keys[name] = [.. Enumerable.Range(0, names.Rows).Select(names.Text)];
        return keys;
    }

    private static string[] Demos(Hdf5Object data, Dictionary<string, string[]> keys, string? key)
    {
        var all = data.Links.Keys.ToHashSet();
        if (key is null)
            return [.. all.OrderBy(Number).ThenBy(static name => name, StringComparer.Ordinal)];
        if (!keys.TryGetValue(key, out var chosen))
            throw new MalformedDataException(
                "group /mask",
                $"no filter key '{key}'",
                keys.Count == 0 ? "one: there are none" : $"one of {string.Join(", ", keys.Keys.Take(16))}"
            );
        foreach (var name in chosen)
            if (!all.Contains(name))
                throw new MalformedDataException($"group /mask, {key}", $"'{name}'", "the name of a demonstration");
        return [.. chosen.OrderBy(Number).ThenBy(static name => name, StringComparer.Ordinal)];
    }

    private static long Number(string name) =>
        long.TryParse(name.AsSpan(name.LastIndexOf('_') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : long.MaxValue;
}
