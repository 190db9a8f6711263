using System.Diagnostics.CodeAnalysis;
using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>A data set's columns, and columns attached to it, as tensors that stay on a device.</summary>
/// <remarks>Only rows written since the last <see cref="Refresh"/> are sent; in a ring they go to the places they have there.</remarks>
internal sealed class DeviceColumns<[DynamicallyAccessedMembers(RowLayout.Members)] TRow> : IDisposable
    where TRow : struct
{
    private readonly Dataset<TRow> _data;
    private readonly ScalarType _type;
    private readonly Tensor?[] _columns; // [capacity, ...]
    private readonly int[] _widths; // of an act, as sent
    private readonly List<Tensor> _attached = []; // [n, ...]
    private readonly Tensor? _codes, // [256], the code of each byte, where a column holds images
        _widening; // [1], a 0 of 64 bits, which makes such of the bytes that it is added to
    private string[] _names = [];
    private long _seen;
    private int _generation,
        _capacity;

    public DeviceColumns(Dataset<TRow> data, ScalarType type, TorchSharp.torch.Device? device)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new ArgumentException($"The data set of {typeof(TRow).Name} rows is empty; expected one row or more.", nameof(data));
        if (type is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Float16 or ScalarType.BFloat16))
            throw new ArgumentOutOfRangeException(nameof(type), type, "Expected a floating-point type.");
        (_data, _type, Device, _generation) = (data, type, device ?? CPU, data.Generation);
        _columns = new Tensor?[data.Columns.Count];
        _widths = new int[_columns.Length];
        if (data.Images is not null)
            (_codes, _widening) = Table(Batch.TypeOf(data.Columns.First(static column => column.HoldsImages).Row, false, type, Device));
        Refresh();
    }

    public TorchSharp.torch.Device Device { get; }

    public int Count { get; private set; }

    /// <summary>Sends what is new; attached columns are dropped where rows have changed.</summary>
    /// <returns>Whether rows have changed.</returns>
    public bool Refresh()
    {
        if (_generation != _data.Generation)
            (_generation, _seen) = (_data.Generation, 0);
        if (_seen == _data.Written && Count == _data.Count)
            return false;
        if (_data.Count == 0)
            throw new InvalidOperationException($"The data set of {typeof(TRow).Name} rows is empty; expected one row or more.");
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var before = (int)Math.Min(_seen, _data.Count); // rows on the device that are not stale for good
        var capacity = Math.Max(
            _capacity,
            _data.Count <= _capacity ? 0 : Math.Max(_data.Count, (int)Math.Min(2L * _capacity, _data.Capacity ?? int.MaxValue))
        );
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_data.Columns[i].HoldsSequences)
                continue; // filled up batch by batch: the longest must not widen all
            var anew = _columns[i] is null || _widths[i] != _data.Columns[i].PartWidth || _columns[i]!.dtype != TypeOf(_data.Columns[i]);
            if (anew || capacity > _capacity)
                Grow(i, capacity, anew ? 0 : before);
            Send(i, anew ? _data.Count : (int)Math.Min(_data.Written - _seen, _data.Count));
        }
        (_capacity, _seen, Count) = (capacity, _data.Written, _data.Count);
        Detach();
        return true;
    }

    /// <summary>Adds a column, or replaces the one of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">[n, ...].</param>
    /// <param name="asIs">Whether it keeps its element type, as answers of networks do; else it is one of numbers for equations.</param>
    public void Attach(string name, Tensor values, bool asIs = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_data.Columns.Any(column => column.Name == name))
            throw new ArgumentException($"{typeof(TRow).Name} has a column '{name}' of its own; attach under another name.", nameof(name));
        if (values.dim() == 0 || values.size(0) != Count)
            throw new ArgumentException(
                $"Column {name}: found the shape [{string.Join(", ", values.shape)}]; expected {Count} rows.",
                nameof(values)
            );
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var kept = values
            .detach()
            .to(asIs ? values.dtype : TensorArithmetic.EquationType(Device), Device, copy: true)
            .DetachFromDisposeScope();
        var place = Array.IndexOf(_names, name);
        if (place >= 0)
        {
            _attached[place].Dispose();
            _attached[place] = kept;
            return;
        }
        _attached.Add(kept);
        _names = [.. _names, name]; // batches handed out keep the old list
    }

    /// <summary>The same, from the host.</summary>
    public void Attach(string name, ReadOnlySpan<double> values, ReadOnlySpan<long> shape)
    {
        var width = 1L;
        foreach (var size in shape)
            width *= size;
        if (values.Length != Count * width)
            throw new ArgumentException($"Column {name}: found {values.Length} numbers; expected {Count} rows of {width}.", nameof(values));
        using var sent = Arithmetic.DeviceTransfer.Send(values, [Count, .. shape], TensorArithmetic.EquationType(Device), Device);
        Attach(name, sent);
    }

    /// <summary>The number of rows that have about so many numbers.</summary>
    public int RowsOf(int numbers) =>
        (int)(
            numbers / Math.Max(1, _data.Columns.Sum(static column => (long)column.Width) + _attached.Sum(column => column.numel() / Count))
        );

    /// <summary>A batch of <paramref name="count"/> rows.</summary>
    /// <param name="count">How many, of each member where there are several.</param>
    /// <param name="pick">Takes them from a column, of <see cref="Count"/> rows or more.</param>
    /// <param name="rowOf">Their numbers, those of all members one after the other.</param>
    /// <param name="members">L, where tensors are to be [L, n, ...].</param>
    public Batch<TRow> Pick(int count, Func<Tensor, Tensor> pick, Func<int, long> rowOf, int? members = null)
    {
        var columns = new Tensor[_columns.Length + _attached.Count];
        for (var i = 0; i < columns.Length; i++)
            columns[i] =
                i < _columns.Length && _data.Columns[i].HoldsSequences
                    ? Filled(_data.Columns[i], members is { } several ? [several, count] : [count], rowOf)
                : i < _columns.Length ? Encoded(i, pick(_columns[i]!))
                : pick(_attached[i - _columns.Length]);
        return new Batch<TRow>(count, columns, _names);
    }

    /// <summary>Some rows of one column.</summary>
    public Tensor PickColumn(int column, long[] rows)
    {
        using var places = Arithmetic.DeviceTransfer.Send<long>(rows, [rows.Length], Device);
        return Encoded(column, _columns[column]!.index_select(0, places));
    }

    /// <summary>Images as numbers: by a table, since a device may divide by way of the reciprocal, which gives other bits.</summary>
    private Tensor Encoded(int column, Tensor picked)
    {
        if (!_data.Columns[column].HoldsImages)
            return picked;
        using (picked)
        using (var pixels = picked.add(_widening!, Alpha.One))
            return _codes!.take(pixels);
    }

    private (Tensor Codes, Tensor Widening) Table(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var codes = DeviceTransfer.Send(ImageSpace.EncodedBytes, [ImageSpace.EncodedBytes.Length], Device).to(type);
        return (codes.DetachFromDisposeScope(), zeros([1], ScalarType.Int64, Device).DetachFromDisposeScope());
    }

    public void Dispose()
    {
        Detach();
        _codes?.Dispose();
        _widening?.Dispose();
        foreach (var column in _columns)
            column?.Dispose();
    }

    /// <summary>
    /// Sequences of some rows, as wide as the longest of them; the host remembers them too, unless rows were added since they were counted.
    /// </summary>
    private Tensor Filled(Column column, long[] rows, Func<int, long> rowOf)
    {
        if (_generation != _data.Generation)
            throw new InvalidOperationException(
                $"The data set of {typeof(TRow).Name} rows was emptied; expected a refresh before the next batch."
            );
        var count = (int)rows.Aggregate(1L, static (product, size) => product * size);
        var longest = column.Longest(count, rowOf);
        var (type, shape) = (TypeOf(column), column.Row.IsSeveral ? (long[])[.. rows, column.Parts, longest] : [.. rows, longest]);
        if (type != ScalarType.Float32)
            return Arithmetic.DeviceTransfer.Send(Rows<double>(column, count, rowOf, longest), shape, type, Device);
        var values = Rows<float>(column, count, rowOf, longest);
        var sent = Arithmetic.DeviceTransfer.Send<float>(values, shape, Device);
        if (rows.Length == 1 && _seen == _data.Written)
            HostCopies.Add(sent, values);
        return sent;
    }

    private static T[] Rows<T>(Column column, int count, Func<int, long> rowOf, int longest)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        var values = new T[checked(count * column.Parts * longest)];
        for (var i = 0; i < count; i++)
        for (var part = 0; part < column.Parts; part++)
            column.CopyTo((int)rowOf(i), part, values.AsSpan(((i * column.Parts) + part) * longest, longest));
        return values;
    }

    private ScalarType TypeOf(Column column) =>
        column.HoldsImages ? ScalarType.Byte : Batch.TypeOf(column.Row, column.IsWide, _type, Device);

    private void Detach()
    {
        foreach (var column in _attached)
            column.Dispose();
        _attached.Clear();
        _names = [];
    }

    private void Grow(int index, int capacity, int kept)
    {
        var source = _data.Columns[index];
        var wider = empty(source.Shape(capacity), TypeOf(source), Device).DetachFromDisposeScope();
        if (kept > 0)
            wider.narrow(0, 0, kept).copy_(_columns[index]!.narrow(0, 0, kept));
        _columns[index]?.Dispose();
        (_columns[index], _widths[index]) = (wider, source.PartWidth);
    }

    /// <summary>Sends the last <paramref name="count"/> rows written: one piece, or two where the ring starts over.</summary>
    private void Send(int index, int count)
    {
        var limit = _data.Capacity ?? int.MaxValue;
        var first = (int)((_data.Written - count) % limit);
        var behind = Math.Min(count, limit - first);
        Send(index, first, behind);
        Send(index, 0, count - behind);
    }

    private void Send(int index, int first, int count)
    {
        if (count == 0)
            return;
        var source = _data.Columns[index];
        var (from, numbers, target) = (first * source.Width, count * source.Width, _columns[index]!.narrow(0, first, count));
        target.copy_(
            source.HoldsImages ? DeviceTransfer.Send<byte>(source.Pixels.AsSpan(from, numbers), source.Shape(count), Device)
            : source.IsWide ? Arithmetic.DeviceTransfer.Send(source.Wide.AsSpan(from, numbers), source.Shape(count), target.dtype, Device)
            : Arithmetic.DeviceTransfer.Send<float>(source.Narrow.AsSpan(from, numbers), source.Shape(count), Device)
        );
    }
}
