using System.Buffers.Binary;
using System.Text;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Arrow;

/// <summary>A table of a FlatBuffer; every offset is checked before it is followed.</summary>
/// <remarks>Format: https://flatbuffers.dev/internals/.</remarks>
internal readonly struct FlatTable
{
    private readonly byte[] _bytes;
    private readonly int _at,
        _fields,
        _count;
    private readonly string _position;

    private FlatTable(byte[] bytes, long at, string position)
    {
        (_bytes, _position) = (bytes, position);
        _at = Checked(at, 4);
        var fields = at - BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(_at));
        _fields = Checked(fields, 4);
        _count = (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(_fields)) / 2) - 2;
        if (_count > 0)
            Checked(fields, 4 + (2 * _count));
    }

    /// <summary>The table that a buffer begins with.</summary>
    public static FlatTable Root(byte[] bytes, string position) =>
        bytes.Length < 4
            ? throw new MalformedDataException(position, $"{bytes.Length} bytes", "a table")
            : new(bytes, BinaryPrimitives.ReadUInt32LittleEndian(bytes), position);

    public long Number(int field, int size, long otherwise = 0)
    {
        if (Place(field) is not { } at)
            return otherwise;
        var bytes = _bytes.AsSpan(Checked(at, size), size);
        return size switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
    }

    /// <summary>The table of a field; none where there is none.</summary>
    public FlatTable? Table(int field) => Place(field) is { } at ? new(_bytes, Follow(at), _position) : null;

    public string Text(int field)
    {
        if (Place(field) is not { } at)
            return "";
        var (start, count) = Vector(Follow(at), 1);
        return Encoding.UTF8.GetString(_bytes.AsSpan(start, count));
    }

    /// <summary>The number of elements of a list, and where they are.</summary>
    /// <param name="field">The field.</param>
    /// <param name="size">Bytes of an element.</param>
    public (int Start, int Count) List(int field, int size) => Place(field) is { } at ? Vector(Follow(at), size) : (0, 0);

    /// <summary>A table of a list of tables.</summary>
    public FlatTable Element(int start, int index) => new(_bytes, Follow(start + (4L * index)), _position);

    /// <summary>A number of 8 bytes in a list of structures.</summary>
    public long Long(int start, int index) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(Checked(start + (8L * index), 8)));

    private (int, int) Vector(long at, int size)
    {
        var count = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(Checked(at, 4)));
        return (Checked(at + 4, count * size), (int)count);
    }

    private long? Place(int field)
    {
        if (field >= _count)
            return null;
        var offset = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(_fields + 4 + (2 * field)));
        return offset == 0 ? null : _at + offset;
    }

    private long Follow(long at) => at + BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(Checked(at, 4)));

    private int Checked(long at, long size) =>
        at >= 0 && size >= 0 && at <= _bytes.Length - size
            ? (int)at
            : throw new MalformedDataException(_position, $"{size} bytes at {at}", $"some of the {_bytes.Length} of the message");
}
