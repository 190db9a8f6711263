using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>A data set's columns as tensors on a device, in batches.</summary>
/// <remarks>
/// The columns stay on the device, and only an order of rows is sent when the rows are shuffled. The order depends
/// on the stream and the number of rows alone. Rows added to the data set are seen after <see cref="Refresh"/>.
/// </remarks>
/// <typeparam name="TRow">The row.</typeparam>
public sealed partial class BatchFeed<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : ITensorFeed<TRow>
    where TRow : struct
{
    private const int PieceNumbers = 1 << 20; // of a piece: 4 MB of float32

    private readonly Dataset<TRow> _data;
    private readonly DeviceColumns<TRow> _columns;
    private Tensor? _order; // [n]; none while rows come as they lie
    private long[]? _rows; // the same
    private Batch<TRow>? _piece; // rows in that order, several batches of them
    private int _pieceStart;
    private int _position;

    /// <summary>Sends the data set to a device.</summary>
    /// <param name="data">One row or more.</param>
    /// <param name="type">The number type of the networks that are asked about the rows.</param>
    /// <param name="device">Where; none means the CPU.</param>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public BatchFeed(Dataset<TRow> data, ScalarType type, TorchSharp.torch.Device? device = null) =>
        (_columns, _data) = (new(data, type, device), data);

    /// <summary>Number of rows of an epoch: those on the device, unless so many are drawn.</summary>
    public int Count => Drawn ?? _columns.Count;

    /// <summary>Rows that <see cref="Shuffle"/> draws, with replacement, in place of a random order of all; none unless set.</summary>
    internal int? Drawn { get; init; }

    /// <summary>The fewest rows of a batch; fewer that are left over at the end of an epoch join the batch before. 1 unless set.</summary>
    /// <exception cref="ArgumentException">There are not as many rows.</exception>
    public int LeastRows
    {
        get;
        init => field = BatchRows.Checked<TRow>(value, Count);
    } = 1;

    /// <summary>How many rows are still to come.</summary>
    internal int LeftCount => Count - _position;

    /// <summary>The rows that are still to come.</summary>
    internal IReadOnlyList<int> Left =>
        [.. Enumerable.Range(_position, Count - _position).Select(place => _rows is null ? place : (int)_rows[place])];

    /// <summary>Sends the rows that the data set has gained, and starts anew in the order of the data set.</summary>
    /// <remarks>Where rows have changed, attached columns are dropped: they were about other rows.</remarks>
    public void Refresh()
    {
        Rewind();
        _columns.Refresh();
    }

    /// <summary>Adds a column of one value per row, in the order of the data set, or replaces the one of that name.</summary>
    /// <remarks>It survives <see cref="Shuffle"/>.</remarks>
    /// <param name="name">A name that the row does not have.</param>
    /// <param name="values">[n, shape...], row after row.</param>
    /// <param name="shape">Sizes of one row's value; none for a number.</param>
    public void Attach(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape)
    {
        Drop();
        _columns.Attach(name, values, shape);
    }

    /// <summary>The same for values that are on a device already; they are copied, without gradient.</summary>
    /// <param name="name">A name that the row does not have.</param>
    /// <param name="values">[n, ...].</param>
    public void Attach(string name, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Drop();
        _columns.Attach(name, values);
    }

    /// <summary>Starts anew in the order of the data set.</summary>
    public void Rewind()
    {
        _position = 0;
        _order?.Dispose();
        (_order, _rows) = (null, null);
        Drop();
    }

    /// <summary>Starts anew in a random order.</summary>
    /// <param name="random">Where the order comes from; it is advanced.</param>
    public void Shuffle(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var order = Drawn is null ? Shuffled(random) : DrawnFrom(random);
        Rewind();
        (_order, _rows) = (tensor(order, ScalarType.Int64, _columns.Device).DetachFromDisposeScope(), order);
    }

    private long[] Shuffled(RandomStream random)
    {
        var order = new long[Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        random.Shuffle<long>(order);
        return order;
    }

    private long[] DrawnFrom(RandomStream random)
    {
        var rows = new int[Count];
        Resample.Draw(rows, _columns.Count, random);
        return Array.ConvertAll(rows, static row => (long)row);
    }

    /// <summary>The next rows, the last batch being smaller where it must be.</summary>
    /// <param name="batchSize">Rows wanted, 1 or more.</param>
    /// <returns>A batch that the caller disposes; null after the last row.</returns>
    public Batch<TRow>? Next(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var count = BatchRows.Next(batchSize, Count - _position, LeastRows);
        if (count == 0)
            return null;
        if (_order is not null && (_piece is null || _position + count > _pieceStart + _piece.Count))
            Gather(Math.Max(count, Math.Min(_columns.RowsOf(PieceNumbers) / batchSize * batchSize, Count - _position)));
        var batch = _piece is not null
            ? _piece.Cut(_position - _pieceStart, count)
            : _columns.Pick(count, column => column.narrow(0, _position, count), row => _position + row);
        _position += count;
        if (_position == Count)
            Drop(); // the batch keeps what it needs of it
        return batch;
    }

    /// <summary>Rows in the present order, from the present one on: one operation a column for many steps.</summary>
    private void Gather(int count)
    {
        Drop();
        using var rows = _order!.narrow(0, _position, count);
        _piece = _columns.Pick(count, column => column.index_select(0, rows), row => _rows![_position + row]).Held();
        _pieceStart = _position;
    }

    private void Drop()
    {
        _piece?.Dispose();
        _piece = null;
    }

    /// <summary>The next rows; after the last row, the first ones again, in the same order.</summary>
    /// <param name="batchSize">Rows wanted, 1 or more.</param>
    /// <returns>A batch that the caller disposes.</returns>
    public Batch<TRow> NextCyclic(int batchSize)
    {
        if (_position >= Count)
            _position = 0;
        return Next(batchSize)!;
    }

    /// <summary>Frees the columns; batches that were returned stay.</summary>
    public void Dispose()
    {
        Rewind();
        _columns.Dispose();
    }
}
