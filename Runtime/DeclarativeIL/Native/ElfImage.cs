using System.Buffers.Binary;

namespace DeclarativeIL.Native;

/// <summary>A 64-bit little-endian shared object as its loader sees it: segments and the dynamic table. Every access is checked.</summary>
internal sealed class ElfImage
{
    private const int HeaderSize = 64,
        SegmentSize = 56,
        DynamicSize = 16,
        MostSegments = 256,
        MostDynamics = 4096;
    private const uint LoadSegment = 1,
        DynamicSegment = 2;
    private const ushort SharedObject = 3;

    private readonly byte[] _bytes;
    private readonly List<(ulong Address, ulong Offset, ulong Size)> _loaded = [];
    private readonly Dictionary<ulong, ulong> _dynamic = [];

    /// <summary>Reads the headers of <paramref name="bytes"/>, which are neither trusted nor changed.</summary>
    public ElfImage(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < HeaderSize || !bytes.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            throw Malformed("it is not a 64-bit little-endian ELF file");
        if (UInt16(16) != SharedObject)
            throw Malformed("it is not a shared object");
        var count = UInt16(56);
        if (UInt16(54) != SegmentSize || count > MostSegments)
            throw Malformed("its program headers have an unknown form");
        ReadSegments(UInt64(32), count);
    }

    /// <summary>The value of a tag of the dynamic table.</summary>
    public ulong? Dynamic(ulong tag) => _dynamic.TryGetValue(tag, out var value) ? value : null;

    /// <summary>The value of a tag that must be there.</summary>
    public ulong Required(ulong tag, string name) => Dynamic(tag) ?? throw Malformed($"it has no {name}");

    /// <summary>The offset in the file of the <paramref name="size"/> bytes that are loaded at <paramref name="address"/>.</summary>
    public ulong OffsetOf(ulong address, ulong size)
    {
        foreach (var (start, offset, length) in _loaded)
        {
            if (address >= start && address - start <= length && size <= length - (address - start))
                return offset + (address - start);
        }
        throw Malformed($"address 0x{address:x} is not in the file");
    }

    public ushort UInt16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, 2));

    public uint UInt32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, 4));

    public ulong UInt64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, 8));

    /// <summary>The bytes of a place in the file.</summary>
    public ReadOnlySpan<byte> Slice(ulong offset, ulong size)
    {
        var length = (ulong)_bytes.Length;
        return offset <= length && size <= length - offset
            ? _bytes.AsSpan((int)offset, (int)size)
            : throw Malformed($"it ends before offset 0x{offset:x}");
    }

    public static NativeLibraryException Malformed(string how) => new($"TorchSharp's native library cannot be read: {how}.");

    private void ReadSegments(ulong table, int count)
    {
        var dynamic = (Offset: 0UL, Size: 0UL);
        for (ulong i = 0; i < (ulong)count; i++)
        {
            // the slice is the check: the offset cannot overflow once the table starts inside the file
            var header = Slice(table, ((ulong)i + 1) * SegmentSize)[(int)(i * SegmentSize)..];
            var type = BinaryPrimitives.ReadUInt32LittleEndian(header);
            var offset = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
            var address = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
            var size = BinaryPrimitives.ReadUInt64LittleEndian(header[32..]);
            if (type is not (LoadSegment or DynamicSegment))
                continue;
            Slice(offset, size);
            if (type == LoadSegment)
                _loaded.Add((address, offset, size));
            else
                dynamic = (offset, size);
        }
        ReadDynamic(dynamic.Offset, dynamic.Size / DynamicSize);
    }

    private void ReadDynamic(ulong table, ulong count)
    {
        for (ulong i = 0; i < Math.Min(count, MostDynamics); i++)
        {
            var tag = UInt64(table + i * DynamicSize);
            if (tag == 0)
                return;
            _dynamic[tag] = UInt64(table + i * DynamicSize + 8);
        }
        throw Malformed("its dynamic table has no end");
    }
}
