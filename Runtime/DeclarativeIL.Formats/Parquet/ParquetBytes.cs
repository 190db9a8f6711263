namespace DeclarativeIL.Formats.Parquet;

/// <summary>Values of a page that are bytes, of a length of their own.</summary>
internal static class ParquetBytes
{
    private const int Plain = 0;

    /// <summary>Each after its length, or places in a dictionary.</summary>
    public static ParquetValues<byte[]> Open(ParquetPage page, byte[][]? dictionary, string position) =>
        page.Encoding == Plain ? new PlainBytes(page, position)
        : ParquetEntries<byte[]>.IsByDictionary(page) ? new DictionaryValues<byte[]>(page, dictionary, position)
        : throw new MalformedParquetException(position, $"bytes in encoding {page.Encoding}", "PLAIN or a dictionary");
}

/// <summary>Each after its length; no more memory is taken than there are bytes in the page.</summary>
internal sealed class PlainBytes(ParquetPage page, string position) : ParquetValues<byte[]>
{
    private int _at = page.Start;

    public override byte[] Next()
    {
        var left = page.Bytes.Length - _at - sizeof(int);
        var length = left < 0 ? -1 : BitConverter.ToInt32(page.Bytes, _at);
        if (length < 0 || length > left)
            throw new MalformedParquetException(position, $"{length} bytes", $"0 to {left}, which are left");
        _at += sizeof(int) + length;
        return page.Bytes.AsSpan(_at - length, length).ToArray();
    }
}
