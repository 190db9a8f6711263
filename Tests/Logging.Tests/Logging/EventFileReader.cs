using System.Text;

namespace DeclarativeIL.Logging.Tests.Logging;

/// <summary>
/// Reads event files by code of its own: records by a bitwise table of CRC-32C, messages by wire types, without a library.
/// </summary>
internal static class EventFileReader
{
    private const uint Polynomial = 0x82F63B78; // of Castagnoli, reflected
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static i => Shifted((uint)i))];

    /// <summary>The bytes of each record; checksums are checked.</summary>
    public static IReadOnlyList<byte[]> Records(byte[] file)
    {
        var (records, at) = (new List<byte[]>(), 0);
        while (at < file.Length)
        {
            var length = (int)BitConverter.ToUInt64(file, at);
            Assert.Equal(Masked(file.AsSpan(at, 8)), BitConverter.ToUInt32(file, at + 8));
            Assert.Equal(Masked(file.AsSpan(at + 12, length)), BitConverter.ToUInt32(file, at + 12 + length));
            records.Add(file[(at + 12)..(at + 12 + length)]);
            at += length + 16;
        }
        return records;
    }

    /// <summary>CRC-32C.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var one in bytes)
            crc = Table[(crc ^ one) & 0xFF] ^ (crc >> 8);
        return crc ^ 0xFFFFFFFFu;
    }

    /// <summary>The fields of a message by their numbers: 8, 4 or any number of bytes, or a number.</summary>
    public static ILookup<int, byte[]> Fields(byte[] message)
    {
        var (fields, at) = (new List<(int Field, byte[] Value)>(), 0);
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            var size = (key & 7) switch
            {
                0 => 0,
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                _ => throw new InvalidDataException($"Wire type {key & 7}."),
            };
            fields.Add(((int)(key >> 3), (key & 7) == 0 ? BitConverter.GetBytes(Varint(message, ref at)) : message[at..(at + size)]));
            at += size;
        }
        return fields.ToLookup(static field => field.Field, static field => field.Value);
    }

    /// <summary>Scalars of a file: step, tag, value.</summary>
    public static IEnumerable<(long Step, string Tag, float Value)> Scalars(byte[] file) =>
        from record in Records(file)
        let fields = Fields(record)
        from summary in fields[5]
        from value in Fields(summary)[1]
        let parts = Fields(value)
        where parts.Contains(2)
        select (
            fields.Contains(2) ? BitConverter.ToInt64(fields[2].Single()) : 0,
            Encoding.UTF8.GetString(parts[1].Single()),
            BitConverter.ToSingle(parts[2].Single())
        );

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Checksum(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u;
    }

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? (value >> 1) ^ Polynomial : value >> 1;
        return value;
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        var (value, shift) = (0ul, 0);
        while (true)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
            shift += 7;
        }
    }
}
