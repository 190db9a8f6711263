using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace DeclarativeIL.Data;

/// <summary>A column of texts in a Parquet file: strings, or lists of structures with role and content.</summary>
/// <param name="name">Its name.</param>
/// <param name="leaves">The string column, or those of role and content.</param>
/// <param name="list">Of a conversation: the list.</param>
internal sealed class TextColumn(string name, DataField[] leaves, ListField? list)
{
    private const string Expected = "strings, or lists of structures with the strings role and content";

    /// <summary>Finds a column and its form.</summary>
    public static TextColumn Find(ParquetSchema schema, string name, string path)
    {
        var fields = schema.Fields.Where(field => field.Name == name).ToList();
        return fields switch
        {
            [DataField text] when IsText(text) => new(name, [text], null),
            [ListField { Item: StructField message } list] when Leaf(message, "role") is { } role && Leaf(message, "content") is { } content => new(name, [role, content], list),
            [] => throw new PreferenceFileException(path, "the schema", 0, $"no column '{name}'", Expected),
            [var other] => throw new PreferenceFileException(path, $"column {name}", 0, $"{other}", Expected),
            _ => throw new PreferenceFileException(path, $"column {name}", 0, $"{fields.Count} columns of that name", "one"),
        };
    }

    /// <summary>Bytes of text in a row group, as the file says, if they are not more than may be there.</summary>
    public long SizeIn(ParquetRowGroupReader group, string path, long row, long limit)
    {
        var size = 0L;
        foreach (var leaf in leaves)
        {
            var found = group.GetMetadata(leaf)?.MetaData?.TotalUncompressedSize ?? -1;
            if (found < 0 || found > limit - size)
                throw new PreferenceFileException(path, $"column {name}, row group of row {row}", row, $"{found} bytes", $"at most {limit - size} (a higher limit can be asked for)");
            size += found;
        }
        return size;
    }

    /// <summary>The texts of a row group.</summary>
    public async Task<List<Passage>> ReadAsync(ParquetRowGroupReader group, string path, long first, CancellationToken cancellation)
    {
        if (list is null)
        {
            using var texts = await TextsAsync(group, leaves[0], cancellation).ConfigureAwait(false);
            return Plain(texts, path, first);
        }
        using var roles = await TextsAsync(group, leaves[0], cancellation).ConfigureAwait(false);
        using var contents = await TextsAsync(group, leaves[1], cancellation).ConfigureAwait(false);
        return Chats(roles, contents, path, first);
    }

    private List<Passage> Plain(RawColumnData<ReadOnlyMemory<char>> texts, string path, long first)
    {
        var values = texts.Values;
        var present = Levels(texts, leaves[0]);
        if (present.IsEmpty)
            present = Enumerable.Repeat(0, values.Length).ToArray();
        var (rows, next) = (new List<Passage>(present.Length), 0);
        foreach (var level in present)
            rows.Add(level == leaves[0].MaxDefinitionLevel
                ? new Passage(values[next++].ToString())
                : throw new PreferenceFileException(path, $"row {first + rows.Count}", first + rows.Count, $"nothing in '{name}'", "a text"));
        return rows;
    }

    /// <summary>Puts lists together again: a repetition level of 0 begins a row, the definition level says what there is.</summary>
    private List<Passage> Chats(RawColumnData<ReadOnlyMemory<char>> roles, RawColumnData<ReadOnlyMemory<char>> contents, string path, long first)
    {
        ReadOnlySpan<int> begins = roles.RepetitionLevels, defined = roles.DefinitionLevels, definedToo = contents.DefinitionLevels;
        var (rows, messages, nextRole, nextContent) = (new List<Passage>(), new List<ChatMessage>(), 0, 0);
        if (!begins.SequenceEqual(contents.RepetitionLevels) || defined.Length != begins.Length || definedToo.Length != begins.Length)
            throw new PreferenceFileException(path, $"column {name}, row group of row {first}", first, "other lists of roles than of contents", "one of each a message");
        for (var i = 0; i < begins.Length; i++)
        {
            if (begins[i] == 0 && i > 0)
                End(rows, messages);
            if (defined[i] < list!.MaxDefinitionLevel)                   // a list without an element
                continue;
            if (defined[i] != leaves[0].MaxDefinitionLevel || definedToo[i] != leaves[1].MaxDefinitionLevel)
                throw new PreferenceFileException(path, $"row {first + rows.Count}", first + rows.Count, $"message {messages.Count + 1} of '{name}' without role or content", "both");
            messages.Add(new(roles.Values[nextRole++].ToString(), contents.Values[nextContent++].ToString()));
        }
        if (begins.Length > 0)
            End(rows, messages);
        return rows;
    }

    private static void End(List<Passage> rows, List<ChatMessage> messages)
    {
        rows.Add(new Passage(messages));
        messages.Clear();
    }

    private static async Task<RawColumnData<ReadOnlyMemory<char>>> TextsAsync(ParquetRowGroupReader group, DataField leaf, CancellationToken cancellation)
        => (RawColumnData<ReadOnlyMemory<char>>)await group.ReadRawColumnDataBaseAsync(leaf, cancellation).ConfigureAwait(false);

    private static ReadOnlySpan<int> Levels(RawColumnData<ReadOnlyMemory<char>> texts, DataField leaf)
        => leaf.MaxDefinitionLevel == 0 ? [] : texts.DefinitionLevels;

    private static DataField? Leaf(StructField message, string name)
        => message.Fields.Where(field => field.Name == name).ToList() is [DataField leaf] && IsText(leaf) ? leaf : null;

    private static bool IsText(DataField field) => field.ClrType == typeof(ReadOnlyMemory<char>) && !field.IsArray;
}
