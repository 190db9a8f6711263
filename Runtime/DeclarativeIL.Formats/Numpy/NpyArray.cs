using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Numpy;

/// <summary>Arrays of NumPy, read without trust. Arrays of Python objects are pickles: they are skipped, never run.</summary>
/// <remarks>Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.</remarks>
internal static partial class NpyArray
{
    private const int LongestHeader = 1 << 16,
        LargestElement = 1 << 20,
        MostAxes = 32;

    private static ReadOnlySpan<byte> Magic => "NUMPY"u8;

    /// <summary>Reads an array; none where it is one of objects.</summary>
    /// <exception cref="MalformedDataException">It is none, damaged, too large, or of a kind that is not read.</exception>
    public static EpisodeColumn? Read(Stream stream, MemoryLimit limit, string position)
    {
        var (kind, size, isBig, isFortran, shape) = Header(stream, position);
        if (kind == 'O')
            return null;
        var count = 1L;
        foreach (var along in shape)
            count =
                along == 0 ? 0
                : count > long.MaxValue / along ? long.MaxValue
                : count * along;
        limit.Take(count, size, position);
        var bytes = new byte[count * size];
        Fill(stream, bytes, position);
        if (stream.ReadByte() >= 0)
            throw new MalformedDataException(position, $"more than {bytes.Length} bytes", $"{bytes.Length}, as its shape says");
        if (isFortran && shape.Length > 1)
        {
            limit.Take(bytes.Length, position);
            bytes = Transposed(bytes, shape, size);
        }
        return kind is 'S' or 'U' ? Texts(bytes, kind, size, isBig, limit, position) : Numbers(bytes, kind, size, isBig, shape, position);
    }

    private static EpisodeColumn Numbers(byte[] bytes, char kind, int size, bool isBig, long[] shape, string position)
    {
        if (isBig)
            Elements.Reverse(bytes, size);
        ColumnType? type = (kind, size) switch
        {
            ('b', 1) => ColumnType.Boolean,
            ('f', 2) => ColumnType.Float16,
            ('f', 4) => ColumnType.Float32,
            ('f', 8) => ColumnType.Float64,
            ('i' or 'u', _) => Elements.Whole(size, kind == 'i'),
            _ => null,
        };
        var element =
            type ?? throw new MalformedDataException(position, $"elements '{kind}{size}'", "numbers of up to 64 bits, truths or texts");
        foreach (var along in shape)
            if (along > int.MaxValue)
                throw new MalformedDataException(position, $"a shape of {string.Join(" x ", shape)}", "sizes that an array can have");
        var width = shape.Skip(1).Aggregate(1L, static (product, along) => Math.Min(int.MaxValue, product * along));
        if (width == int.MaxValue)
            throw new MalformedDataException(position, $"a shape of {string.Join(" x ", shape)}", "rows that an array can hold");
        return shape.Length == 0
            ? EpisodeColumn.OfNumbers(element, 1, [], bytes)
            : EpisodeColumn.OfNumbers(element, (int)shape[0], [.. shape.Skip(1).Select(static along => (int)along)], bytes);
    }

    private static EpisodeColumn Texts(byte[] bytes, char kind, int size, bool isBig, MemoryLimit limit, string position)
    {
        var count = size == 0 ? 0 : bytes.Length / size;
        limit.Take(count, 32 + (2 * size), position);
        var encoding = kind == 'S' ? Encoding.Latin1 : new UTF32Encoding(isBig, false, false);
        var texts = new string[count];
        for (var i = 0; i < count; i++)
            texts[i] = encoding.GetString(bytes, i * size, size).TrimEnd('\0');
        return EpisodeColumn.OfTexts(texts);
    }

    private static (char Kind, int Size, bool IsBig, bool IsFortran, long[] Shape) Header(Stream stream, string position)
    {
        var head = new byte[8];
        Fill(stream, head, position);
        if (head[0] != 0x93 || !head.AsSpan(1, 5).SequenceEqual(Magic))
            throw new MalformedDataException(position, "other letters", "NUMPY, as an array begins");
        if (head[6] is < 1 or > 3)
            throw new MalformedDataException(position, $"version {head[6]}", "1 to 3");
        var length = new byte[head[6] == 1 ? 2 : 4];
        Fill(stream, length, position);
        var size = length.Length == 2 ? BitConverter.ToUInt16(length) : BitConverter.ToUInt32(length);
        if (size > LongestHeader)
            throw new MalformedDataException(position, $"a header of {size} bytes", $"at most {LongestHeader}");
        var header = new byte[size];
        Fill(stream, header, position);
        return Parse((head[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header), position);
    }

    private static (char, int, bool, bool, long[]) Parse(string header, string position)
    {
        var found = HeaderPattern().Match(header);
        if (!found.Success)
            throw new MalformedDataException(
                position,
                $"a header '{(header.Length > 80 ? header[..80] + "..." : header.Trim())}'",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } with one type of elements"
            );
        var sizes = found.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (sizes.Length > MostAxes)
            throw new MalformedDataException(position, $"{sizes.Length} axes", $"at most {MostAxes}");
        var shape = new long[sizes.Length];
        for (var i = 0; i < shape.Length; i++)
            if (!long.TryParse(sizes[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
                throw new MalformedDataException(position, $"a size of {sizes[i]}", "a whole number");
        var kind = found.Groups["kind"].Value[0];
        var size = 0;
        if (kind != 'O' && !int.TryParse(found.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out size))
            throw new MalformedDataException(
                position,
                $"elements '{found.Groups["kind"].Value}{found.Groups["size"].Value}'",
                "a number of bytes"
            );
        if (size > LargestElement)
            throw new MalformedDataException(position, $"elements of size {size}", $"at most {LargestElement}");
        return (kind, kind == 'U' ? 4 * size : size, found.Groups["order"].Value == ">", found.Groups["fortran"].Value == "True", shape);
    }

    private static byte[] Transposed(byte[] bytes, long[] shape, int size)
    {
        var (result, at) = (new byte[bytes.Length], new long[shape.Length]);
        for (var to = 0L; to < bytes.Length; to += size)
        {
            var from = 0L;
            for (var i = shape.Length - 1; i >= 0; i--)
                from = (from * shape[i]) + at[i];
            bytes.AsSpan((int)(from * size), size).CopyTo(result.AsSpan((int)to));
            for (var i = shape.Length - 1; i >= 0 && ++at[i] == shape[i]; i--)
                at[i] = 0;
        }
        return result;
    }

    private static void Fill(Stream stream, byte[] bytes, string position)
    {
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            throw new MalformedDataException(position, $"{read} bytes", $"{bytes.Length}: it is cut off");
    }

    [GeneratedRegex(
        @"^\{\s*'descr'\s*:\s*'(?<order>[<>|=]?)(?<kind>[a-zA-Z])(?<size>\d*)'\s*,\s*'fortran_order'\s*:\s*(?<fortran>True|False)\s*,"
            + @"\s*'shape'\s*:\s*\((?<shape>[\dL,\s]*)\)\s*,?\s*\}\s*$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex HeaderPattern();
}
