using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>A message of an object header.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Bytes">Its fields.</param>
internal sealed record Hdf5Message(int Kind, byte[] Bytes);

/// <summary>The kinds of messages that are read.</summary>
internal static class Hdf5Kinds
{
    public const int Space = 1,
        LinkInfo = 2,
        Type = 3,
        OldFill = 4,
        Fill = 5,
        Link = 6,
        ExternalFiles = 7,
        Layout = 8,
        Filters = 11,
        Attribute = 12,
        Continuation = 16,
        SymbolTable = 17,
        AttributeInfo = 21;
}

/// <summary>Object headers, of both versions.</summary>
/// <remarks>Format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html, "Data Object Headers".</remarks>
internal static class Hdf5Header
{
    private const int Shared = 2;

    /// <summary>All messages of the header at an address.</summary>
    public static List<Hdf5Message> Read(Hdf5Source source, long address, string position)
    {
        source.Begin();
        var start = new Hdf5Reader(source, source.ReadUpTo(address, 64, position), position);
        var messages = new List<Hdf5Message>();
        if (start.Left >= 4 && start.Take(4).SequenceEqual("OHDR"u8))
        {
            start.Version(2, 2);
            var flags = start.Byte();
            start.Skip(((flags & 32) != 0 ? 16 : 0) + ((flags & 16) != 0 ? 4 : 0));
            var size = start.Number(1 << (flags & 3));
            Second(source, source.Read(address + start.At, size, position), (flags & 4) != 0, messages, position);
            return messages;
        }
        start = new Hdf5Reader(source, source.Read(address, 16, position), position);
        start.Version(1, 1);
        start.Skip(7);
        First(source, source.Read(address + 16, start.Word(), position), messages, position);
        return messages;
    }

    private static void First(Hdf5Source source, byte[] block, List<Hdf5Message> messages, string position)
    {
        var blocks = new Queue<byte[]>([block]);
        while (blocks.TryDequeue(out var bytes))
        {
            var reader = new Hdf5Reader(source, bytes, position);
            while (reader.Left >= 8)
            {
                var (kind, size, flags) = (reader.Short(), reader.Short(), reader.Byte());
                reader.Skip(3);
                if (Add(source, kind, flags, reader.Take(size), messages, position) is { } next)
                    blocks.Enqueue(source.Read(next.Address, next.Size, position));
            }
        }
    }

    private static void Second(Hdf5Source source, byte[] block, bool isOrdered, List<Hdf5Message> messages, string position)
    {
        var blocks = new Queue<byte[]>([block]);
        while (blocks.TryDequeue(out var bytes))
        {
            var reader = new Hdf5Reader(source, bytes, position);
            while (reader.Left >= (isOrdered ? 6 : 4))
            {
                var (kind, size, flags) = (reader.Byte(), reader.Short(), reader.Byte());
                if (isOrdered)
                    reader.Skip(2);
                if (Add(source, kind, flags, reader.Take(size), messages, position) is not { } next)
                    continue;
                if (next.Size < 8)
                    throw new MalformedDataException(position, $"a block of {next.Size} bytes", "8 or more");
                var more = source.Read(next.Address, next.Size, position);
                if (!more.AsSpan(0, 4).SequenceEqual("OCHK"u8))
                    throw new MalformedDataException(position, "other letters", "OCHK");
                blocks.Enqueue(more[4..^4]);
            }
        }
    }

    private static (long Address, long Size)? Add(
        Hdf5Source source,
        int kind,
        int flags,
        ReadOnlySpan<byte> bytes,
        List<Hdf5Message> messages,
        string position
    )
    {
        if (kind == Hdf5Kinds.Continuation)
        {
            var reader = new Hdf5Reader(source, bytes, position);
            return (reader.Place(), reader.Size());
        }
        if ((flags & Shared) != 0 && kind is (Hdf5Kinds.Space or Hdf5Kinds.Type or Hdf5Kinds.Filters or Hdf5Kinds.Fill))
            throw new MalformedDataException(position, "a type, shape or filter that is shared with another object", "ones of its own");
        if (kind is > 0 and <= Hdf5Kinds.AttributeInfo && (flags & Shared) == 0)
            messages.Add(new(kind, bytes.ToArray()));
        return null;
    }
}
