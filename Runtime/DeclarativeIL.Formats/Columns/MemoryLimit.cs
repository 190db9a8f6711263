namespace DeclarativeIL.Formats.Columns;

/// <summary>The memory that one reading may take: a few bytes of a file can claim to be a billion.</summary>
/// <remarks>
/// Besides the limit that was asked for, it follows from the file's length: DEFLATE, the tightest of the compressions, makes at most 1,032
/// bytes of one, and what is less than 64 KiB is never too much.
/// </remarks>
/// <param name="most">Bytes that were allowed.</param>
/// <param name="length">Bytes of the file.</param>
internal sealed class MemoryLimit(long most, long length)
{
    private const int Deflated = 1032,
        Always = 1 << 16;

    private readonly long _most = Math.Min(
        most,
        length > (long.MaxValue - Always) / Deflated ? long.MaxValue : (Deflated * length) + Always
    );
    private long _taken;

    /// <summary>Bytes that are left.</summary>
    public long Left => _most - _taken;

    /// <summary>Bytes that a reading may take together.</summary>
    public long Most => _most;

    /// <summary>Takes bytes before they are allocated.</summary>
    /// <exception cref="MalformedDataException">They are not left.</exception>
    public void Take(long count, string position)
    {
        if (count < 0 || count > Left || count > Array.MaxLength)
            throw new MalformedDataException(
                position,
                $"{count} bytes more",
                $"at most {_most} in all (a higher limit can be asked for, up to {Deflated} for each byte of the file)"
            );
        _taken += count;
    }

    /// <summary>Takes so many elements of so many bytes, and a number of them that an array can have.</summary>
    public void Take(long count, long size, string position) =>
        Take(
            count < 0 || size < 0 ? -1
                : Math.BigMul(count, size, out var low) == 0 && low >= 0 ? low
                : long.MaxValue,
            position
        );
}
