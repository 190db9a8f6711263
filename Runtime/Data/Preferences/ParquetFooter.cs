using System.Buffers.Binary;

namespace DeclarativeIL.Data;

/// <summary>
/// Walks through the footer of a Parquet file without believing it: whether it is well-formed Thrift (compact protocol), to its
/// last byte.
/// </summary>
/// <remarks>
/// Parquet.Net 6.1 can loop for ever over a damaged footer. Format: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
/// </remarks>
internal ref struct ParquetFooter
{
    private const int Tail = 8, MostBytes = 1 << 26, MostDepth = 16;     // the tail: the footer's length and "PAR1"

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private ParquetFooter(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Checks beginning, end and footer of a file; leaves it at its beginning.</summary>
    /// <exception cref="PreferenceFileException">It is no Parquet file, or a damaged one.</exception>
    public static void Check(FileStream file, string path)
    {
        if (file.Length < Magic.Length + Tail)
            throw Wrong("the file", $"{file.Length} bytes", "a Parquet file");
        var head = Read(file, 0, Magic.Length);
        if (!head.AsSpan().SequenceEqual(Magic))
            throw Wrong("byte 0", "other letters", "PAR1, as a Parquet file begins");
        var tail = Read(file, file.Length - Tail, Tail);
        if (!tail.AsSpan(4).SequenceEqual(Magic))
            throw Wrong($"byte {file.Length - 4}", "other letters", "PAR1, as a complete Parquet file ends");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length == 0 || length > Math.Min(MostBytes, file.Length - Tail - Magic.Length))
            throw Wrong($"byte {file.Length - Tail}", $"a footer of {length} bytes", $"1 to {Math.Min(MostBytes, file.Length - Tail - Magic.Length)}");
        var footer = new ParquetFooter(Read(file, file.Length - Tail - length, (int)length));
        if (!footer.Struct(0) || footer._at != length)
            throw Wrong($"byte {file.Length - Tail - length + footer._at}", "what is no Thrift", "the footer of a Parquet file");
        file.Position = 0;

        PreferenceFileException Wrong(string position, string found, string expected) => new(path, position, 0, found, expected);
    }

    private static byte[] Read(FileStream file, long position, int count)
    {
        var bytes = new byte[count];
        file.Position = position;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Fields up to the stop; each is a header of type and number, and a value.</summary>
    private bool Struct(int depth)
    {
        while (depth < MostDepth && Byte(out var header))
        {
            if (header == 0)
                return true;
            if (header >> 4 == 0 && !Varint(out _))
                return false;
            if ((header & 15) is not (1 or 2) && !Value(header & 15, depth))        // truths are in the header
                return false;
        }
        return false;
    }

    private bool Value(int type, int depth) => type switch
    {
        1 or 2 or 3 => Skip(1),
        4 or 5 or 6 => Varint(out _),
        7 => Skip(8),
        8 => Varint(out var length) && length <= int.MaxValue && Skip((int)length),
        9 or 10 => List(depth + 1),
        11 => Map(depth + 1),
        12 => Struct(depth + 1),
        _ => false,
    };

    private bool List(int depth)
    {
        if (depth >= MostDepth || !Byte(out var header))
            return false;
        var count = (ulong)(header >> 4);
        return (count < 15 || Varint(out count)) && Values(count, header & 15, depth);
    }

    private bool Map(int depth)
    {
        if (depth >= MostDepth || !Varint(out var count))
            return false;
        if (count == 0)
            return true;
        if (!Byte(out var types))
            return false;
        for (var i = 0UL; i < count; i++)
            if (!Value(types >> 4, depth) || !Value(types & 15, depth))
                return false;
        return true;
    }

    /// <summary>Every value takes a byte or more, so there cannot be more of them than bytes.</summary>
    private bool Values(ulong count, int type, int depth)
    {
        if (count > (ulong)(_bytes.Length - _at))
            return false;
        for (var i = 0UL; i < count; i++)
            if (!Value(type, depth))
                return false;
        return true;
    }

    private bool Varint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (!Byte(out var part))
                return false;
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
                return true;
        }
        return false;
    }

    private bool Byte(out byte value)
    {
        value = _at < _bytes.Length ? _bytes[_at] : (byte)0;
        return Skip(1);
    }

    private bool Skip(int count)
    {
        if (count > _bytes.Length - _at)
            return false;
        _at += count;
        return true;
    }
}
