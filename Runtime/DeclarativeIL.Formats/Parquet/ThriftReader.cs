using System.Text;

namespace DeclarativeIL.Formats.Parquet;

/// <summary>
/// Reads Thrift's compact protocol from bytes that may be hostile: every value is held against its type and against the bytes that are
/// left before it is believed.
/// </summary>
/// <remarks>Format: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.</remarks>
/// <param name="bytes">What is read.</param>
/// <param name="place">What it is part of, for messages.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, string place)
{
    /// <summary>A type of the protocol.</summary>
    public const int True = 1,
        False = 2,
        Byte = 3,
        Double = 7,
        Binary = 8,
        List = 9,
        Set = 10,
        Map = 11,
        Struct = 12;

    private const int MostDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes that have been read.</summary>
    public int Position { get; private set; }

    /// <summary>The next field of a structure; false behind the last.</summary>
    /// <param name="id">That of the field before, 0 before the first; then its own.</param>
    /// <param name="type">Its type.</param>
    public bool Field(ref int id, out int type)
    {
        var header = Next();
        type = header & 15;
        if (header == 0)
            return false;
        id = header >> 4 == 0 ? (int)ZigZag() : id + (header >> 4);
        return id is > 0 and <= short.MaxValue ? true : throw Wrong($"a field of number {id}", "1 to 32767");
    }

    /// <summary>A whole number.</summary>
    public long Integer(int type, long least = long.MinValue, long most = long.MaxValue)
    {
        if (type is < Byte or > 6)
            throw Wrong($"a value of type {type}", "a whole number");
        var number = type == Byte ? (sbyte)Next() : ZigZag();
        return number >= least && number <= most ? number : throw Wrong($"{number}", $"{least} to {most}");
    }

    /// <summary>A truth, which lies in the header of its field.</summary>
    public readonly bool Truth(int type) => type is True or False ? type == True : throw Wrong($"a value of type {type}", "a truth");

    /// <summary>A text, of UTF-8 that need not be valid.</summary>
    public string Text(int type)
    {
        Expect(type, Binary, "a text");
        return Encoding.UTF8.GetString(Take(Size()));
    }

    /// <summary>The head of a list: how many follow, of which type. Each takes a byte or more, so there are not more than bytes.</summary>
    public int Elements(int type, out int of)
    {
        if (type is not (List or Set))
            throw Wrong($"a value of type {type}", "a list");
        var header = Next();
        of = header & 15;
        var count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        return count <= (ulong)(_bytes.Length - Position)
            ? (int)count
            : throw Wrong($"a list of {count}", $"at most {_bytes.Length - Position}, which bytes are left for");
    }

    /// <summary>Throws where a type is not that of structures.</summary>
    public readonly void Structure(int type) => Expect(type, Struct, "a structure");

    /// <summary>Passes over a value.</summary>
    public void Skip(int type) => Skip(type, isElement: false, 0);

    private void Skip(int type, bool isElement, int depth)
    {
        if (depth > MostDepth)
            throw Wrong($"values {depth} deep in each other", $"at most {MostDepth}");
        switch (type)
        {
            case True or False:
                Take(isElement ? 1 : 0);
                break;
            case >= Byte and <= 6:
                Integer(type);
                break;
            case Double:
                Take(sizeof(double));
                break;
            case Binary:
                Take(Size());
                break;
            case List or Set:
                for (var left = Elements(type, out var of); left > 0; left--)
                    Skip(of, isElement: true, depth + 1);
                break;
            case Map:
                SkipMap(depth);
                break;
            case Struct:
                for (var id = 0; Field(ref id, out var inner); )
                    Skip(inner, isElement: false, depth + 1);
                break;
            default:
                throw Wrong($"a value of type {type}", "a type of Thrift");
        }
    }

    private void SkipMap(int depth)
    {
        var left = Size();
        if (left == 0)
            return;
        var types = Next();
        for (; left > 0; left--)
        {
            Skip(types >> 4, isElement: true, depth + 1);
            Skip(types & 15, isElement: true, depth + 1);
        }
    }

    private int Size()
    {
        var size = Varint();
        return size <= (ulong)(_bytes.Length - Position)
            ? (int)size
            : throw Wrong($"{size} bytes", $"at most {_bytes.Length - Position}, which are left");
    }

    private long ZigZag()
    {
        var number = Varint();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Next();
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
                return value;
        }
        throw Wrong("a number of more than 64 bits", "at most 64");
    }

    private byte Next() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - Position)
            throw new MalformedParquetException(place, "an end in the middle of a value", $"more than {_bytes.Length} bytes");
        Position += count;
        return _bytes.Slice(Position - count, count);
    }

    private readonly void Expect(int type, int expected, string name)
    {
        if (type != expected)
            throw Wrong($"a value of type {type}", name);
    }

    private readonly MalformedParquetException Wrong(string found, string expected) => new($"{place}, byte {Position}", found, expected);
}
