using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;

namespace DeclarativeIL.Formats;

/// <summary>
/// Which columns of episodes the columns of a row are made of, by their names. A column that is not named here is the episode's column of
/// its own name, in upper or lower case, with or without an <c>s</c> at its end: <c>Reward</c> is <c>rewards</c>.
/// </summary>
/// <remarks>
/// Numbers are taken as they are. Texts and bytes are no numbers: a column of them is refused. States that are images of bytes are encoded
/// where <see cref="ToDataset"/> is told so.
/// </remarks>
/// <typeparam name="TRow">The row: a <c>readonly record struct</c>.</typeparam>
public sealed class EpisodeRows<[DynamicallyAccessedMembers(Members)] TRow>
    where TRow : struct
{
    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicProperties
        | DynamicallyAccessedMemberTypes.Interfaces;

    private readonly RowLayout<TRow> _layout = RowLayout.Of<TRow>();
    private readonly Dictionary<int, (string[] Sources, bool IsNext)> _named = [];

    /// <summary>Names the columns that a column of the row is made of.</summary>
    /// <param name="column">The column of the row.</param>
    /// <param name="sources">Columns of episodes, one after the other; a name of several parts stands for all, in the file's order.</param>
    /// <returns>The same.</returns>
    /// <exception cref="ArgumentException">The row has no such column, or no source is named.</exception>
    public EpisodeRows<TRow> From(string column, params ReadOnlySpan<string> sources) => Add(column, sources.ToArray(), false);

    /// <summary>
    /// The same, of what was seen after the step: row t + 1, or row t of <see cref="Episode.NextObservations"/>. Where a file has not what
    /// was seen last, the last step of a terminated episode repeats its own row (nothing may be estimated from it), and that of another
    /// episode is left out.
    /// </summary>
    /// <inheritdoc cref="From"/>
    public EpisodeRows<TRow> FromNext(string column, params ReadOnlySpan<string> sources) => Add(column, sources.ToArray(), true);

    /// <summary>The rows of an episode, in order.</summary>
    /// <exception cref="ArgumentException">A column is missing or has no numbers.</exception>
    public IReadOnlyList<TRow> Read(Episode episode) => Read(episode, null);

    /// <summary>A data set of the steps of all episodes, which knows where each begins.</summary>
    /// <param name="episodes">The episodes; empty ones are passed over.</param>
    /// <param name="images">What states are, if they are images of bytes; then they are kept as bytes
    /// (<see cref="Dataset.OfImages"/>).</param>
    /// <exception cref="ArgumentException">A column is missing or has no numbers, or the data set refuses a row.</exception>
    public Dataset<TRow> ToDataset(IEnumerable<Episode> episodes, ImageSpace? images = null)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return Dataset.OfEpisodes(episodes.Select(episode => Read(episode, images)).Where(static rows => rows.Count > 0), images);
    }

    private List<TRow> Read(Episode episode, ImageSpace? images)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var sources = _layout
            .Columns.Select(
                (column, i) => EpisodeNumbers.Of(episode, _named.TryGetValue(i, out var named) ? named.Sources : [Find(episode, column)])
            )
            .ToArray();
        for (var i = 0; i < sources.Length; i++)
            if (!_layout.Columns[i].IsVector && sources[i].Width != 1)
                throw new ArgumentException(
                    $"Episode {episode.Name}: found {sources[i].Width} numbers for "
                        + $"{typeof(TRow).Name}.{_layout.Columns[i].Name}; expected 1."
                );
        var rows = new List<TRow>(episode.Length);
        for (var t = 0; t < episode.Length; t++)
        {
            var last = t == episode.Length - 1;
            if (last && !episode.IsTerminated && _named.Any(named => named.Value.IsNext && !sources[named.Key].Has(t + 1)))
                break;
            var values = new double[sources.Length][][];
            for (var i = 0; i < values.Length; i++)
                values[i] = [Numbers(sources[i], _named.TryGetValue(i, out var named) && named.IsNext, t, _layout.Columns[i], images)];
            rows.Add(_layout.Make(values));
        }
        return rows;
    }

    private static double[] Numbers(EpisodeNumbers source, bool isNext, int t, RowColumn column, ImageSpace? images)
    {
        var row = isNext && source.Has(t + 1) ? t + 1 : t;
        var numbers = new double[source.Width];
        for (var k = 0; k < numbers.Length; k++)
            numbers[k] = source.Seen(row, k);
        if (images is null || column.Type != typeof(State))
            return numbers;
        var pixels = new byte[numbers.Length];
        for (var k = 0; k < pixels.Length; k++)
            pixels[k] =
                numbers[k] is >= 0 and <= byte.MaxValue && numbers[k] == Math.Floor(numbers[k])
                    ? (byte)numbers[k]
                    : throw new ArgumentException($"Column {column.Name}, row {t}: found {numbers[k]:R}; expected a byte of an image.");
        return images.ToState(pixels).Memory.ToArray();
    }

    private static string Find(Episode episode, RowColumn column)
    {
        foreach (var name in episode.Columns.Keys)
        {
            var top = name.Split('/')[0];
            foreach (var candidate in (string[])[name, top])
                if (
                    string.Equals(candidate, column.Name, StringComparison.OrdinalIgnoreCase)
                    || string.Equals(candidate, column.Name + "s", StringComparison.OrdinalIgnoreCase)
                )
                    return candidate;
        }
        throw new ArgumentException(
            $"Episode {episode.Name} has no column for {typeof(TRow).Name}.{column.Name}; it has "
                + $"{string.Join(", ", episode.Columns.Keys.Take(32))}. Name it by From or FromNext."
        );
    }

    private EpisodeRows<TRow> Add(string column, string[] sources, bool isNext)
    {
        if (sources.Length == 0)
            throw new ArgumentException($"No source of column {column}; expected one or more.", nameof(sources));
        _named[_layout.IndexOf(column)] = (sources, isNext);
        return this;
    }
}
