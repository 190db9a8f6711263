namespace DeclarativeIL.Formats.Parquet;

/// <summary>Values of a page, or of its dictionary, in order.</summary>
internal abstract class ParquetValues<T>
{
    /// <summary>The next value.</summary>
    /// <exception cref="MalformedParquetException">There is none.</exception>
    public abstract T Next();
}

/// <summary>Opens the values of a page.</summary>
/// <param name="page">The page; of the dictionary, all of its entries are read.</param>
/// <param name="dictionary">What places in a dictionary refer to.</param>
/// <param name="position">Where it is, for messages.</param>
internal delegate ParquetValues<T> OpenValues<T>(ParquetPage page, T[]? dictionary, string position);

/// <summary>The entries of a column in a row group, one after the other.</summary>
internal sealed class ParquetEntries<T>
{
    private const int Dictionary = 2,
        DictionaryToo = 8;

    private readonly ParquetPages _pages;
    private readonly ParquetNode _column;
    private readonly OpenValues<T> _open;
    private readonly int _least;
    private T[]? _dictionary;
    private ParquetPage? _page;
    private ParquetValues<T>? _values;
    private long _left;
    private int _inPage;

    /// <param name="file">The file.</param>
    /// <param name="footer">What it says about itself.</param>
    /// <param name="group">The row group.</param>
    /// <param name="column">The column.</param>
    /// <param name="budget">What pages may become in memory.</param>
    /// <param name="open">Reads values.</param>
    /// <param name="least">Bytes that a value of a dictionary takes at least.</param>
    public ParquetEntries(
        FileStream file,
        ParquetFooter footer,
        ParquetGroup group,
        ParquetNode column,
        ByteBudget budget,
        OpenValues<T> open,
        int least
    )
    {
        var chunk = Find(group, column);
        (_column, _open, _least, _left) = (column, open, least, chunk.Count);
        _pages = new ParquetPages(file, footer.Start, chunk, column, budget);
    }

    /// <summary>The reading position, for messages.</summary>
    public string Position => _pages.Position;

    /// <summary>Of the entry: 0 begins a row.</summary>
    public int Repetition { get; private set; }

    /// <summary>Of the entry: how much of its path is there.</summary>
    public int Definition { get; private set; }

    /// <summary>True if there is a value.</summary>
    public bool HasValue => Definition == _column.Definition;

    /// <summary>The value, where there is one.</summary>
    public T Value { get; private set; } = default!;

    /// <summary>The part of a row group in which a column is.</summary>
    public static ParquetChunk Find(ParquetGroup group, ParquetNode column)
    {
        var path = column.Path;
        ParquetChunk? found = null;
        foreach (var chunk in group.Chunks)
            if (chunk.Path == path)
                found = found is null ? chunk : throw new MalformedParquetException($"column {path}", "two parts in a row group", "one");
        return found?.Type == column.Type
            ? found!
            : throw new MalformedParquetException(
                $"column {path}",
                found is null ? "no part in a row group" : $"type {found.Type}",
                $"one, of type {column.Type}"
            );
    }

    /// <summary>Goes on to the next entry; false behind the last.</summary>
    public bool Next()
    {
        if (_left == 0)
            return false;
        while (_inPage == 0)
            Turn();
        (_left, _inPage) = (_left - 1, _inPage - 1);
        Repetition = Level(_page!.Repetitions, _column.Repetition);
        Definition = Level(_page.Definitions, _column.Definition);
        if (HasValue)
            Value = (_values ??= _open(_page, _dictionary, Position)).Next();
        return true;
    }

    private int Level(RunLengths? levels, int most)
    {
        var level = levels?.Next() ?? 0;
        return (uint)level <= most ? level : throw new MalformedParquetException(Position, $"level {level}", $"0 to {most}");
    }

    /// <summary>The next page; each takes bytes, so that there is an end of them.</summary>
    private void Turn()
    {
        var position = Position;
        var page = _pages.Next();
        if (page.IsDictionary)
        {
            if (_dictionary is not null || page.Count > page.Bytes.Length / _least)
                throw new MalformedParquetException(
                    position,
                    $"{(_dictionary is null ? "a" : "another")} dictionary of {page.Count} values in {page.Bytes.Length} bytes",
                    "one, of as many as fit"
                );
            var dictionary = new T[page.Count];
            var values = _open(page with { Encoding = page.Encoding == Dictionary ? 0 : page.Encoding }, null, position);
            for (var i = 0; i < dictionary.Length; i++)
                dictionary[i] = values.Next();
            _dictionary = dictionary;
            return;
        }
        if (page.Count > _left)
            throw new MalformedParquetException(position, $"{page.Count} entries", $"at most {_left}, as the footer says");
        (_page, _inPage, _values) = (page, page.Count, null);
    }

    /// <summary>Tells whether values are places in a dictionary.</summary>
    public static bool IsByDictionary(ParquetPage page) => page.Encoding is Dictionary or DictionaryToo;
}

/// <summary>Places in a dictionary.</summary>
internal sealed class DictionaryValues<T> : ParquetValues<T>
{
    private readonly T[] _dictionary;
    private readonly RunLengths _places;
    private readonly string _position;

    public DictionaryValues(ParquetPage page, T[]? dictionary, string position)
    {
        _dictionary = dictionary ?? throw new MalformedParquetException(position, "places in a dictionary", "a dictionary before them");
        var width = page.Start < page.Bytes.Length ? page.Bytes[page.Start] : -1;
        if (width is < 0 or > 31)
            throw new MalformedParquetException(position, $"places of {width} bits", "0 to 31");
        (_places, _position) = (new(page.Bytes, page.Start + 1, page.Bytes.Length, width, position), position);
    }

    public override T Next()
    {
        var place = _places.Next();
        return (uint)place < (uint)_dictionary.Length
            ? _dictionary[place]
            : throw new MalformedParquetException(_position, $"place {place}", $"one in a dictionary of {_dictionary.Length}");
    }
}
