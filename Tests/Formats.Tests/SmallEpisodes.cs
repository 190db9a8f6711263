using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>Episodes that are written.</summary>
internal static class SmallEpisodes
{
    /// <summary>Episodes of 2, 3 and so on steps, with rewards; the second one is not terminated.</summary>
    public static List<Episode> Of(bool hasTexts = false, int count = 3) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(k =>
                {
                    var steps = 2 + k;
                    var columns = new Dictionary<string, EpisodeColumn>
                    {
                        [Episode.Observations] = Floats((steps + 1) * 4, k + 1, 4),
                        [Episode.Actions] = EpisodeColumn.Of<long>([.. Enumerable.Range(0, steps).Select(t => (long)(t * k) << 33)]),
                        [Episode.Rewards] = EpisodeColumn.Of<double>([.. Enumerable.Range(0, steps).Select(static t => t - 0.1)]),
                        [Episode.Terminations] = EpisodeColumn.Of<bool>([
                            .. Enumerable.Range(0, steps).Select(t => t == steps - 1 && k != 1),
                        ]),
                    };
                    if (hasTexts)
                        columns[Episode.Infos] = EpisodeColumn.OfTexts(Enumerable.Range(0, steps).Select(t => t == 0 ? "" : $"{t} é 🙂"));
                    return new Episode($"episode {k}", columns);
                }),
        ];

    /// <summary>Numbers from -1 on.</summary>
    public static EpisodeColumn Floats(int count, float step, params int[] shape) =>
        EpisodeColumn.Of<float>([.. Enumerable.Range(0, count).Select(i => (i * step) - 1)], shape);

    /// <summary>The same episode with another column, or without it.</summary>
    public static Episode Changed(Episode episode, string name, EpisodeColumn? column) =>
        new(
            episode.Name,
            [.. episode.Columns.Where(pair => pair.Key != name), .. column is null ? [] : new[] { KeyValuePair.Create(name, column) }]
        );
}
