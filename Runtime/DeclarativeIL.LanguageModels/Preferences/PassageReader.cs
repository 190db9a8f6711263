using DeclarativeIL.Formats.Parquet;

namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>The passages of a column in a row group, one after the other.</summary>
internal sealed class PassageReader
{
    private const int MessageSize = 16; // bytes in memory, beside the texts

    private readonly TextColumn _column;
    private readonly ByteBudget _budget;
    private readonly ParquetEntries<Passage>? _texts;
    private readonly ParquetEntries<string>? _roles,
        _contents;
    private readonly List<ChatMessage> _messages = [];
    private bool _isThere;

    public PassageReader(FileStream file, ParquetFooter footer, ParquetGroup group, TextColumn column, ByteBudget budget)
    {
        (_column, _budget) = (column, budget);
        const int Least = sizeof(int); // the length of an empty text
        if (!column.IsChat)
        {
            _texts = new(
                file,
                footer,
                group,
                column.Leaves[0],
                budget,
                ParquetTexts.Opener(static text => new Passage(text), budget),
                Least
            );
            return;
        }
        var open = ParquetTexts.Opener(static text => text, budget);
        _roles = new(file, footer, group, column.Leaves[0], budget, open, Least);
        _contents = new(file, footer, group, column.Leaves[1], budget, open, Least);
        Advance();
    }

    /// <summary>The passage of the next row.</summary>
    public Passage Next(string path, long row)
    {
        if (_texts is null)
            return NextChat(path, row);
        if (!_texts.Next())
            throw Fewer(path, row);
        return _texts.HasValue
            ? _texts.Value
            : throw new PreferenceFileException(path, $"row {row}", row, $"nothing in '{_column.Name}'", "a text");
    }

    /// <summary>Throws unless every entry was read.</summary>
    public void End(string path, long row)
    {
        if (_texts?.Next() ?? _isThere)
            throw new PreferenceFileException(
                path,
                $"column {_column.Name}, behind row {row}",
                row,
                "more rows",
                "as many as the footer says"
            );
    }

    /// <summary>Puts a list together again: a repetition level of 0 begins a row, the definition level says what there is.</summary>
    private Passage NextChat(string path, long row)
    {
        if (!_isThere)
            throw Fewer(path, row);
        _messages.Clear();
        do
        {
            if (_roles!.Definition >= _column.ElementLevel)
            {
                if (!_roles.HasValue || !_contents!.HasValue)
                    throw new PreferenceFileException(
                        path,
                        $"row {row}",
                        row,
                        $"message {_messages.Count + 1} of '{_column.Name}' without role or content",
                        "both"
                    );
                _budget.Take(MessageSize, "the messages");
                _messages.Add(new(_column.IsFrom ? PreferenceForms.Role(_roles.Value) : _roles.Value, _contents.Value));
            }
            else if (_contents!.Definition >= _column.ElementLevel)
                throw Others(path, row);
            Advance();
            if (_isThere && _roles.Repetition != _contents!.Repetition)
                throw Others(path, row);
        } while (_isThere && _roles.Repetition != 0);
        return new Passage(_messages);
    }

    private void Advance()
    {
        _isThere = _roles!.Next();
        if (_contents!.Next() != _isThere)
            throw new MalformedParquetException(
                $"column {_column.Name}",
                "other numbers of roles than of contents",
                "one of each a message"
            );
    }

    private PreferenceFileException Others(string path, long row) =>
        new(path, $"column {_column.Name}, row {row}", row, "other lists of roles than of contents", "one of each a message");

    private PreferenceFileException Fewer(string path, long row) =>
        new(path, $"row {row}", row, $"no more rows in '{_column.Name}'", "as many as the footer says");
}
