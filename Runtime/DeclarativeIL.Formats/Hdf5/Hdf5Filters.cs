using System.IO.Compression;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>What was done to a chunk before it was written, undone.</summary>
internal sealed class Hdf5Filters
{
    private const int Deflate = 1,
        Shuffle = 2,
        Fletcher32 = 3,
        Checksum = 4;

    private readonly List<(int Id, long[] Values)> _filters = [];

    private Hdf5Filters() { }

    /// <summary>No filters.</summary>
    public static Hdf5Filters None { get; } = new();

    /// <summary>True if chunks lie in the file as they are.</summary>
    public bool IsEmpty => _filters.Count == 0;

    public static Hdf5Filters Read(Hdf5Reader reader)
    {
        var (version, filters) = (reader.Version(1, 2), new Hdf5Filters());
        var count = reader.Byte();
        reader.Skip(version == 1 ? 6 : 0);
        for (var i = 0; i < count; i++)
        {
            var id = reader.Short();
            var name = version == 1 || id >= 256 ? reader.Short() : 0;
            reader.Skip(2);
            var values = new long[reader.Short()];
            reader.Skip(version == 1 ? (name + 7) / 8 * 8 : name);
            for (var k = 0; k < values.Length; k++)
                values[k] = reader.Word();
            if (version == 1 && values.Length % 2 != 0)
                reader.Skip(4);
            if (id is not (Deflate or Shuffle or Fletcher32))
                throw reader.Wrong($"filter {id}{(id == 32000 ? " (LZF)" : "")}", "gzip, shuffle or Fletcher32");
            filters._filters.Add((id, values));
        }
        return filters;
    }

    /// <summary>The chunk as it was.</summary>
    /// <param name="stored">As it lies in the file.</param>
    /// <param name="mask">Filters that were left out, a bit each.</param>
    /// <param name="size">Bytes that it has to have.</param>
    /// <param name="position">For messages.</param>
    public byte[] Undo(byte[] stored, long mask, int size, string position)
    {
        for (var i = _filters.Count - 1; i >= 0; i--)
        {
            if (i < 32 && (mask >> i & 1) != 0)
                continue;
            stored = _filters[i].Id switch
            {
                Deflate => Inflate(stored, size + (Checksum * i), position), // checksums before it are part of what it packed
                Fletcher32 => Check(stored, position),
                _ => Unshuffle(stored, _filters[i].Values is [var width, ..] ? width : 0, position),
            };
        }
        return stored.Length == size ? stored : throw new MalformedDataException(position, $"a chunk of {stored.Length} bytes", $"{size}");
    }

    private static byte[] Inflate(byte[] stored, int most, string position)
    {
        var bytes = new byte[most];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(stored), CompressionMode.Decompress);
            var read = stream.ReadAtLeast(bytes, most, throwOnEndOfStream: false);
            if (read == most && stream.ReadByte() >= 0)
                throw new MalformedDataException(position, $"a chunk of more than {most} bytes", $"at most {most}");
            return read == most ? bytes : bytes[..read];
        }
        catch (InvalidDataException e)
        {
            throw new MalformedDataException(position, $"data that cannot be decompressed ({e.Message.TrimEnd('.')})", "zlib data");
        }
    }

    /// <summary>The sum of 16-bit words, as HDF5 makes it: the highest byte of each first.</summary>
    private static byte[] Check(byte[] stored, string position)
    {
        if (stored.Length < Checksum)
            throw new MalformedDataException(position, $"a chunk of {stored.Length} bytes", "a checksum behind it");
        var (first, second, at) = (0u, 0u, 0);
        var length = stored.Length - Checksum;
        for (var words = length / 2; words > 0; )
        {
            for (var left = Math.Min(words, 360); left > 0; left--, words--, at += 2)
                second += first += (uint)(stored[at] << 8 | stored[at + 1]);
            (first, second) = ((first & 0xFFFF) + (first >> 16), (second & 0xFFFF) + (second >> 16));
        }
        if (length % 2 != 0)
        {
            second += first += (uint)stored[at] << 8;
            (first, second) = ((first & 0xFFFF) + (first >> 16), (second & 0xFFFF) + (second >> 16));
        }
        (first, second) = ((first & 0xFFFF) + (first >> 16), (second & 0xFFFF) + (second >> 16));
        return BitConverter.ToUInt32(stored, length) == (second << 16 | first)
            ? stored[..length]
            : throw new MalformedDataException(position, "a checksum of other contents", "the checksum of this chunk: it is damaged");
    }

    private static byte[] Unshuffle(byte[] stored, long width, string position)
    {
        if (width < 1 || width > stored.Length)
            return width > 0 ? stored : throw new MalformedDataException(position, $"elements of {width} bytes", "1 or more");
        var (count, size, bytes) = (stored.Length / (int)width, (int)width, new byte[stored.Length]);
        for (var b = 0; b < size; b++)
        for (var i = 0; i < count; i++)
            bytes[(i * size) + b] = stored[(b * count) + i];
        stored.AsSpan(count * size).CopyTo(bytes.AsSpan(count * size));
        return bytes;
    }
}
