using DeclarativeIL.Files;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Numpy;

namespace DeclarativeIL.Formats;

/// <content>The older form: one NPZ file, with the steps of all trajectories one after the other.</content>
public sealed partial class ImitationFile
{
    /// <summary>Saves trajectories as imitation did before it had folders, and still loads: one NPZ file, whole or not at all.</summary>
    /// <remarks>
    /// Observations and actions are one column each; rewards are kept where there are. imitation wants infos, and writes pickles for them;
    /// here they are what no reader has to run: where <see cref="Episode.Infos"/> is one column of numbers or texts, that column
    /// (texts of one width, <c>&lt;U</c> in NumPy, not compressed); otherwise a zero of 8 bits a step.
    /// </remarks>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="episodes">At least one, all with the same columns, each of one step or more; observations with what was seen
    /// last.</param>
    /// <exception cref="ArgumentException">They have other columns, no steps, rewards other than one float a step, a text that NumPy cannot
    /// hold, or what was seen last is missing.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is unchanged.</exception>
    public static void SaveArchive(string path, IReadOnlyList<Episode> episodes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        EpisodeExport.Check(episodes);
        var arrays = new List<(string Name, EpisodeColumn Array)>
        {
            (Seen, AllNumbers(episodes, Episode.Observations)),
            (Acts, AllNumbers(episodes, Episode.Actions)),
            (Episode.Infos, StepInfos(episodes)),
            (Terminal, EpisodeColumn.Of<bool>([.. episodes.Select(static episode => episode.IsTerminated)])),
            (Indices, EpisodeColumn.Of<long>(Splits(episodes))),
        };
        if (episodes[0].Columns.ContainsKey(Episode.Rewards))
            arrays.Add((Rews, OneFloatEach(AllNumbers(episodes, Episode.Rewards))));
        NpzFile.Check(arrays);
        AtomicFile.Write(path, stream => NpzFile.Write(stream, arrays));
    }

    private static EpisodeColumn AllNumbers(IReadOnlyList<Episode> episodes, string name) =>
        EpisodeColumn.Join([.. episodes.Select(episode => Numbers(episode, name))]);

    /// <summary>Where the trajectories but the first begin, in steps.</summary>
    private static long[] Splits(IReadOnlyList<Episode> episodes)
    {
        var splits = new long[episodes.Count - 1];
        for (var i = 0; i < splits.Length; i++)
            splits[i] = (i == 0 ? 0 : splits[i - 1]) + episodes[i].Length;
        return splits;
    }

    private static EpisodeColumn StepInfos(IReadOnlyList<Episode> episodes) =>
        episodes[0].Columns.TryGetValue(Episode.Infos, out var infos) && infos.Type != ColumnType.Bytes
            ? EpisodeColumn.Join([.. episodes.Select(static episode => episode[Episode.Infos].Slice(0, episode.Length))])
            : EpisodeColumn.Of<byte>(new byte[episodes.Sum(static episode => episode.Length)]);

    private static EpisodeColumn OneFloatEach(EpisodeColumn rewards) =>
        rewards is { Shape.Count: 0, Type: ColumnType.Float16 or ColumnType.Float32 or ColumnType.Float64 }
            ? rewards
            : throw new ArgumentException($"Column {Episode.Rewards}: found {rewards}; expected one float a step, as imitation has them.");

    private static List<Episode> Archive(string path, long most)
    {
        using var file = OpenFile(path);
        using var archive = new NpzFile(file);
        var (limit, arrays) = (new MemoryLimit(most, file.Length), new Dictionary<string, EpisodeColumn>());
        foreach (var name in archive.Names)
            if (archive.Read(name, limit) is { } array)
                arrays[name] = array;
        foreach (var needed in (string[])[Seen, Acts, Terminal, Indices])
            if (!arrays.ContainsKey(needed))
                throw new MalformedDataException("the archive", $"no {needed} among {string.Join(", ", archive.Names.Take(16))}", "one");
        var (acts, splits, ends) = (arrays[Acts], arrays[Indices], arrays[Terminal]);
        if (ends.Rows != splits.Rows + 1 || !ends.IsNumeric || !splits.IsNumeric || splits.Width != 1 || ends.Width != 1)
            throw new MalformedDataException($"array {Indices}", $"{splits}", $"one place less than the {ends.Rows} trajectories");
        var (episodes, start) = (new List<Episode>(), 0);
        for (var i = 0; i < ends.Rows; i++)
        {
            var stop = i < splits.Rows ? splits.Number(i) : acts.Rows;
            if (!(stop >= start && stop <= acts.Rows && stop == Math.Floor(stop)))
                throw new MalformedDataException($"array {Indices}, row {i}", $"{stop}", $"a place from {start} to {acts.Rows}");
            episodes.Add(Slice(arrays, start, (int)stop, i, ends.Number(i) != 0));
            start = (int)stop;
        }
        return episodes;
    }

    private static Episode Slice(Dictionary<string, EpisodeColumn> arrays, int start, int stop, int index, bool isTerminal)
    {
        var (position, columns) = ($"trajectory {index}", new List<KeyValuePair<string, EpisodeColumn>>());
        foreach (var (name, array) in arrays)
        {
            if (name is Indices or Terminal)
                continue;
            var (first, count) = name == Seen ? (start + index, stop - start + 1) : (start, stop - start);
            columns.Add(
                first + count <= array.Rows
                    ? new(Named(name), array.Slice(first, count))
                    : throw new MalformedDataException(
                        $"array {name}",
                        $"{array.Rows} rows",
                        $"{first + count} or more, for trajectory {index}"
                    )
            );
        }
        return Finish(columns, isTerminal, $"episode {index}", position);
    }
}
