using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>A data set's columns as tensors on a device, handed out in batches.</summary>
/// <remarks>
/// The columns lie on the device for good and only an order of rows is sent when the rows are shuffled. The order depends
/// on the stream and the number of rows alone. Rows added to the data set are seen after <see cref="Refresh"/>.
/// </remarks>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class BatchFeed<TRow> : IDisposable
    where TRow : struct
{
    private readonly Dataset<TRow> _data;
    private readonly ScalarType _type;
    private readonly TorchSharp.torch.Device _device;
    private readonly Tensor?[] _columns;                                 // [capacity, width] or [capacity]
    private Tensor? _order;                                              // [n]; none while rows come as they lie
    private int _position;
    private int _capacity;

    /// <summary>Sends the data set to a device.</summary>
    /// <param name="data">One row or more.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="device">Where; none means the CPU.</param>
    /// <exception cref="ArgumentException">The data set is empty.</exception>
    public BatchFeed(Dataset<TRow> data, ScalarType type, TorchSharp.torch.Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new ArgumentException($"The data set of {typeof(TRow).Name} rows is empty; expected one row or more.", nameof(data));
        if (type is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16))
            throw new ArgumentOutOfRangeException(nameof(type), type, "Expected a floating-point type.");
        (_data, _type, _device) = (data, type, device ?? CPU);
        _columns = new Tensor?[data.Columns.Count];
        Refresh();
    }

    /// <summary>Number of rows on the device.</summary>
    public int Count { get; private set; }

    /// <summary>Sends the rows that the data set has gained, and starts anew in the order of the data set.</summary>
    public void Refresh()
    {
        Rewind();
        if (_data.Count == Count)
            return;
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var capacity = _data.Count <= _capacity ? _capacity : Math.Max(_data.Count, (int)Math.Min(2L * _capacity, int.MaxValue));
        for (var i = 0; i < _columns.Length; i++)
        {
            var source = _data.Columns[i];
            if (capacity > _capacity)
                Grow(i, capacity);
            var fresh = tensor(source.Values[(Count * source.Width)..].ToArray(), Shape(source, _data.Count - Count), _type, _device);
            _columns[i]!.narrow(0, Count, _data.Count - Count).copy_(fresh);
        }
        _capacity = capacity;
        Count = _data.Count;
    }

    /// <summary>Starts anew in the order of the data set.</summary>
    public void Rewind()
    {
        _position = 0;
        _order?.Dispose();
        _order = null;
    }

    /// <summary>Starts anew in a random order.</summary>
    /// <param name="random">Where the order comes from; it is advanced.</param>
    public void Shuffle(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var order = new long[Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        random.Shuffle<long>(order);
        Rewind();
        _order = tensor(order, ScalarType.Int64, _device).DetachFromDisposeScope();
    }

    /// <summary>The next rows, the last batch being smaller where it must be.</summary>
    /// <param name="batchSize">Rows wanted, 1 or more.</param>
    /// <returns>A batch that the caller disposes; none when every row was handed out.</returns>
    public Batch<TRow>? Next(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var count = Math.Min(batchSize, Count - _position);
        if (count == 0)
            return null;
        var columns = new Tensor[_columns.Length];
        using (var rows = _order?.narrow(0, _position, count))
            for (var i = 0; i < columns.Length; i++)
                columns[i] = rows is null ? _columns[i]!.narrow(0, _position, count) : _columns[i]!.index_select(0, rows);
        _position += count;
        return new Batch<TRow>(count, columns);
    }

    /// <summary>Frees the columns; batches handed out stay.</summary>
    public void Dispose()
    {
        Rewind();
        foreach (var column in _columns)
            column?.Dispose();
    }

    private static long[] Shape(Column column, long rows) => column.Row.IsVector ? [rows, column.Width] : [rows];

    private void Grow(int index, int capacity)
    {
        var wider = empty(Shape(_data.Columns[index], capacity), _type, _device).DetachFromDisposeScope();
        if (_columns[index] is { } old)
        {
            wider.narrow(0, 0, Count).copy_(old.narrow(0, 0, Count));
            old.Dispose();
        }
        _columns[index] = wider;
    }
}
