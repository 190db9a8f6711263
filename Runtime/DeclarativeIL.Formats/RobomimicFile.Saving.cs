using System.Globalization;
using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;
using PureHDF;

namespace DeclarativeIL.Formats;

/// <content>Writing.</content>
public sealed partial class RobomimicFile
{
    private const string Dones = "dones",
        Flat = "flat";

    /// <summary>Saves demonstrations, whole or not at all. They are called <c>demo_0</c> and following.</summary>
    /// <remarks>
    /// Observations that are one column become <c>obs/flat</c>, as robomimic's own conversion has it. <c>dones</c> are those that episodes
    /// have; else a step is done where it was terminated or truncated.
    /// </remarks>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="episodes">At least one, all with the same columns.</param>
    /// <param name="environment">What robomimic asks of the environment, as JSON: <c>env_name</c>, <c>type</c>, <c>env_kwargs</c>.</param>
    /// <param name="filterKeys">The numbers of demonstrations by filter key; may be null.</param>
    /// <exception cref="ArgumentException">They have other columns, or ones that the format has no place for.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public static void Save(
        string path,
        IReadOnlyList<Episode> episodes,
        string environment,
        IReadOnlyDictionary<string, IReadOnlyList<int>>? filterKeys = null
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(environment);
        EpisodeExport.Check(episodes);
        var data = new H5Group();
        for (var i = 0; i < episodes.Count; i++)
            data[Demo(i)] = Group(episodes[i]);
        data.Attributes["total"] = episodes.Sum(static episode => (long)episode.Length);
        data.Attributes["env_args"] = environment;
        var file = new H5File { ["data"] = data };
        if (filterKeys is { Count: > 0 })
        {
            var masks = new H5Group();
            foreach (var (key, demos) in filterKeys)
                masks[key] = demos.Select(demo => Mask(demo, episodes.Count)).ToArray();
            file[MaskGroup] = masks;
        }
        AtomicFile.Write(path, stream => Hdf5Export.Write(file, stream));
    }

    private static H5Group Group(Episode episode)
    {
        var demo = new H5Group();
        foreach (var (name, column) in EpisodeExport.OfSteps(episode))
            Hdf5Export.Add(demo, Theirs(name), column);
        if (!episode.Columns.ContainsKey(Dones))
        {
            var (ends, cuts) = (EpisodeExport.Truths(episode, Episode.Terminations), EpisodeExport.Truths(episode, Episode.Truncations));
            Hdf5Export.Add(demo, Dones, EpisodeColumn.Of<long>([.. ends.Select((end, t) => end || cuts[t] ? 1L : 0L)]));
        }
        demo.Attributes["num_samples"] = (long)episode.Length;
        return demo;
    }

    private static string Theirs(string name) =>
        name == Episode.Observations ? $"{Seen}/{Flat}"
        : name == Episode.NextObservations ? $"{SeenNext}/{Flat}"
        : name.StartsWith(Episode.Observations + "/", StringComparison.Ordinal) ? Seen + name[Episode.Observations.Length..]
        : name.StartsWith(Episode.NextObservations + "/", StringComparison.Ordinal) ? SeenNext + name[Episode.NextObservations.Length..]
        : name;

    private static string Mask(int demo, int count) =>
        demo >= 0 && demo < count
            ? Demo(demo)
            : throw new ArgumentException($"Found demonstration {demo} in a filter key; expected 0 to {count - 1}.");

    private static string Demo(int index) => string.Create(CultureInfo.InvariantCulture, $"demo_{index}");
}
