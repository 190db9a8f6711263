using System.Numerics;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>Takes an entry of an array.</summary>
internal delegate void Hdf5Entry(long index, ReadOnlySpan<byte> bytes);

/// <summary>An index of chunks of what can grow along one axis: ever larger blocks of entries.</summary>
/// <remarks>Format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html, "Extensible Array Index".</remarks>
/// <param name="source">The file.</param>
/// <param name="isFiltered">Whether entries have sizes.</param>
/// <param name="position">For messages.</param>
internal sealed class Hdf5ExtensibleArray(Hdf5Source source, bool isFiltered, string position)
{
    private int _entry,
        _bits,
        _pageBits;
    private long _count;

    private int OffsetBytes => (_bits + 7) / 8;

    /// <summary>Hands over all entries.</summary>
    public void Read(long address, Hdf5Entry take)
    {
        var reader = new Hdf5Reader(source, source.Read(address, 12 + (6 * source.LengthSize) + source.OffsetSize, position), position);
        reader.Expect("EAHD"u8);
        reader.Version(0, 0);
        reader.Skip(1);
        _entry = reader.Byte();
        _bits = reader.Byte();
        var (inIndex, least, leastPointers) = (reader.Byte(), reader.Byte(), reader.Byte());
        _pageBits = reader.Byte();
        reader.Skip(4 * source.LengthSize);
        _count = reader.Size(); // the largest index that was set, and 1
        reader.Skip(source.LengthSize);
        if (reader.Address() is not { } index)
            return;
        if (
            _entry < source.OffsetSize + (isFiltered ? 4 : 0)
            || _bits is 0 or > 64
            || _pageBits > 30
            || !BitOperations.IsPow2(least)
            || !BitOperations.IsPow2(leastPointers)
        )
            throw reader.Wrong($"blocks of {least} entries, {leastPointers} in a row", "powers of 2");
        Index(index, inIndex, least, leastPointers, take);
    }

    private void Index(long address, int inIndex, int least, int leastPointers, Hdf5Entry take)
    {
        var supers = 1 + _bits - BitOperations.Log2((uint)least);
        var skipped = Math.Min(supers, 2 * BitOperations.Log2((uint)leastPointers)); // whose blocks the index itself points to
        var blocks = 2 * (leastPointers - 1);
        var size = 6 + source.OffsetSize + (inIndex * _entry) + ((blocks + supers - skipped) * source.OffsetSize);
        var reader = new Hdf5Reader(source, source.Read(address, size, position), position);
        reader.Expect("EAIB"u8);
        reader.Skip(2 + source.OffsetSize);
        var next = 0L;
        for (; next < inIndex; next++)
            Take(next, reader.Take(_entry), take);
        for (var super = 0; super < supers && next < _count; super++)
        {
            var (count, inBlock) = (1L << Math.Min(super / 2, 40), least * (1L << Math.Min((super + 1) / 2, 40)));
            if (super < skipped)
            {
                for (var i = 0; i < count; i++, next += inBlock)
                    if (reader.Address() is { } block && next < _count)
                        Block(block, next, inBlock, IsPaged(inBlock) ? null : [], take);
            }
            else
            {
                if (reader.Address() is { } block)
                    Super(block, next, count, inBlock, take);
                next += count * inBlock;
            }
        }
    }

    private bool IsPaged(long inBlock) => inBlock > 1L << _pageBits;

    private void Super(long address, long first, long count, long inBlock, Hdf5Entry take)
    {
        var head = 6 + source.OffsetSize + OffsetBytes;
        new Hdf5Reader(source, source.Read(address, head, position), position).Expect("EASB"u8);
        var pages = IsPaged(inBlock) ? inBlock >> _pageBits : 0;
        var bytes = (int)Math.Min((pages + 7) / 8, int.MaxValue);
        var body = new Hdf5Reader(source, source.Read(address + head, count * (bytes + source.OffsetSize), position), position);
        var written = body.Take(count * bytes);
        for (var i = 0; i < count && first + (i * inBlock) < _count; i++)
            if (body.Address() is { } block)
                Block(block, first + (i * inBlock), inBlock, written.Slice(i * bytes, bytes).ToArray(), take);
    }

    /// <summary>A block of entries; of one in pages, those that were written by their bits.</summary>
    private void Block(long address, long first, long inBlock, byte[]? written, Hdf5Entry take)
    {
        var head = 6 + source.OffsetSize + OffsetBytes;
        new Hdf5Reader(source, source.Read(address, head, position), position).Expect("EADB"u8);
        var at = address + head;
        if (!IsPaged(inBlock))
        {
            Entries(at, first, Math.Min(inBlock, _count - first), take);
            return;
        }
        var page = 1L << _pageBits;
        at += 4;
        for (var i = 0L; i < inBlock >> _pageBits && first + (i * page) < _count; i++, at += (page * _entry) + 4)
            if (written is not null && (written[i / 8] >> (7 - (int)(i % 8)) & 1) != 0)
                Entries(at, first + (i * page), Math.Min(page, _count - first - (i * page)), take);
    }

    private void Entries(long at, long first, long count, Hdf5Entry take)
    {
        var reader = new Hdf5Reader(source, source.Read(at, Math.BigMul(count, _entry, out var low) == 0 ? low : -1, position), position);
        for (var i = 0L; i < count; i++)
            Take(first + i, reader.Take(_entry), take);
    }

    private void Take(long index, ReadOnlySpan<byte> bytes, Hdf5Entry take)
    {
        if (index < _count)
            take(index, bytes);
    }
}
