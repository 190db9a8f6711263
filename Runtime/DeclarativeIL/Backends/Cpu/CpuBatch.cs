using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>Makes CPU batches of rows that are in no data set.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CpuBatch
{
    /// <summary>A batch of the given rows, in float64.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">One row or more, of equal widths; for several members, those of all members one after the other.</param>
    /// <param name="members">L, 1 or more.</param>
    /// <exception cref="ArgumentException">There are no rows, or not equally many for each member.</exception>
    public static CpuBatch<TRow> From<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(IReadOnlyList<TRow> rows, int members = 1)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        if (rows.Count == 0 || rows.Count % members != 0)
            throw new ArgumentException($"Found {rows.Count} rows; expected one or more for each of {members} members.", nameof(rows));
        var numbers = new CpuRows();
        var each = numbers.Next(members, rows.Count / members);
        for (var i = 0; i < each.Length; i++)
            each[i] = i;
        var layout = RowLayout.Of<TRow>();
        return new(
            [
                .. Enumerable
                    .Range(0, layout.Columns.Count)
                    .Select(column =>
                    {
                        var (values, parts) = Batch.Gather(rows, layout, column, padded: false);
                        return new CpuColumn(layout.Columns[column].Name, values, values.Length / rows.Count, numbers, parts);
                    }),
            ],
            numbers,
            members
        );
    }

    /// <summary>All rows of a data set in their order, read in place: it must stay as it is meanwhile.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="data">One row or more.</param>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static CpuBatch<TRow> All<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(Dataset<TRow> data)
        where TRow : struct
    {
        var feed = new CpuFeed<TRow>(data);
        feed.Next(feed.Count);
        if (data.Episodes is { } episodes && RowStates.Of<TRow>() is var (state, next))
        {
            var states = feed.Rows[data.Columns[state].Name];
            states.History = new(episodes, states);
            if (next >= 0)
                feed.Rows[data.Columns[next].Name].History = new(episodes, states);
        }
        return feed.Rows;
    }

    /// <summary>A batch of one row, whose columns are computed: for what is asked about one row at a time.</summary>
    public static CpuBatch<Step> OfOneRow()
    {
        var row = new CpuRows();
        row.InOrder(1, 1);
        return new([], row, 1);
    }

    /// <summary>A batch of states, in the column State.</summary>
    /// <param name="states">One or more; NaN stands behind those that are shorter than the longest.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static CpuBatch<Step> OfStates(IReadOnlyList<State> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Count == 0)
            throw new ArgumentException("Found no states; expected one or more.", nameof(states));
        var rows = new CpuRows();
        rows.InOrder(1, states.Count);
        var width = states.Max(static state => state.Size);
        var values = new double[states.Count * width];
        Array.Fill(values, double.NaN);
        for (var i = 0; i < states.Count; i++)
            states[i].Span.CopyTo(values.AsSpan(i * width));
        return new([new(nameof(Step.State), values, width, rows)], rows, 1);
    }
}

/// <summary>Some rows of a data set on the CPU, column by column; those of all members of an ensemble one after the other.</summary>
/// <remarks>A feed hands out one and the same object again and again: what it shows is the present batch.</remarks>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class CpuBatch<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>
    where TRow : struct
{
    private readonly List<CpuColumn> _columns;
    private readonly List<CpuColumn> _computed = [];
    private readonly CpuRows _rows,
        _written = new();
    private readonly ScratchBuffers _scratch = new();
    private long _batch = -1;

    internal CpuBatch(IEnumerable<CpuColumn> columns, CpuRows rows, int members) =>
        (_columns, _rows, Members) = ([.. columns], rows, members);

    /// <summary>Number of rows; of each member, where there are several.</summary>
    public int Count => _rows.Count;

    /// <summary>Number of members that learn from rows of their own; 1 where there is no ensemble.</summary>
    public int Members { get; }

    /// <summary>Number of rows of all members together.</summary>
    public int Rows => Count * Members;

    /// <summary>The next row of the same member's, cyclic: the one that <c>[Other]</c> is.</summary>
    /// <param name="row">The row, counted from 0 over all members.</param>
    public int Other(int row) => (row + 1) % Count == 0 ? row + 1 - Count : row + 1;

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public CpuColumn this[string column]
    {
        get
        {
            foreach (var candidate in _columns)
                if (candidate.Name == column)
                    return candidate;
            throw new ArgumentException(
                $"{typeof(TRow).Name} has no column '{column}'; found {string.Join(", ", _columns.Select(one => one.Name))}.",
                nameof(column)
            );
        }
    }

    /// <summary>
    /// The same rows, some of whose columns are written anew for each batch: <see cref="Renew"/>, then <see cref="CpuColumn.Resize"/>.
    /// </summary>
    /// <param name="columns">Their names.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public CpuBatch<TRow> With(ReadOnlySpan<string> columns)
    {
        var with = new CpuBatch<TRow>(_columns, _rows, Members);
        foreach (var column in columns)
        {
            _ = this[column];
            with.Attach(new(column, with._written));
        }
        return with;
    }

    /// <summary>A column that is computed for each batch, for a question that asks about it: open it, then write it.</summary>
    /// <param name="place">Which, from 0.</param>
    public CpuColumn Computed(int place)
    {
        while (_computed.Count <= place)
            _computed.Add(new($"computed for question {_computed.Count}", _written));
        Renew();
        return _computed[place];
    }

    /// <summary>Goes on to the rows that the data set's feed shows now.</summary>
    public void Renew()
    {
        if (_batch != _rows.Batch)
            _written.InOrder(Members, Count);
        _batch = _rows.Batch;
    }

    /// <summary>Room for a vector that an equation computes on the way; the same from step to step.</summary>
    /// <param name="place">Which, from 0.</param>
    /// <param name="width">Its size.</param>
    public double[] Scratch(int place, int width) => _scratch.Of(place, width);

    /// <summary>Randomness for a question that samples, of each row.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="first">The place of the first row.</param>
    internal CpuColumn Draws(Randomness.RandomStream stream, ulong first)
    {
        var column = new CpuColumn("draws", stream, _rows);
        column.Start(first);
        return column;
    }

    internal void Attach(CpuColumn column)
    {
        _columns.RemoveAll(one => one.Name == column.Name);
        _columns.Add(column);
    }
}
