using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>The numbers of some columns of an episode, one column after the other.</summary>
internal sealed class EpisodeNumbers
{
    private readonly Episode _episode;
    private readonly (string Name, EpisodeColumn Column, EpisodeColumn? Next)[] _columns;

    private EpisodeNumbers(Episode episode, (string, EpisodeColumn, EpisodeColumn?)[] columns) =>
        (_episode, _columns, Width) = (episode, columns, columns.Sum(static column => column.Item2.Width));

    /// <summary>Numbers of a row together.</summary>
    public int Width { get; }

    /// <summary>Opens columns; a name of several parts stands for all of them.</summary>
    public static EpisodeNumbers Of(Episode episode, IReadOnlyList<string> names)
    {
        var columns = new List<(string, EpisodeColumn, EpisodeColumn?)>();
        foreach (var name in names)
        {
            var parts = episode.Parts(name);
            if (parts.Count == 0)
                _ = episode[name]; // says what is there
            foreach (var (part, column) in parts)
            {
                var full = part.Length == 0 ? name : $"{name}/{part}";
                if (!column.IsNumeric)
                    throw new ArgumentException($"Episode {episode.Name}, column {full}: found {column.Type}; expected numbers.");
                columns.Add((full, column, NextOf(episode, full)));
            }
        }
        return new(episode, [.. columns]);
    }

    /// <summary>Whether there is something in row <paramref name="t"/>: in T, what was seen last.</summary>
    public bool Has(int t) => Array.TrueForAll(_columns, column => t < column.Column.Rows || (t > 0 && t - 1 < (column.Next?.Rows ?? 0)));

    /// <summary>The number of row <paramref name="t"/>; of row T, from what was seen after the last step.</summary>
    public double Seen(int t, int component)
    {
        foreach (var (name, column, next) in _columns)
        {
            if (component < column.Width)
                return t < column.Rows ? column.Number(t, component)
                    : next is not null && t - 1 < next.Rows ? next.Number(t - 1, component)
                    : throw new ArgumentException(
                        $"Episode {_episode.Name}, column {name}: found {column.Rows} rows; expected one for row {t}, what "
                            + $"was seen after the last step."
                    );
            component -= column.Width;
        }
        throw new ArgumentOutOfRangeException(nameof(component), component, $"Expected 0 to {Width - 1}.");
    }

    /// <summary>What was seen after each step, where the format has it in a column of its own.</summary>
    private static EpisodeColumn? NextOf(Episode episode, string name)
    {
        var isSeen = name == Episode.Observations || name.StartsWith(Episode.Observations + "/", StringComparison.Ordinal);
        return isSeen && episode.Columns.TryGetValue(Episode.NextObservations + name[Episode.Observations.Length..], out var found)
            ? found
            : null;
    }
}
