using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DeclarativeIL.Formats;

/// <summary>
/// A checksum inside a Parquet file: 8 letters and the SHA-256 of all other bytes, between the data and the footer, where
/// Parquet's offsets lead no reader. So a damaged file is found out before anything in it is believed.
/// </summary>
/// <remarks>
/// Needed: a changed number would not be noticed at all. It guards against accidents, not against forgers, who can compute a checksum too.
/// </remarks>
internal static class TrajectorySeal
{
    private const int Size = 8 + SHA256.HashSizeInBytes,
        Tail = 8; // the tail: the footer's length and "PAR1"

    private static ReadOnlySpan<byte> Letters => "DIL-SHA2"u8;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Puts the seal into a finished Parquet file.</summary>
    public static void Apply(Stream file)
    {
        var tail = Read(file, file.Length - Tail, Tail);
        var footerStart = file.Length - Tail - BinaryPrimitives.ReadUInt32LittleEndian(tail);
        var footer = Read(file, footerStart, (int)(file.Length - footerStart));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, file, 0, footerStart);
        hash.AppendData(footer);
        file.Position = footerStart;
        file.Write(Letters);
        file.Write(hash.GetHashAndReset());
        file.Write(footer);
    }

    /// <summary>Checks that the file is complete and unchanged.</summary>
    public static void Check(Stream file, string name)
    {
        if (file.Length < Magic.Length + Size + Tail)
            throw new TrajectoryFileException(name, "its end", $"{file.Length} bytes", $"at least {Magic.Length + Size + Tail}");
        if (!Read(file, 0, Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new TrajectoryFileException(name, "byte 0", "other letters", "PAR1, as a Parquet file begins");
        var tail = Read(file, file.Length - Tail, Tail);
        if (!tail.AsSpan(4).SequenceEqual(Magic))
            throw new TrajectoryFileException(name, $"byte {file.Length - 4}", "other letters", "PAR1, as a complete Parquet file ends");
        var footerStart = file.Length - Tail - BinaryPrimitives.ReadUInt32LittleEndian(tail);
        var seal = footerStart - Size;
        if (seal < Magic.Length)
            throw new TrajectoryFileException(
                name,
                $"byte {file.Length - Tail}",
                "a footer longer than the file",
                "a footer inside the file"
            );
        var block = Read(file, seal, Size);
        if (!block.AsSpan(0, Letters.Length).SequenceEqual(Letters))
            throw new TrajectoryFileException(
                name,
                $"byte {seal}",
                "no checksum",
                "the checksum that DeclarativeIL writes into trajectory files"
            );
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, file, 0, seal);
        Append(hash, file, footerStart, file.Length);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(block.AsSpan(Letters.Length)))
            throw new TrajectoryFileException(
                name,
                $"byte {seal}",
                "a checksum of other contents",
                "the checksum of this file: it is damaged"
            );
    }

    private static byte[] Read(Stream file, long position, int count)
    {
        var bytes = new byte[count];
        file.Position = position;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Append(IncrementalHash hash, Stream file, long from, long to)
    {
        var buffer = new byte[1 << 16];
        for (file.Position = from; file.Position < to; )
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - file.Position));
            file.ReadExactly(part);
            hash.AppendData(part);
        }
    }
}
