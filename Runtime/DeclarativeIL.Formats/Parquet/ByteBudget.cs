namespace DeclarativeIL.Formats.Parquet;

/// <summary>The number of bytes that a file may become in memory: a few bytes can claim to be a billion.</summary>
internal sealed class ByteBudget
{
    private readonly long _most;
    private long _left;

    /// <param name="most">So many.</param>
    public ByteBudget(long most) => (_most, _left) = (most, most);

    /// <summary>Takes bytes before they are allocated.</summary>
    /// <exception cref="MalformedParquetException">They are not left.</exception>
    public void Take(long count, string position)
    {
        if (count < 0 || count > _left)
            throw new MalformedParquetException(
                position,
                $"{count} bytes more",
                $"at most {_most} in all (a higher limit can be asked for)"
            );
        _left -= count;
    }
}
