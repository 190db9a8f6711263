using System.Buffers.Binary;
using System.Text;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>Reads fields of a structure one after the other; nothing beyond its end.</summary>
internal ref struct Hdf5Reader(Hdf5Source source, ReadOnlySpan<byte> bytes, string position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The place of the next field.</summary>
    public int At { get; private set; }

    /// <summary>Where the structure is, for messages.</summary>
    public readonly string Position => position;

    /// <summary>Bytes that follow.</summary>
    public readonly int Left => _bytes.Length - At;

    public int Byte() => Take(1)[0];

    public int Short() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public long Word() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A number of up to 8 bytes; those that need the highest bit are too large for anything.</summary>
    public long Number(int size)
    {
        var number = 0UL;
        var taken = Take(size);
        for (var i = 0; i < taken.Length; i++)
            if (i < 8)
                number |= (ulong)taken[i] << (8 * i);
            else if (taken[i] != 0)
                number = ulong.MaxValue;
        return number > long.MaxValue ? long.MaxValue : (long)number;
    }

    /// <summary>An address; none where it says that there is none.</summary>
    public long? Address()
    {
        var taken = Take(source.OffsetSize);
        if (!taken.ContainsAnyExcept((byte)255))
            return null;
        At -= taken.Length;
        return Number(taken.Length);
    }

    /// <summary>An address of what has to be there.</summary>
    public long Place() => Address() ?? throw Wrong("no address", "one");

    public long Size() => Number(source.LengthSize);

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > Left)
            throw Wrong($"{Left} bytes more", $"{count}");
        At += (int)count;
        return _bytes.Slice(At - (int)count, (int)count);
    }

    /// <summary>Passes over bytes up to a multiple of <paramref name="size"/>, as far as there are any.</summary>
    public void Align(int size) => At += Math.Min(Left, (size - (At % size)) % size);

    public void Skip(long count) => Take(count);

    /// <summary>The letters that a structure begins with.</summary>
    public void Expect(ReadOnlySpan<byte> letters)
    {
        if (!Take(letters.Length).SequenceEqual(letters))
            throw Wrong("other letters", Encoding.ASCII.GetString(letters));
    }

    /// <summary>A version that is known.</summary>
    public int Version(int first, int last)
    {
        var version = Byte();
        return version >= first && version <= last
            ? version
            : throw Wrong($"version {version}", first == last ? $"{first}" : $"{first} to {last}");
    }

    /// <summary>A text that ends with a zero.</summary>
    public string Name()
    {
        var end = _bytes[At..].IndexOf((byte)0);
        if (end < 0)
            throw Wrong("a name without an end", "one that ends with a zero");
        var name = Text(Take(end));
        At++;
        return name;
    }

    /// <summary>Bytes as a text, up to the first zero.</summary>
    public readonly string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Utf8Text.Of(end < 0 ? bytes : bytes[..end], position);
    }

    public readonly MalformedDataException Wrong(string found, string expected) => new(position, found, expected);
}
