using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>Reads the elements of a data set, some rows or all.</summary>
/// <param name="source">The file.</param>
/// <param name="heap">Where texts are.</param>
/// <param name="messages">Of its header.</param>
/// <param name="position">For messages.</param>
internal sealed class Hdf5Dataset(Hdf5Source source, Hdf5GlobalHeap heap, List<Hdf5Message> messages, string position)
{
    /// <summary>Its shape.</summary>
    public Hdf5Space Space()
    {
        var reader = Open(Hdf5Kinds.Space, "a shape");
        return Hdf5Space.Read(ref reader);
    }

    /// <summary>All of it.</summary>
    /// <exception cref="MalformedDataException">It is damaged, too large, or of a kind that is not read.</exception>
    public EpisodeColumn Read(MemoryLimit limit)
    {
        if (messages.Exists(static message => message.Kind == Hdf5Kinds.ExternalFiles))
            throw new MalformedDataException(position, "data in another file", "all in this one");
        var space = Space();
        var reader = Open(Hdf5Kinds.Type, "a type");
        var type = Hdf5Type.Read(ref reader);
        limit.Take(space.Count, type.Size, position);
        var bytes = new byte[space.Count * type.Size];
        if (bytes.Length > 0)
            Fill(Hdf5Layout.Read(Open(Hdf5Kinds.Layout, "a layout")), space, type, bytes, limit);
        return Column(type, space, bytes, heap, limit, position);
    }

    /// <summary>Elements of the given type and shape.</summary>
    public static EpisodeColumn Column(
        Hdf5Type type,
        Hdf5Space space,
        byte[] bytes,
        Hdf5GlobalHeap heap,
        MemoryLimit limit,
        string position
    )
    {
        var count = space.Count;
        if (count > Array.MaxLength || count * type.Size > bytes.Length)
            throw new MalformedDataException(position, $"{bytes.Length} bytes", $"{count} elements of {type.Size}");
        if (type.Element == ColumnType.Text)
            return EpisodeColumn.OfTexts(Texts(type, (int)count, bytes, heap, limit, position));
        if (type.IsBig)
            Elements.Reverse(bytes, type.Size);
        var (rows, shape) = (
            space.Sizes.Length == 0 ? (int)count : (int)Math.Min(space.Sizes[0], int.MaxValue),
            new int[Math.Max(0, space.Sizes.Length - 1)]
        );
        for (var i = 0; i < shape.Length; i++)
            shape[i] = (int)Math.Min(space.Sizes[i + 1], int.MaxValue);
        var width = shape.Aggregate(1L, static (product, size) => Math.Min(int.MaxValue, product * size));
        return (long)rows * width == count
            ? EpisodeColumn.OfNumbers(type.Element, rows, shape, bytes.AsMemory(0, (int)count * type.Size))
            : throw new MalformedDataException(position, $"a shape of {string.Join(" x ", space.Sizes)}", "sizes that an array can have");
    }

    private static List<string> Texts(Hdf5Type type, int count, byte[] bytes, Hdf5GlobalHeap heap, MemoryLimit limit, string position)
    {
        limit.Take(count, 32, position);
        if (type.IsReference && type.Size != heap.ReferenceSize)
            throw new MalformedDataException(position, $"references of {type.Size} bytes", $"{heap.ReferenceSize}");
        var texts = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var one = bytes.AsSpan(i * type.Size, type.Size);
            if (type.IsReference)
                texts.Add(heap.Text(one, limit, $"{position}, row {i}"));
            else
            {
                var end = type.Padding == 2 ? one.TrimEnd((byte)' ').Length : one.IndexOf((byte)0);
                limit.Take(2 * (end < 0 ? one.Length : end), position);
                texts.Add(Utf8Text.Of(end < 0 ? one : one[..end], $"{position}, row {i}"));
            }
        }
        return texts;
    }

    private void Fill(Hdf5Layout layout, Hdf5Space space, Hdf5Type type, byte[] bytes, MemoryLimit limit)
    {
        switch (layout.Kind)
        {
            case Hdf5Layout.InHeader when layout.Bytes.Length >= bytes.Length:
                layout.Bytes.AsSpan(0, bytes.Length).CopyTo(bytes);
                break;
            case Hdf5Layout.InOnePiece when layout.Address is null:
                Empty(bytes, type);
                break;
            case Hdf5Layout.InOnePiece when layout.Size >= bytes.Length:
                source.Fill(layout.Address.Value, bytes, position);
                break;
            case Hdf5Layout.InChunks:
                Empty(bytes, type);
                Chunks(layout, space, type, bytes, limit);
                break;
            default:
                throw new MalformedDataException(
                    position,
                    $"{(layout.Kind == 0 ? layout.Bytes.Length : layout.Size)} bytes",
                    $"{bytes.Length}, as its shape says"
                );
        }
    }

    private void Chunks(Hdf5Layout layout, Hdf5Space space, Hdf5Type type, byte[] bytes, MemoryLimit limit)
    {
        var axes = space.Sizes.Length;
        if (layout.Chunk.Length != axes)
            throw new MalformedDataException(position, $"chunks of {layout.Chunk.Length} axes", $"{axes}");
        var (grid, size) = (new long[axes], (long)type.Size);
        for (var i = 0; i < axes; i++)
        {
            grid[i] = ((space.Sizes[i] - 1) / layout.Chunk[i]) + 1;
            size = layout.Chunk[i] > Array.MaxLength / size ? long.MaxValue : size * layout.Chunk[i];
            if (size == long.MaxValue)
                throw new MalformedDataException(position, $"chunks of {string.Join(" x ", layout.Chunk)}", "ones that an array can hold");
        }
        var filters = messages.Find(static message => message.Kind == Hdf5Kinds.Filters) is { } found
            ? Hdf5Filters.Read(new Hdf5Reader(source, found.Bytes, position))
            : Hdf5Filters.None;
        limit.Take(2 * size, position); // a chunk, and what it was before
        foreach (var chunk in new Hdf5Chunks(source, layout, grid, size, !filters.IsEmpty, position).Find())
        {
            var where = $"{position}, chunk {string.Join(", ", chunk.At)}";
            if (chunk.Size > Math.Max(2 * size, 4096) || (filters.IsEmpty && chunk.Size < size))
                throw new MalformedDataException(where, $"{chunk.Size} bytes", $"at most {2 * size}");
            var stored = new byte[filters.IsEmpty ? size : chunk.Size];
            source.Fill(chunk.Address, stored, where);
            Place(filters.Undo(stored, chunk.Mask, (int)size, where), chunk.At, layout.Chunk, space.Sizes, type.Size, bytes);
        }
    }

    /// <summary>Copies a chunk to its place, as far as it is inside: row by row of its last axis.</summary>
    private static void Place(byte[] chunk, long[] at, long[] shape, long[] sizes, int element, byte[] bytes)
    {
        var axes = shape.Length;
        var (row, inside) = (new long[axes], new long[axes]);
        for (var i = 0; i < axes; i++)
            inside[i] = Math.Min(shape[i], sizes[i] - (at[i] * shape[i]));
        while (true)
        {
            var (from, to) = (0L, 0L);
            for (var i = 0; i < axes; i++)
                (from, to) = ((from * shape[i]) + row[i], (to * sizes[i]) + (at[i] * shape[i]) + row[i]);
            chunk
                .AsSpan((int)(from * element), (int)(inside[^1] * element))
                .CopyTo(bytes.AsSpan((int)(to * element), (int)(inside[^1] * element)));
            var axis = axes - 2;
            for (; axis >= 0 && ++row[axis] == inside[axis]; axis--)
                row[axis] = 0;
            if (axis < 0)
                return;
        }
    }

    /// <summary>What stands where nothing was written.</summary>
    private void Empty(byte[] bytes, Hdf5Type type)
    {
        var fill = Value();
        if (fill.Length == type.Size && fill.AsSpan().ContainsAnyExcept((byte)0) && !type.IsReference)
            for (var at = 0; at < bytes.Length; at += fill.Length)
                fill.CopyTo(bytes, at);
    }

    private byte[] Value()
    {
        foreach (var message in messages)
        {
            var reader = new Hdf5Reader(source, message.Bytes, position);
            if (message.Kind != Hdf5Kinds.Fill)
                continue;
            var version = reader.Version(1, 3);
            var flags = version == 3 ? reader.Byte() : 0;
            if (version < 3)
            {
                reader.Skip(2);
                flags = reader.Byte() != 0 || version == 1 ? 32 : 0;
            }
            return (flags & 32) != 0 ? reader.Take(reader.Word()).ToArray() : [];
        }
        return [];
    }

    private Hdf5Reader Open(int kind, string what) =>
        messages.Find(message => message.Kind == kind) is { } found
            ? new Hdf5Reader(source, found.Bytes, position)
            : throw new MalformedDataException(position, $"a data set without {what}", "one");
}
