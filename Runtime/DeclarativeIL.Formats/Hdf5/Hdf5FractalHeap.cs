using System.Numerics;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>A fractal heap: where links and attributes lie if there are many.</summary>
/// <remarks>Format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html, "Fractal Heap".</remarks>
internal sealed class Hdf5FractalHeap
{
    private const int Huge = 1,
        Tiny = 2,
        HugeRecords = 1;

    private readonly Hdf5Source _source;
    private readonly string _position;
    private readonly int _width,
        _offsetSize,
        _lengthSize,
        _rows;
    private readonly long _start,
        _largest;
    private readonly long? _root,
        _huge;
    private Dictionary<long, (long Address, long Size)>? _hugeObjects;

    public Hdf5FractalHeap(Hdf5Source source, long address, string position)
    {
        (_source, _position) = (source, position);
        var head = 26 + (12 * source.LengthSize) + (3 * source.OffsetSize);
        var reader = new Hdf5Reader(source, source.Read(address, head, position), position);
        reader.Expect("FRHP"u8);
        reader.Version(0, 0);
        reader.Skip(2);
        if (reader.Short() != 0)
            throw reader.Wrong("a heap with filters", "one without");
        reader.Skip(1);
        var largestObject = reader.Word();
        reader.Skip(source.LengthSize);
        _huge = reader.Address();
        reader.Skip(source.LengthSize + source.OffsetSize + (8 * source.LengthSize));
        (_width, _start, _largest) = (reader.Short(), reader.Size(), reader.Size());
        _offsetSize = (reader.Short() + 7) / 8;
        reader.Skip(2);
        _root = reader.Address();
        _rows = reader.Short();
        if (_width == 0 || !BitOperations.IsPow2(_start) || !BitOperations.IsPow2(_largest) || _start > _largest || _offsetSize is 0 or > 8)
            throw reader.Wrong($"blocks of {_start} to {_largest} bytes, {_width} in a row", "powers of 2, one or more in a row");
        _lengthSize = Math.Min(
            (BitOperations.Log2((ulong)_largest) + 7) / 8,
            (BitOperations.Log2((ulong)Math.Max(1, largestObject)) / 8) + 1
        );
    }

    /// <summary>The object that an id leads to.</summary>
    public byte[] Read(ReadOnlySpan<byte> id)
    {
        var reader = new Hdf5Reader(_source, id, _position);
        var first = reader.Byte();
        switch ((first >> 4) & 3)
        {
            case Tiny:
                return reader.Take((first & 15) + 1).ToArray();
            case Huge:
                _hugeObjects ??= HugeObjects();
                return _hugeObjects.TryGetValue(reader.Number(Math.Min(reader.Left, _source.LengthSize)), out var found)
                    ? _source.Read(found.Address, found.Size, _position)
                    : throw reader.Wrong("an id of no object", "one that is in the heap");
            default:
                var (offset, length) = (reader.Number(_offsetSize), reader.Number(_lengthSize));
                var root = _root ?? throw reader.Wrong("a heap without blocks", "some");
                return _rows == 0 ? _source.Read(root + offset, length, _position) : Find(root, 0, _rows, offset, length, depth: 0);
        }
    }

    private Dictionary<long, (long Address, long Size)> HugeObjects()
    {
        var objects = new Dictionary<long, (long, long)>();
        if (_huge is not { } address)
            return objects;
        foreach (var record in Hdf5Tree.Records(_source, address, HugeRecords, _position))
        {
            var reader = new Hdf5Reader(_source, record, _position);
            var (place, size) = (reader.Place(), reader.Size());
            objects[reader.Size()] = (place, size);
        }
        return objects;
    }

    /// <summary>Looks in a block of blocks: rows of ever larger ones, first of bytes, then of blocks again.</summary>
    private byte[] Find(long address, long begin, int rows, long offset, long length, int depth)
    {
        var direct = BitOperations.Log2((ulong)_largest) - BitOperations.Log2((ulong)_start) + 2;
        var head = 5 + _source.OffsetSize + _offsetSize;
        var reader = new Hdf5Reader(_source, _source.Read(address, head, _position), _position);
        reader.Expect("FHIB"u8);
        var (at, entry) = (begin, address + head);
        for (var row = 0; row < rows && row < 64 && depth < 64; row++)
        {
            var size = row < 2 ? _start : _start << Math.Min(row - 1, 62);
            if (size <= 0 || size > (long.MaxValue - at) / _width)
                break;
            if (offset >= at + (size * _width))
            {
                (at, entry) = (at + (size * _width), entry + ((long)_width * _source.OffsetSize));
                continue;
            }
            var column = (offset - at) / size;
            var child = new Hdf5Reader(
                _source,
                _source.Read(entry + (column * _source.OffsetSize), _source.OffsetSize, _position),
                _position
            ).Place();
            at += column * size;
            return row < direct
                ? _source.Read(child + (offset - at), length, _position)
                : Find(child, at, RowsOf(size), offset, length, depth + 1);
        }
        throw new MalformedDataException(_position, $"an object at {offset} of a heap", "one inside of its blocks");
    }

    /// <summary>The number of rows of a block that stands for so many bytes.</summary>
    private int RowsOf(long size) =>
        BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)_start) - BitOperations.Log2((uint)_width) + 1;
}
