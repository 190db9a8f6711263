using System.Text;

namespace DeclarativeIL.Formats.Parquet;

/// <summary>Texts of a page.</summary>
internal static class ParquetTexts
{
    private const int Plain = 0,
        DeltaLengths = 6,
        Deltas = 7,
        TextSize = 24;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens them.</summary>
    /// <param name="make">Makes a value of a text.</param>
    /// <param name="budget">What may become of them in memory; each takes some, however short it is.</param>
    public static OpenValues<T> Opener<T>(Func<string, T> make, ByteBudget budget)
    {
        return (page, dictionary, position) =>
            page.Encoding switch
            {
                Plain => new PlainTexts<T>(page, Make, position),
                DeltaLengths => new DeltaTexts<T>(page, Make, null, position),
                Deltas => new DeltaTexts<T>(page, Make, budget, position),
                _ when ParquetEntries<T>.IsByDictionary(page) => new DictionaryValues<T>(page, dictionary, position),
                _ => throw new MalformedParquetException(
                    position,
                    $"texts in encoding {page.Encoding}",
                    "PLAIN, a dictionary, DELTA_LENGTH_BYTE_ARRAY or DELTA_BYTE_ARRAY"
                ),
            };

        T Make(string text)
        {
            budget.Take(TextSize, "the texts");
            return make(text);
        }
    }

    /// <summary>A text of bytes.</summary>
    public static string Read(ReadOnlySpan<byte> bytes, string position)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new MalformedParquetException(position, "bytes that are no UTF-8", "text in UTF-8");
        }
    }
}

/// <summary>Each after its length.</summary>
internal sealed class PlainTexts<T>(ParquetPage page, Func<string, T> make, string position) : ParquetValues<T>
{
    private int _at = page.Start;

    public override T Next()
    {
        var left = page.Bytes.Length - _at - sizeof(int);
        var length = left < 0 ? -1 : BitConverter.ToInt32(page.Bytes, _at);
        if (length < 0 || length > left)
            throw new MalformedParquetException(position, $"a text of {length} bytes", $"0 to {left}, which are left");
        _at += sizeof(int) + length;
        return make(ParquetTexts.Read(page.Bytes.AsSpan(_at - length, length), position));
    }
}

/// <summary>All lengths before all bytes; with a budget, each begins like the one before, and lengths of that come first of all.</summary>
internal sealed class DeltaTexts<T> : ParquetValues<T>
{
    private readonly byte[] _bytes;
    private readonly Func<string, T> _make;
    private readonly ByteBudget? _budget;
    private readonly string _position;
    private readonly DeltaNumbers? _prefixes;
    private readonly DeltaNumbers _lengths;
    private byte[] _last = [];
    private int _at,
        _left;

    public DeltaTexts(ParquetPage page, Func<string, T> make, ByteBudget? budget, string position)
    {
        (_bytes, _make, _budget, _position, _at) = (page.Bytes, make, budget, position, page.Start);
        if (budget is not null)
            _prefixes = Open(page.Count);
        _lengths = Open(page.Count);
        _left = _lengths.Count;
        if (_prefixes is not null && _prefixes.Count != _left)
            throw new MalformedParquetException(position, $"{_prefixes.Count} beginnings of {_left} texts", "one each");
    }

    public override T Next()
    {
        if (_left-- <= 0)
            throw new MalformedParquetException(_position, "an end", "more texts");
        var (prefix, length) = (_prefixes?.Next() ?? 0, _lengths.Next());
        if (prefix < 0 || prefix > _last.Length || length < 0 || length > _bytes.Length - _at)
            throw new MalformedParquetException(
                _position,
                $"{prefix} bytes of the text before and {length} more",
                $"at most {_last.Length} and {_bytes.Length - _at}"
            );
        var own = _bytes.AsSpan(_at, (int)length);
        _at += (int)length;
        if (_budget is null)
            return _make(ParquetTexts.Read(own, _position));
        _budget.Take(prefix + length, _position);
        _last = [.. _last.AsSpan(0, (int)prefix), .. own];
        return _make(ParquetTexts.Read(_last, _position));
    }

    /// <summary>The numbers that begin here; runs through them once to see where they end.</summary>
    private DeltaNumbers Open(int most)
    {
        var ahead = new DeltaNumbers(_bytes, _at, _bytes.Length, _position);
        if (ahead.Count > most)
            throw new MalformedParquetException(_position, $"{ahead.Count} lengths", $"at most {most}");
        for (var i = 0; i < ahead.Count; i++)
            ahead.Next();
        var start = _at;
        _at = ahead.End;
        return new DeltaNumbers(_bytes, start, _bytes.Length, _position);
    }
}
