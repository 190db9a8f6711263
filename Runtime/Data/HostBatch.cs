namespace DeclarativeIL.Data;

/// <summary>Makes host batches of rows that are in no data set.</summary>
public static class HostBatch
{
    /// <summary>A batch of the given rows, in float64.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">One row or more, of equal widths; for several members, those of all members one after the other.</param>
    /// <param name="members">L, 1 or more.</param>
    /// <exception cref="ArgumentException">There are no rows, or not equally many for each member.</exception>
    public static HostBatch<TRow> From<TRow>(IReadOnlyList<TRow> rows, int members = 1)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        if (rows.Count == 0 || rows.Count % members != 0)
            throw new ArgumentException($"Found {rows.Count} rows; expected one or more for each of {members} members.", nameof(rows));
        var numbers = new HostRows();
        var each = numbers.Next(members, rows.Count / members);
        for (var i = 0; i < each.Length; i++)
            each[i] = i;
        var layout = RowLayout.Of<TRow>();
        return new([.. Enumerable.Range(0, layout.Columns.Count).Select(column =>
        {
            var (values, _) = Batch.Gather(rows, layout, column, padded: false);
            return new HostColumn(layout.Columns[column].Name, values, values.Length / rows.Count, numbers);
        })], numbers, members);
    }
}

/// <summary>Some rows of a data set on the host, column by column; those of all members of an ensemble one after the other.</summary>
/// <remarks>A feed hands out one and the same object again and again: what it shows is the present batch.</remarks>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class HostBatch<TRow>
    where TRow : struct
{
    private readonly List<HostColumn> _columns;
    private readonly HostRows _rows;

    internal HostBatch(IEnumerable<HostColumn> columns, HostRows rows, int members)
        => (_columns, _rows, Members) = ([.. columns], rows, members);

    /// <summary>Number of rows; of each member, where there are several.</summary>
    public int Count => _rows.Count;

    /// <summary>Number of members that learn from rows of their own; 1 where there is no ensemble.</summary>
    public int Members { get; }

    /// <summary>Number of rows of all members together.</summary>
    public int Rows => Count * Members;

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public HostColumn this[string column]
    {
        get
        {
            foreach (var candidate in _columns)
                if (candidate.Name == column)
                    return candidate;
            throw new ArgumentException($"{typeof(TRow).Name} has no column '{column}'; found {string.Join(", ", _columns.Select(one => one.Name))}.", nameof(column));
        }
    }

    internal void Attach(HostColumn column)
    {
        _columns.RemoveAll(one => one.Name == column.Name);
        _columns.Add(column);
    }
}
