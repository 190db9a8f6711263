using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>A data set in batches without tensors and without a copy: the same rows in the same order as by tensors.</summary>
/// <remarks>
/// The data set must stay as it is meanwhile. For an ensemble each member has a resample of its own, as in
/// <see cref="BootstrapFeed{TRow}"/>.
/// </remarks>
/// <typeparam name="TRow">The row.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CpuFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>
    where TRow : struct
{
    private readonly CpuRows _rows = new();
    private readonly int[][] _orders; // [L][n]
    private readonly int[][]? _own; // [L][n]: each member's resample, where rows are drawn from it
    private readonly int _all;
    private readonly bool _isDrawn;
    private int _position;

    /// <summary>Rows for a single network.</summary>
    /// <param name="data">One row or more.</param>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public CpuFeed(Dataset<TRow> data)
        : this(data, null) { }

    /// <summary>Rows for a single network, of which some are drawn for each epoch.</summary>
    internal CpuFeed(Dataset<TRow> data, int? drawn)
        : this(data, 1, 1, drawn) => _orders[0] = drawn is { } rows ? new int[rows] : [.. Enumerable.Range(0, Count)];

    /// <summary>Rows for the members of an ensemble.</summary>
    /// <param name="data">One row or more.</param>
    /// <param name="members">L, 1 or more.</param>
    /// <param name="bootstrap">What each member learns from.</param>
    /// <param name="seeds">Where the resamples come from; member l's depends on these and l alone.</param>
    /// <param name="fraction">How many of the rows each member learns from, as a share: above 0, at most 1.</param>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public CpuFeed(Dataset<TRow> data, int members, Bootstrap bootstrap, SeedSequence seeds, double fraction = 1)
        : this(data, members, bootstrap, seeds, fraction, null) { }

    /// <summary>Rows for the members of an ensemble, each of which draws some of its own for each epoch.</summary>
    internal CpuFeed(Dataset<TRow> data, int members, Bootstrap bootstrap, SeedSequence seeds, double fraction, int? drawn)
        : this(data, members, Resample.Checked(fraction), drawn)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        for (var member = 0; member < members; member++)
            _orders[member] = Resample.Of(_all, fraction, bootstrap, seeds.Child((ulong)member).Stream());
        if (drawn is not { } rows)
            return;
        _own = [.. _orders];
        for (var member = 0; member < members; member++)
            _orders[member] = new int[rows];
    }

    private CpuFeed(Dataset<TRow> data, int members, double fraction, int? drawn)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(members);
        if (data.Count == 0)
            throw new ArgumentException($"The data set of {typeof(TRow).Name} rows is empty; expected one row or more.", nameof(data));
        (_all, _isDrawn, Count) = (data.Count, drawn is not null, drawn ?? Resample.Count(data.Count, fraction));
        _orders = new int[members][];
        Rows = new(data.Columns.Select(column => new CpuColumn(column.Name, column, _rows)), _rows, members);
    }

    /// <summary>Number of rows that each member learns from in an epoch.</summary>
    public int Count { get; }

    /// <summary>Rows of the data set.</summary>
    internal int RowCount => _all;

    /// <summary>The fewest rows of a batch; fewer that are left over at the end of an epoch join the batch before. 1 unless set.</summary>
    /// <exception cref="ArgumentException">There are not as many rows.</exception>
    public int LeastRows
    {
        get;
        init => field = BatchRows.Checked<TRow>(value, Count);
    } = 1;

    /// <summary>The present batch.</summary>
    public CpuBatch<TRow> Rows { get; }

    /// <summary>How many rows of each member are still to come.</summary>
    internal int LeftCount => Count - _position;

    /// <summary>The rows that are still to come, of a single network.</summary>
    internal IReadOnlyList<int> Left => new ArraySegment<int>(_orders[0], _position, Count - _position);

    /// <summary>Adds a column of one value per row, in the order of the data set, or replaces the one of that name.</summary>
    /// <param name="name">A name that the row does not have.</param>
    /// <param name="values">[n], or [n, width] row after row.</param>
    /// <exception cref="ArgumentException">The numbers are not equally many for each row.</exception>
    public void Attach(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0 || values.Length % _all != 0)
            throw new ArgumentException(
                $"Column {name}: found {values.Length} numbers; expected a multiple of {_all}, the rows.",
                nameof(values)
            );
        Rows.Attach(new CpuColumn(name, values, values.Length / _all, _rows));
    }

    /// <summary>Starts anew in a random order; each member in its own.</summary>
    /// <param name="random">Where the order comes from; it is advanced.</param>
    public void Shuffle(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _position = 0;
        if (_isDrawn)
        {
            for (var member = 0; member < _orders.Length; member++)
                Draw(_orders[member], _own?[member], random);
            return;
        }
        if (Rows.Members == 1 && _orders[0] is var order)
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
        foreach (var member in _orders)
            random.Shuffle<int>(member);
    }

    private void Draw(int[] order, int[]? own, RandomStream random)
    {
        Resample.Draw(order, own?.Length ?? _all, random);
        for (var i = 0; own is not null && i < order.Length; i++)
            order[i] = own[order[i]];
    }

    /// <summary>Shows the next rows in <see cref="Rows"/>, the last batch being smaller where it must be.</summary>
    /// <param name="batchSize">Rows wanted for each member, 1 or more.</param>
    /// <returns>False after the last row.</returns>
    public bool Next(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var count = BatchRows.Next(batchSize, Count - _position, LeastRows);
        if (count == 0)
            return false;
        var rows = _rows.Next(_orders.Length, count);
        for (var member = 0; member < _orders.Length; member++)
            _orders[member].AsSpan(_position, count).CopyTo(rows[(member * count)..]);
        _position += count;
        return true;
    }

    /// <summary>The next rows; after the last row, the first ones again, in the same order.</summary>
    /// <param name="batchSize">Rows wanted for each member, 1 or more.</param>
    public void NextCyclic(int batchSize)
    {
        if (_position >= Count)
            _position = 0;
        Next(batchSize);
    }
}
