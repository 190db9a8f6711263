using System.Buffers.Binary;
using System.Numerics;

namespace DeclarativeIL.Logging.TensorBoard;

/// <summary>
/// Records with checksums, as event files have them: the length in 8 bytes, its checksum in 4, the bytes, their checksum in 4; all little
/// endian. Checksums are CRC-32C, rotated by 15 bits to the right, plus a constant.
/// </summary>
internal static class RecordWriter
{
    private const uint MaskDelta = 0xA282EAD8;
    private const int Head = 12,
        Foot = 4;

    /// <summary>A record around its bytes.</summary>
    public static byte[] Record(ReadOnlySpan<byte> content)
    {
        var record = new byte[Head + content.Length + Foot];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Masked(record.AsSpan(0, 8)));
        content.CopyTo(record.AsSpan(Head));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(Head + content.Length), Masked(content));
        return record;
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return unchecked(BitOperations.RotateRight(~crc, 15) + MaskDelta);
    }
}
