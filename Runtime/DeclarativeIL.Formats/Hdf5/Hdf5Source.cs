using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Hdf5;

/// <summary>The bytes of an HDF5 file, each request checked against its length before memory is taken.</summary>
/// <param name="file">The file.</param>
internal sealed class Hdf5Source(FileStream file)
{
    private const long Spare = 1 << 16;
    private long _left;

    /// <summary>Bytes of the file.</summary>
    public long Length { get; } = file.Length;

    /// <summary>Where addresses count from: behind a user block.</summary>
    public long Base { get; set; }

    /// <summary>Bytes of an address.</summary>
    public int OffsetSize { get; set; } = 8;

    /// <summary>Bytes of a length.</summary>
    public int LengthSize { get; set; } = 8;

    /// <summary>
    /// Begins to follow a structure. A sound one has no byte in two places, so that whoever follows it reads no more than the file has,
    /// some of it ahead; one that leads back to itself ends.
    /// </summary>
    public void Begin() => _left = (4 * Length) + Spare;

    /// <summary>Reads bytes of a structure.</summary>
    /// <exception cref="MalformedDataException">They are not in the file.</exception>
    public byte[] Read(long address, long count, string position)
    {
        Check(address, count, position);
        if ((_left -= count) < 0)
            throw new MalformedDataException(position, "structures that lead back to themselves", "ones that end");
        var bytes = new byte[count];
        Fill(address, bytes, position);
        return bytes;
    }

    /// <summary>Fills memory with bytes of the file, from <paramref name="address"/>.</summary>
    public void Fill(long address, Span<byte> bytes, string position)
    {
        Check(address, bytes.Length, position);
        for (var read = 0; read < bytes.Length; )
        {
            var more = RandomAccess.Read(file.SafeFileHandle, bytes[read..], Base + address + read);
            if (more == 0)
                throw new MalformedDataException(position, "the end of the file", $"{bytes.Length - read} more bytes");
            read += more;
        }
    }

    /// <summary>Up to so many bytes: fewer where the file ends.</summary>
    public byte[] ReadUpTo(long address, long count, string position) =>
        Read(address, Math.Min(count, Math.Max(0, Length - Base - address)), position);

    private void Check(long address, long count, string position)
    {
        if (address < 0 || count < 0 || count > Array.MaxLength || address > Length - Base - count)
            throw new MalformedDataException(
                position,
                $"{count} bytes at byte {address}",
                $"bytes inside the file, which has {Length - Base}: it is damaged or cut off"
            );
    }
}
