namespace DeclarativeIL.Data;

/// <content>Some of the rows as a data set of their own.</content>
public sealed partial class Dataset<TRow>
{
    /// <summary>A new data set of some rows, with every number as it lies in memory; it knows the episodes that are in it whole.</summary>
    /// <param name="rows">Row numbers, ascending: all or none of each known episode.</param>
    internal Dataset<TRow> Pick(ReadOnlySpan<int> rows)
    {
        var (picked, places) = (Alike(), new int[Count]);
        for (var i = 0; i < rows.Length; i++)
            places[rows[i]] = i + 1;
        for (var i = 0; i < _columns.Length; i++)
        {
            var (from, to) = (_columns[i], picked._columns[i]);
            to.Reserve(rows.Length, from.NumbersOf(HoldsSequences ? Count : rows.Length));
            for (var row = 0; row < rows.Length; row++)
                to.Copy(from, rows[row], row);
        }
        picked.Commit(rows.Length);
        if (Episodes is { } known && known.Count == Count)
            picked.Episodes = new PickedEpisodes(
                [.. known.Episodes().Where(rows => places[rows[0]] > 0).Select(rows => Array.ConvertAll(rows, row => places[row] - 1))],
                known.AreComplete
            );
        return picked;
    }
}

/// <summary>Episodes of some rows of a data set.</summary>
/// <param name="episodes">The rows of each, in the order of its steps.</param>
/// <param name="areComplete">Whether the episodes were all there at once.</param>
internal sealed class PickedEpisodes(IReadOnlyList<int[]> episodes, bool areComplete) : IRowEpisodes
{
    public int Count { get; } = episodes.Sum(static rows => rows.Length);

    public bool AreComplete => areComplete;

    public IReadOnlyList<int[]> Episodes() => episodes;
}
