using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>A link of a group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where the object is; none where it is a link to a path.</param>
/// <param name="Target">The path that it leads to; none where it leads to an object.</param>
internal sealed record Hdf5Link(string Name, long? Address, string? Target);

/// <summary>The links of groups, however they are kept.</summary>
internal static class Hdf5Links
{
    private const int ToPath = 1,
        NameRecords = 5;

    /// <summary>All links of an object, in the file's order; none where it is no group.</summary>
    public static List<Hdf5Link> Read(Hdf5Source source, List<Hdf5Message> messages, string position)
    {
        var links = new List<Hdf5Link>();
        source.Begin();
        foreach (var message in messages)
        {
            var reader = new Hdf5Reader(source, message.Bytes, position);
            if (message.Kind == Hdf5Kinds.Link)
                links.Add(One(ref reader));
            else if (message.Kind == Hdf5Kinds.SymbolTable)
                Old(source, reader.Place(), reader.Place(), links, position);
            else if (message.Kind == Hdf5Kinds.LinkInfo)
                Many(source, ref reader, links);
        }
        return links;
    }

    private static void Many(Hdf5Source source, ref Hdf5Reader reader, List<Hdf5Link> links)
    {
        reader.Version(0, 0);
        var flags = reader.Byte();
        reader.Skip((flags & 1) != 0 ? 8 : 0);
        if (reader.Address() is not { } heapAddress)
            return;
        var heap = new Hdf5FractalHeap(source, heapAddress, reader.Position);
        foreach (var record in Hdf5Tree.Records(source, reader.Place(), NameRecords, reader.Position))
        {
            if (record.Length < 5)
                throw reader.Wrong($"records of {record.Length} bytes", "a hash and an id");
            var link = new Hdf5Reader(source, heap.Read(record.AsSpan(4)), reader.Position);
            links.Add(One(ref link));
        }
    }

    private static Hdf5Link One(ref Hdf5Reader reader)
    {
        reader.Version(1, 1);
        var flags = reader.Byte();
        var kind = (flags & 8) != 0 ? reader.Byte() : 0;
        reader.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0));
        var name = reader.Text(reader.Take(reader.Number(1 << (flags & 3))));
        return kind switch
        {
            0 => new(name, reader.Place(), null),
            ToPath => new(name, null, reader.Text(reader.Take(reader.Short()))),
            _ => new(name, null, null), // into another file
        };
    }

    private static void Old(Hdf5Source source, long tree, long heap, List<Hdf5Link> links, string position)
    {
        var names = LocalHeap(source, heap, position);
        foreach (var (_, child) in Hdf5Tree.Leaves(source, tree, 0, source.LengthSize, position).OrderBy(static leaf => leaf.Child))
        {
            var head = new Hdf5Reader(source, source.Read(child, 8, position), position);
            head.Expect("SNOD"u8);
            head.Version(1, 1);
            head.Skip(1);
            var (count, size) = (head.Short(), (2 * source.OffsetSize) + 24);
            var reader = new Hdf5Reader(source, source.Read(child + 8, count * size, position), position);
            for (var i = 0; i < count; i++)
            {
                var (name, address, kind) = (reader.Number(source.OffsetSize), reader.Address(), reader.Word());
                reader.Skip(4);
                var scratch = reader.Word();
                reader.Skip(12);
                links.Add(
                    kind == 2
                        ? new(Name(names, name, position), null, Name(names, scratch, position))
                        : new(Name(names, name, position), address ?? throw reader.Wrong("a link without an address", "one"), null)
                );
            }
        }
    }

    private static byte[] LocalHeap(Hdf5Source source, long address, string position)
    {
        var reader = new Hdf5Reader(source, source.Read(address, 8 + (2 * source.LengthSize) + source.OffsetSize, position), position);
        reader.Expect("HEAP"u8);
        reader.Version(0, 0);
        reader.Skip(3);
        var size = reader.Size();
        reader.Skip(source.LengthSize);
        return source.Read(reader.Place(), size, position);
    }

    private static string Name(byte[] names, long at, string position)
    {
        var end = at < names.Length ? names.AsSpan((int)at).IndexOf((byte)0) : -1;
        return end >= 0
            ? Utf8Text.Of(names.AsSpan((int)at, end), position)
            : throw new MalformedDataException(position, $"a name at {at}", $"one that ends in a heap of {names.Length} bytes");
    }
}
