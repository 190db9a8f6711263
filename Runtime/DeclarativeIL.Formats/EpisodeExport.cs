using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>What writers of formats ask episodes.</summary>
internal static class EpisodeExport
{
    /// <summary>Checks that there are episodes, all with the same columns of the same types and shapes.</summary>
    /// <exception cref="ArgumentException">There are none, or they differ.</exception>
    public static void Check(IReadOnlyList<Episode> episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        if (episodes.Count == 0)
            throw new ArgumentException("No episode to save; expected at least one.", nameof(episodes));
        foreach (var episode in episodes)
        {
            if (episode.Length == 0)
                throw new ArgumentException($"Episode {episode.Name}: found no steps; expected one or more.", nameof(episodes));
            if (!episode.Columns.Keys.Order(StringComparer.Ordinal).SequenceEqual(episodes[0].Columns.Keys.Order(StringComparer.Ordinal)))
                throw new ArgumentException(
                    $"Episode {episode.Name} has columns {string.Join(", ", episode.Columns.Keys)}; expected "
                        + $"{string.Join(", ", episodes[0].Columns.Keys)}, as {episodes[0].Name}.",
                    nameof(episodes)
                );
            foreach (var (name, column) in episode.Columns)
                if (column.Type != episodes[0][name].Type || !column.Shape.SequenceEqual(episodes[0][name].Shape))
                    throw new ArgumentException(
                        $"Episode {episode.Name}, column {name}: found {column}; expected {episodes[0][name]}, as {episodes[0].Name}.",
                        nameof(episodes)
                    );
        }
        if (episodes[0].Parts(Episode.Actions).Count == 0 || episodes[0].Parts(Episode.Observations).Count == 0)
            throw new ArgumentException(
                $"Found {string.Join(", ", episodes[0].Columns.Keys)}; expected observations and actions.",
                nameof(episodes)
            );
    }

    /// <summary>The columns with T rows each: what was seen after each step is a column of its own where the episode has it.</summary>
    public static Dictionary<string, EpisodeColumn> OfSteps(Episode episode)
    {
        var columns = new Dictionary<string, EpisodeColumn>();
        foreach (var (name, column) in episode.Columns)
        {
            columns[name] = column.Slice(0, episode.Length);
            if (IsSeen(name) && column.Rows > episode.Length && !episode.Columns.ContainsKey(Next(name)))
                columns[Next(name)] = column.Slice(1, episode.Length);
        }
        return columns;
    }

    /// <summary>The columns with T + 1 rows of observations.</summary>
    /// <exception cref="ArgumentException">What was seen last is not there.</exception>
    public static Dictionary<string, EpisodeColumn> WithLast(Episode episode)
    {
        var columns = new Dictionary<string, EpisodeColumn>();
        foreach (var (name, column) in episode.Columns)
            if (!IsSeen(name) || column.Rows > episode.Length)
                columns[name] = column;
            else if (episode.Columns.TryGetValue(Next(name), out var next) && episode.Length > 0)
                columns[name] = EpisodeColumn.Join([column, next.Slice(episode.Length - 1, 1)]);
            else
                throw new ArgumentException(
                    $"Episode {episode.Name}, column {name}: found {column.Rows} rows; expected {episode.Length + 1}, with "
                        + $"what was seen last."
                );
        foreach (var (name, _) in episode.Parts(Episode.NextObservations))
            columns.Remove(name.Length == 0 ? Episode.NextObservations : $"{Episode.NextObservations}/{name}");
        return columns;
    }

    /// <summary>A truth for each step; false where the episode has no such column.</summary>
    public static bool[] Truths(Episode episode, string name)
    {
        var truths = new bool[episode.Length];
        for (var t = 0; t < truths.Length && episode.Columns.TryGetValue(name, out var column); t++)
            truths[t] = column.Number(t) != 0;
        return truths;
    }

    private static bool IsSeen(string name) =>
        name == Episode.Observations || name.StartsWith(Episode.Observations + "/", StringComparison.Ordinal);

    private static string Next(string name) => Episode.NextObservations + name[Episode.Observations.Length..];
}
