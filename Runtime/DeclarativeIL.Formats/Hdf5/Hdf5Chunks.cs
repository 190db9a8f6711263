using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>A chunk that was written.</summary>
/// <param name="At">Its place among chunks, along each axis.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Size">Bytes in the file.</param>
/// <param name="Mask">Filters that were left out.</param>
internal readonly record struct Hdf5Chunk(long[] At, long Address, long Size, long Mask);

/// <summary>Finds the chunks of a data set.</summary>
/// <param name="source">The file.</param>
/// <param name="layout">Where the index is.</param>
/// <param name="grid">How many chunks there are along each axis, at most.</param>
/// <param name="size">Bytes of a chunk without filters.</param>
/// <param name="isFiltered">Whether there are filters.</param>
/// <param name="position">For messages.</param>
internal sealed class Hdf5Chunks(Hdf5Source source, Hdf5Layout layout, long[] grid, long size, bool isFiltered, string position)
{
    private readonly List<Hdf5Chunk> _chunks = [];

    public List<Hdf5Chunk> Find()
    {
        if (layout.Address is not { } address)
            return [];
        source.Begin();
        switch (layout.Index)
        {
            case Hdf5Layout.Tree:
                ByTree(address);
                break;
            case Hdf5Layout.Only:
                Add(0, address, layout.Stored?.Size ?? size, layout.Stored?.Mask ?? 0);
                break;
            case Hdf5Layout.Implicit:
                for (var i = 0L; i < Count; i++)
                    Add(i, address + (i * size), size, 0);
                break;
            case Hdf5Layout.FixedArray:
                ByFixedArray(address);
                break;
            case Hdf5Layout.ExtensibleArray:
                new Hdf5ExtensibleArray(source, isFiltered, position).Read(address, Entry);
                break;
            default:
                ByTree2(address);
                break;
        }
        return _chunks;
    }

    /// <summary>Number of chunks of the whole.</summary>
    private long Count
    {
        get
        {
            var count = 1L;
            foreach (var along in grid)
                count *= along;
            return count;
        }
    }

    private void ByTree(long address)
    {
        var keySize = 8 + (8 * (grid.Length + 1));
        foreach (var (key, child) in Hdf5Tree.Leaves(source, address, 1, keySize, position))
        {
            var reader = new Hdf5Reader(source, key, position);
            var (stored, mask, at) = (reader.Word(), reader.Word(), new long[grid.Length]);
            for (var i = 0; i < at.Length; i++)
                at[i] = reader.Number(8) / layout.Chunk[i];
            Add(at, child, stored, mask);
        }
    }

    private void ByTree2(long address)
    {
        foreach (var record in Hdf5Tree.Records(source, address, isFiltered ? 11 : 10, position))
        {
            var reader = new Hdf5Reader(source, record, position);
            var (place, stored, mask) = (reader.Address(), size, 0L);
            if (isFiltered)
                (stored, mask) = (reader.Number(Math.Max(0, record.Length - source.OffsetSize - 4 - (8 * grid.Length))), reader.Word());
            var at = new long[grid.Length];
            for (var i = 0; i < at.Length; i++)
                at[i] = reader.Number(8);
            if (place is { } there)
                Add(at, there, stored, mask);
        }
    }

    private void ByFixedArray(long address)
    {
        var reader = new Hdf5Reader(source, source.Read(address, 8 + source.LengthSize + source.OffsetSize, position), position);
        reader.Expect("FAHD"u8);
        reader.Version(0, 0);
        reader.Skip(1);
        var (entry, pageBits, count, block) = (reader.Byte(), reader.Byte(), reader.Size(), reader.Address());
        if (block is not { } at || count == 0)
            return;
        if (entry < source.OffsetSize || count > source.Length / entry || pageBits > 62)
            throw reader.Wrong($"{count} entries of {entry} bytes", "as many as the file has room for");
        var (page, head) = (1L << pageBits, 6 + source.OffsetSize);
        new Hdf5Reader(source, source.Read(at, head, position), position).Expect("FADB"u8);
        at += head;
        if (count <= page)
        {
            Entries(at, 0, count, entry);
            return;
        }
        var pages = (count + page - 1) / page;
        var written = source.Read(at, (pages + 7) / 8, position);
        at += written.Length + 4;
        for (var i = 0L; i < pages; i++, at += (page * entry) + 4)
            if ((written[i / 8] >> (7 - (int)(i % 8)) & 1) != 0)
                Entries(at, i * page, Math.Min(page, count - (i * page)), entry);
    }

    private void Entries(long at, long first, long count, int entry)
    {
        var reader = new Hdf5Reader(source, source.Read(at, count * entry, position), position);
        for (var i = 0L; i < count; i++)
            Entry(first + i, reader.Take(entry));
    }

    /// <summary>An entry of an array: an address and, where there are filters, a size and a mask.</summary>
    private void Entry(long index, ReadOnlySpan<byte> bytes)
    {
        var reader = new Hdf5Reader(source, bytes, position);
        if (reader.Address() is not { } address)
            return;
        if (isFiltered)
            Add(index, address, reader.Number(Math.Max(0, bytes.Length - source.OffsetSize - 4)), reader.Word());
        else
            Add(index, address, size, 0);
    }

    private void Add(long index, long address, long stored, long mask)
    {
        var at = new long[grid.Length];
        for (var i = grid.Length - 1; i >= 0; i--)
            (at[i], index) = (index % Math.Max(1, grid[i]), index / Math.Max(1, grid[i]));
        if (index == 0)
            Add(at, address, stored, mask);
    }

    private void Add(long[] at, long address, long stored, long mask)
    {
        for (var i = 0; i < at.Length; i++)
            if (at[i] >= grid[i])
                return; // behind the end of what was made smaller later
        if (_chunks.Count >= Count)
            throw new MalformedDataException(position, $"more than {Count} chunks", $"at most {Count}, as many as there are places");
        _chunks.Add(new(at, address, stored, mask));
    }
}
