using System.Numerics;
using System.Runtime.InteropServices;

namespace DeclarativeIL.Formats.Parquet;

/// <summary>Numbers and truths of a page.</summary>
internal static class ParquetNumbers
{
    private const int Plain = 0,
        DeltaPacked = 5;

    /// <summary>Numbers one after the other, or places in a dictionary.</summary>
    public static ParquetValues<T> Open<T>(ParquetPage page, T[]? dictionary, string position)
        where T : unmanaged, INumberBase<T> =>
        page.Encoding switch
        {
            Plain => new PlainNumbers<T>(page, position),
            DeltaPacked when typeof(T) == typeof(int) => new PackedNumbers<T>(page, position),
            _ when ParquetEntries<T>.IsByDictionary(page) => new DictionaryValues<T>(page, dictionary, position),
            _ => throw new MalformedParquetException(
                position,
                $"numbers in encoding {page.Encoding}",
                "PLAIN, a dictionary or, of whole numbers, DELTA_BINARY_PACKED"
            ),
        };

    /// <summary>Truths, eight a byte.</summary>
    public static ParquetValues<bool> OpenTruths(ParquetPage page, bool[]? dictionary, string position) =>
        page.Encoding == Plain
            ? new PlainTruths(page, position)
            : throw new MalformedParquetException(position, $"truths in encoding {page.Encoding}", "PLAIN");
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
        return number is >= int.MinValue and <= int.MaxValue
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
