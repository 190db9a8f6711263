using System.Numerics;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Formats.Parquet;

/// <summary>Numbers and truths of a page.</summary>
internal static class ParquetNumbers
{
    private const int Plain = 0,
        RunLength = 3,
        DeltaPacked = 5;

    /// <summary>Numbers one after the other, or places in a dictionary.</summary>
    public static ParquetValues<T> Open<T>(ParquetPage page, T[]? dictionary, string position)
        where T : unmanaged, INumberBase<T> =>
        page.Encoding switch
        {
            Plain => new PlainNumbers<T>(page, position),
            DeltaPacked when typeof(T) == typeof(int) || typeof(T) == typeof(long) => new PackedNumbers<T>(page, position),
            _ when ParquetEntries<T>.IsByDictionary(page) => new DictionaryValues<T>(page, dictionary, position),
            _ => throw new MalformedParquetException(
                position,
                $"numbers in encoding {page.Encoding}",
                "PLAIN, a dictionary or, of whole numbers, DELTA_BINARY_PACKED"
            ),
        };

    /// <summary>Truths, eight a byte.</summary>
    public static ParquetValues<bool> OpenTruths(ParquetPage page, bool[]? dictionary, string position) =>
        page.Encoding switch
        {
            Plain => new PlainTruths(page, position),
            RunLength => new RunLengthTruths(page, position),
            _ => throw new MalformedParquetException(position, $"truths in encoding {page.Encoding}", "PLAIN or RLE"),
        };
}

/// <summary>Little-endian numbers.</summary>
internal sealed class PlainNumbers<T>(ParquetPage page, string position) : ParquetValues<T>
    where T : unmanaged
{
    private readonly int _size = Marshal.SizeOf<T>();
    private int _at = page.Start;

    public override T Next()
    {
        if (_size > page.Bytes.Length - _at)
            throw new MalformedParquetException(position, "an end", "more numbers");
        _at += _size;
        return MemoryMarshal.Read<T>(page.Bytes.AsSpan(_at - _size));
    }
}

/// <summary>Differences of whole numbers, in few bits.</summary>
internal sealed class PackedNumbers<T>(ParquetPage page, string position) : ParquetValues<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly DeltaNumbers _numbers = new(page.Bytes, page.Start, page.Bytes.Length, position);
    private int _read;

    public override T Next()
    {
        if (_read++ >= _numbers.Count)
            throw new MalformedParquetException(position, "an end", "more numbers");
        var number = _numbers.Next();
        return typeof(T) == typeof(long) || number is >= int.MinValue and <= int.MaxValue
            ? T.CreateChecked(number)
            : throw new MalformedParquetException(position, $"{number}", "a number of 32 bits");
    }
}

/// <summary>Truths, from the lowest bit of each byte.</summary>
internal sealed class PlainTruths(ParquetPage page, string position) : ParquetValues<bool>
{
    private long _bit = 8L * page.Start;

    public override bool Next()
    {
        if (_bit >= 8L * page.Bytes.Length)
            throw new MalformedParquetException(position, "an end", "more truths");
        var value = (page.Bytes[_bit >> 3] >> (int)(_bit & 7) & 1) != 0;
        _bit++;
        return value;
    }
}

/// <summary>Truths as runs of equal ones, behind the number of their bytes.</summary>
internal sealed class RunLengthTruths : ParquetValues<bool>
{
    private readonly RunLengths _truths;

    public RunLengthTruths(ParquetPage page, string position)
    {
        var left = page.Bytes.Length - page.Start - sizeof(int);
        var size = left < 0 ? -1 : BitConverter.ToInt32(page.Bytes, page.Start);
        if (size < 0 || size > left)
            throw new MalformedParquetException(position, $"truths of {size} bytes", $"0 to {left}, which are left");
        var start = page.Start + sizeof(int);
        _truths = new(page.Bytes, start, start + size, 1, position);
    }

    public override bool Next() => _truths.Next() != 0;
}
