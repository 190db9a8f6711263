using System.IO.Compression;
using K4os.Compression.LZ4;

namespace DeclarativeIL.Formats.Parquet;

/// <summary>Decompresses pages into as many bytes as they say, never more.</summary>
internal static class ParquetCodecs
{
    private const int None = 0,
        Snappy = 1,
        GZip = 2,
        Brotli = 4,
        Lz4 = 5,
        Zstandard = 6,
        Lz4Raw = 7;

    /// <summary>Fills <paramref name="target"/>.</summary>
    /// <exception cref="MalformedParquetException">There are fewer or more bytes, or what is no such data.</exception>
    public static void Fill(int codec, ReadOnlySpan<byte> source, Span<byte> target, string position)
    {
        int written;
        try
        {
            written = codec switch
            {
                _ when target.IsEmpty => 0,
                None => source.TryCopyTo(target) ? source.Length : -1,
                Snappy => Snappier.Snappy.GetUncompressedLength(source) == target.Length ? Snappier.Snappy.Decompress(source, target) : -1,
                GZip => Inflate(source, target),
                Brotli => BrotliDecoder.TryDecompress(source, target, out var count) ? count : -1,
                Lz4 or Lz4Raw => LZ4Codec.Decode(source, target),
                Zstandard => Unwrap(source, target),
                _ => throw new MalformedParquetException(position, $"compression {codec}", "none, Snappy, gzip, Brotli, LZ4 or Zstandard"),
            };
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or ArgumentException
                        or InvalidOperationException
                        or ZstdSharp.ZstdException
                        or IndexOutOfRangeException
            )
        {
            throw new MalformedParquetException(
                position,
                $"data that cannot be decompressed ({e.Message.TrimEnd('.')})",
                $"{target.Length} bytes"
            );
        }
        if (written != target.Length)
            throw new MalformedParquetException(position, "a page of another length", $"{target.Length} bytes, as it says itself");
    }

    private static unsafe int Inflate(ReadOnlySpan<byte> source, Span<byte> target)
    {
        fixed (byte* bytes = source)
        {
            using var compressed = new UnmanagedMemoryStream(bytes, source.Length);
            using var stream = new GZipStream(compressed, CompressionMode.Decompress);
            var written = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            return stream.ReadByte() < 0 ? written : -1;
        }
    }

    private static int Unwrap(ReadOnlySpan<byte> source, Span<byte> target)
    {
        using var decompressor = new ZstdSharp.Decompressor();
        return decompressor.Unwrap(source, target);
    }
}
