using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;
using PureHDF;

namespace DeclarativeIL.Formats;

/// <content>Writing.</content>
public sealed partial class D4rlFile
{
    /// <summary>Saves episodes in HDF5 as D4RL has them: all steps of all episodes, whole or not at all.</summary>
    /// <remarks>What was seen after each step is written as <c>next_observations</c>, where episodes have it.</remarks>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="episodes">At least one, all with the same columns; observations and actions are one column each.</param>
    /// <exception cref="ArgumentException">They have other columns, or ones that the format has no place for.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public static void Save(string path, IReadOnlyList<Episode> episodes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        EpisodeExport.Check(episodes);
        foreach (var name in (string[])[Episode.Observations, Episode.Actions, Episode.Rewards])
            _ = episodes[0][name];
        var steps = episodes.Select(EpisodeExport.OfSteps).ToList();
        if (!steps.TrueForAll(step => step.Count == steps[0].Count))
            throw new ArgumentException("Some episodes have what was seen last, others not; expected all or none.", nameof(episodes));
        var file = new H5File();
        foreach (var name in steps[0].Keys)
            if (name is not (Episode.Terminations or Episode.Truncations))
                Hdf5Export.Add(file, name, EpisodeColumn.Join([.. steps.Select(step => step[name])]));
        Hdf5Export.Add(file, Terminals, Ends(episodes, Episode.Terminations));
        Hdf5Export.Add(file, Timeouts, Cuts(episodes));
        AtomicFile.Write(path, stream => Hdf5Export.Write(file, stream));
    }

    private static EpisodeColumn Ends(IReadOnlyList<Episode> episodes, string name) =>
        EpisodeColumn.Of<bool>([.. episodes.SelectMany(episode => EpisodeExport.Truths(episode, name))]);

    /// <summary>Where the episodes end otherwise: the last step of each that was not terminated, since the format knows no other
    /// end.</summary>
    private static EpisodeColumn Cuts(IReadOnlyList<Episode> episodes)
    {
        var cuts = new List<bool>();
        foreach (var episode in episodes)
        {
            var own = EpisodeExport.Truths(episode, Episode.Truncations);
            if (own.Length > 0)
                own[^1] |= !episode.IsTerminated;
            cuts.AddRange(own);
        }
        return EpisodeColumn.Of<bool>([.. cuts]);
    }
}
