using System.Buffers.Binary;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Files;

/// <summary>A way in which bytes are changed.</summary>
internal enum Mutation
{
    /// <summary>One bit, or a few, turned over.</summary>
    Bit,

    /// <summary>One byte, or a few, overwritten.</summary>
    Byte,

    /// <summary>A span filled with one byte, or with random ones.</summary>
    Span,

    /// <summary>A number of a kind that lengths have, at any place: of 32 or 64 bits, as a Thrift number, or in decimal digits.</summary>
    Length,

    /// <summary>Two spans exchanged.</summary>
    Swap,

    /// <summary>A piece cut off the end, the beginning or the middle.</summary>
    Truncation,

    /// <summary>A piece of the same file, or of another, put in.</summary>
    Splice,
}

/// <summary>Changes files.</summary>
internal static class Mutations
{
    private const string Letters = "0123456789{}[]\":,\\-e \n";

    private static readonly long[] Extremes =
    [
        0,
        1,
        -1,
        2,
        127,
        128,
        255,
        256,
        65535,
        65536,
        int.MaxValue,
        int.MinValue,
        uint.MaxValue,
        1L << 32,
        1L << 40,
        long.MaxValue,
        long.MinValue,
    ];

    /// <summary>A changed copy.</summary>
    /// <param name="kind">How.</param>
    /// <param name="bytes">Of what.</param>
    /// <param name="other">Another file, from which pieces come.</param>
    /// <param name="random">Decides the rest.</param>
    public static byte[] Apply(Mutation kind, byte[] bytes, byte[] other, RandomStream random)
    {
        if (bytes.Length == 0)
            return [.. other];
        var copy = bytes.ToArray();
        switch (kind)
        {
            case Mutation.Bit:
                for (var n = random.NextInt(3); n >= 0; n--)
                    copy[random.NextInt(copy.Length)] ^= (byte)(1 << random.NextInt(8));
                return copy;
            case Mutation.Byte:
                for (var n = random.NextInt(4); n >= 0; n--)
                    copy[random.NextInt(copy.Length)] =
                        random.NextInt(2) == 0 ? (byte)random.NextInt(256) : (byte)Letters[random.NextInt(Letters.Length)];
                return copy;
            case Mutation.Span:
                var (start, length) = Piece(copy.Length, random);
                if (random.NextInt(2) == 0)
                    copy.AsSpan(start, length).Fill((byte)(random.NextInt(2) == 0 ? 0 : random.NextInt(256)));
                else
                    for (var i = start; i < start + length; i++)
                        copy[i] = (byte)random.NextInt(256);
                return copy;
            case Mutation.Length:
                return WithLength(copy, random);
            case Mutation.Swap:
                return Swapped(copy, random);
            case Mutation.Truncation:
                return Cut(copy, random);
            default:
                return Spliced(copy, random.NextInt(2) == 0 || other.Length == 0 ? copy : other, random);
        }
    }

    private static (int Start, int Length) Piece(int length, RandomStream random)
    {
        var start = random.NextInt(length);
        var most = Math.Min(length - start, 1 << random.NextInt(10));
        return (start, 1 + random.NextInt(most));
    }

    private static byte[] WithLength(byte[] bytes, RandomStream random)
    {
        var number = random.NextInt(3) == 0 ? bytes.Length + random.NextInt(9) - 4 : Extremes[random.NextInt(Extremes.Length)];
        var at = random.NextInt(bytes.Length);
        Span<byte> written = stackalloc byte[10];
        switch (random.NextInt(4))
        {
            case 0:
                BinaryPrimitives.WriteInt32LittleEndian(written, unchecked((int)number));
                written[..Math.Min(4, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
                return bytes;
            case 1:
                BinaryPrimitives.WriteInt64LittleEndian(written, number);
                written[..Math.Min(8, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
                return bytes;
            case 2:
                var size = Varint(unchecked((ulong)number), written);
                return [.. bytes[..at], .. written[..size], .. bytes[Math.Min(bytes.Length, at + 1 + random.NextInt(size))..]];
            default:
                return WithDigits(bytes, at, number);
        }
    }

    /// <summary>The digits at that place, or the next ones behind it, become another number.</summary>
    private static byte[] WithDigits(byte[] bytes, int at, long number)
    {
        var start = at;
        while (start < bytes.Length && !char.IsAsciiDigit((char)bytes[start]))
            start++;
        var end = start;
        while (end < bytes.Length && char.IsAsciiDigit((char)bytes[end]))
            end++;
        return
        [
            .. bytes[..start],
            .. System.Text.Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            .. bytes[end..],
        ];
    }

    private static int Varint(ulong number, Span<byte> target)
    {
        var size = 0;
        for (; number > 127; number >>= 7)
            target[size++] = (byte)(number | 128);
        target[size++] = (byte)number;
        return size;
    }

    private static byte[] Swapped(byte[] bytes, RandomStream random)
    {
        var (first, firstLength) = Piece(bytes.Length, random);
        var (second, secondLength) = Piece(bytes.Length, random);
        if (first > second)
            (first, firstLength, second, secondLength) = (second, secondLength, first, firstLength);
        firstLength = Math.Min(firstLength, second - first);
        return
        [
            .. bytes[..first],
            .. bytes[second..(second + secondLength)],
            .. bytes[(first + firstLength)..second],
            .. bytes[first..(first + firstLength)],
            .. bytes[(second + secondLength)..],
        ];
    }

    private static byte[] Cut(byte[] bytes, RandomStream random)
    {
        var (start, length) = Piece(bytes.Length, random);
        return random.NextInt(4) switch
        {
            0 => bytes[start..],
            1 => [.. bytes[..start], .. bytes[(start + length)..]],
            _ => bytes[..start],
        };
    }

    private static byte[] Spliced(byte[] bytes, byte[] from, RandomStream random)
    {
        var (start, length) = Piece(from.Length, random);
        var at = random.NextInt(bytes.Length + 1);
        var over = random.NextInt(2) == 0 ? 0 : Math.Min(length, bytes.Length - at);
        return [.. bytes[..at], .. from[start..(start + length)], .. bytes[(at + over)..]];
    }
}
