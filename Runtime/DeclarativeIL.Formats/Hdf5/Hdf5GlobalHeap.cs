using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>Where texts of any length lie; the last collection that was read is kept.</summary>
/// <param name="source">The file.</param>
internal sealed class Hdf5GlobalHeap(Hdf5Source source)
{
    private long _address = -1;
    private byte[] _bytes = [];
    private Dictionary<int, (int At, int Size)> _objects = [];

    /// <summary>Bytes of a reference to an object.</summary>
    public int ReferenceSize => 8 + source.OffsetSize;

    /// <summary>The text that a reference leads to.</summary>
    public string Text(ReadOnlySpan<byte> reference, MemoryLimit limit, string position)
    {
        var reader = new Hdf5Reader(source, reference, position);
        var (length, address, index) = (reader.Word(), reader.Address(), (int)reader.Word());
        if (length == 0 || address is null or 0)
            return "";
        if (address != _address)
            Open(address.Value, position);
        if (!_objects.TryGetValue(index, out var found) || length > found.Size)
            throw reader.Wrong($"a text of {length} bytes, number {index} of a heap", "one that is there");
        limit.Take(2 * length, position);
        return reader.Text(_bytes.AsSpan(found.At, (int)length));
    }

    private void Open(long address, string position)
    {
        source.Begin();
        var head = 8 + source.LengthSize;
        var start = new Hdf5Reader(source, source.Read(address, head, position), position);
        start.Expect("GCOL"u8);
        start.Version(1, 1);
        start.Skip(3);
        var size = start.Size();
        _bytes = source.Read(address + head, size - head, position);
        (_address, _objects) = (address, []);
        var reader = new Hdf5Reader(source, _bytes, position);
        while (reader.Left >= 8 + source.LengthSize)
        {
            var index = reader.Short();
            reader.Skip(6);
            var length = reader.Size();
            if (index == 0)
                break;
            _objects[index] = (reader.At, (int)Math.Min(length, int.MaxValue));
            reader.Skip(length);
            reader.Align(8);
        }
    }
}
