using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>The attributes of objects, in the header or, if there are many, in a heap.</summary>
internal static class Hdf5Attributes
{
    private const int Records = 8;

    /// <summary>All attributes by name, each opened by <paramref name="open"/>, which gets its type, shape and bytes.</summary>
    public static Dictionary<string, T> Read<T>(
        Hdf5Source source,
        List<Hdf5Message> messages,
        Func<Hdf5Type, Hdf5Space, byte[], string, T?> open,
        string position
    )
        where T : class
    {
        var attributes = new Dictionary<string, T>();
        source.Begin();
        foreach (var message in messages)
        {
            if (message.Kind == Hdf5Kinds.Attribute)
                One(source, message.Bytes, open, attributes, position);
            if (message.Kind != Hdf5Kinds.AttributeInfo)
                continue;
            var reader = new Hdf5Reader(source, message.Bytes, position);
            reader.Version(0, 0);
            var flags = reader.Byte();
            reader.Skip((flags & 1) != 0 ? 2 : 0);
            if (reader.Address() is not { } heapAddress)
                continue;
            var heap = new Hdf5FractalHeap(source, heapAddress, position);
            foreach (var record in Hdf5Tree.Records(source, reader.Place(), Records, position))
            {
                if (record.Length < 8)
                    throw reader.Wrong($"records of {record.Length} bytes", "an id and more");
                One(source, heap.Read(record.AsSpan(0, 8)), open, attributes, position);
            }
        }
        return attributes;
    }

    private static void One<T>(
        Hdf5Source source,
        byte[] bytes,
        Func<Hdf5Type, Hdf5Space, byte[], string, T?> open,
        Dictionary<string, T> attributes,
        string position
    )
        where T : class
    {
        var reader = new Hdf5Reader(source, bytes, position);
        var version = reader.Version(1, 3);
        var flags = reader.Byte();
        var (nameSize, typeSize, spaceSize) = (reader.Short(), reader.Short(), reader.Short());
        reader.Skip(version == 3 ? 1 : 0);
        var name = reader.Text(Part(ref reader, nameSize, version));
        var where = $"{position}, attribute {name}";
        var type = new Hdf5Reader(source, Part(ref reader, typeSize, version), where);
        var space = new Hdf5Reader(source, Part(ref reader, spaceSize, version), where);
        if (version > 1 && (flags & 3) != 0)
            return; // a type of another object: of no use to anyone here
        if (
            TryType(ref type, out var found)
            && open(found, Hdf5Space.Read(ref space), reader.Take(reader.Left).ToArray(), where) is { } value
        )
            attributes[name] = value;
    }

    /// <summary>Attributes of other types are passed over: references, for instance, with which scales are kept.</summary>
    private static bool TryType(ref Hdf5Reader reader, out Hdf5Type type)
    {
        try
        {
            type = Hdf5Type.Read(ref reader);
            return true;
        }
        catch (MalformedDataException)
        {
            type = null!;
            return false;
        }
    }

    private static int Padded(int size, int version) => version == 1 ? (size + 7) / 8 * 8 : size;

    private static ReadOnlySpan<byte> Part(ref Hdf5Reader reader, int size, int version) =>
        reader.Take(Math.Min(Padded(size, version), Math.Max(size, reader.Left)))[..size];
}
