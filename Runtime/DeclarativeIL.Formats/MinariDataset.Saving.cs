using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;
using PureHDF;

namespace DeclarativeIL.Formats;

/// <content>Writing.</content>
public sealed partial class MinariDataset
{
    /// <summary>Saves episodes in HDF5 with their metadata; neither file appears before both are on disk.</summary>
    /// <remarks>
    /// Parts whose names are numbers, 0 and following, become a tuple. Terminations and truncations that are not there are false. Spaces
    /// that are not given are those of the columns' types and shapes, without bounds.
    /// </remarks>
    /// <param name="folder">The data set's folder; <c>data</c> is made in it.</param>
    /// <param name="episodes">At least one, all with the same columns; observations with what was seen last.</param>
    /// <param name="datasetId">Such as <c>door/human-v2</c>.</param>
    /// <param name="metadata">
    /// What else stands in the metadata: <c>env_spec</c>, <c>observation_space</c>, <c>action_space</c> (JSON, as texts), <c>author</c>,
    /// ...; may be null.
    /// </param>
    /// <exception cref="ArgumentException">They have other columns, what was seen last is missing, or bytes have unequal
    /// lengths.</exception>
    /// <exception cref="IOException">A file cannot be written; what was there is unchanged.</exception>
    public static void Save(
        string folder,
        IReadOnlyList<Episode> episodes,
        string datasetId,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(datasetId);
        EpisodeExport.Check(episodes);
        _ = episodes[0][Episode.Rewards];
        var (file, tuples) = (new H5File(), Tuples(episodes[0].Columns.Keys));
        for (var i = 0; i < episodes.Count; i++)
            file[Prefix + i.ToString(CultureInfo.InvariantCulture)] = Group(episodes[i], i, tuples);
        var words = Metadata(episodes, datasetId, metadata, tuples);
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        AtomicFile.WriteAll(
            (Path.Combine(data, Hdf5Name), stream => Hdf5Export.Write(file, stream)),
            (Path.Combine(data, MetadataName), stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(words)))
        );
    }

    private static H5Group Group(Episode episode, int index, HashSet<string> tuples)
    {
        var group = new H5Group();
        var columns = EpisodeExport.WithLast(episode);
        foreach (var name in (string[])[Episode.Terminations, Episode.Truncations])
            columns.TryAdd(name, EpisodeColumn.Of<bool>(EpisodeExport.Truths(episode, name)));
        foreach (var (name, column) in columns)
            Hdf5Export.Add(group, Theirs(name, tuples), column);
        group.Attributes["id"] = (long)index;
        group.Attributes["total_steps"] = (long)episode.Length;
        return group;
    }

    /// <summary>The names whose parts are numbers, 0 and following.</summary>
    private static HashSet<string> Tuples(IEnumerable<string> names)
    {
        var parts = new Dictionary<string, HashSet<string>>();
        foreach (var name in names)
            for (var at = name.IndexOf('/', StringComparison.Ordinal); at >= 0; at = name.IndexOf('/', at + 1))
            {
                var rest = name[(at + 1)..].Split('/')[0];
                (parts.TryGetValue(name[..at], out var found) ? found : parts[name[..at]] = []).Add(rest);
            }
        return
        [
            .. parts
                .Where(static pair =>
                    Enumerable.Range(0, pair.Value.Count).All(i => pair.Value.Contains(i.ToString(CultureInfo.InvariantCulture)))
                )
                .Select(static pair => pair.Key),
        ];
    }

    private static string Theirs(string name, HashSet<string> tuples)
    {
        var (names, before) = (name.Split('/'), "");
        for (var i = 0; i < names.Length; i++)
        {
            var whole = before.Length == 0 ? names[i] : $"{before}/{names[i]}";
            if (tuples.Contains(before))
                names[i] = TuplePrefix + names[i];
            before = whole;
        }
        return string.Join('/', names);
    }

    private static JsonObject Metadata(
        IReadOnlyList<Episode> episodes,
        string datasetId,
        IReadOnlyDictionary<string, string>? metadata,
        HashSet<string> tuples
    )
    {
        var words = new JsonObject
        {
            ["total_episodes"] = episodes.Count,
            ["total_steps"] = episodes.Sum(static episode => (long)episode.Length),
            ["data_format"] = "hdf5",
            ["dataset_id"] = datasetId,
            ["minari_version"] = "~=0.5",
            ["observation_space"] = MinariSpaces.Of(episodes, Episode.Observations, tuples).ToJsonString(),
            ["action_space"] = MinariSpaces.Of(episodes, Episode.Actions, tuples).ToJsonString(),
        };
        foreach (var (name, value) in metadata ?? new Dictionary<string, string>())
            words[name] = value;
        return words;
    }
}
