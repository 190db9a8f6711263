using DeclarativeIL.Formats.Parquet;

namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>A column of texts in a Parquet file: strings, or lists of structures with role and content.</summary>
/// <param name="name">Its name.</param>
/// <param name="leaves">The string column, or those of role and content.</param>
/// <param name="list">Of a conversation: the definition level of an element of the list; 0 of plain text.</param>
/// <param name="isFrom">Whether the structures are those of from and value.</param>
internal sealed class TextColumn(string name, ParquetNode[] leaves, int list, bool isFrom)
{
    private const string Expected = "strings, or lists of structures with the strings role and content, or from and value";

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The string column, or those of role and content.</summary>
    public IReadOnlyList<ParquetNode> Leaves => leaves;

    /// <summary>The definition level of an element of the list.</summary>
    public int ElementLevel => list;

    /// <summary>True if its messages name their authors by words of their own, "human" and "gpt".</summary>
    public bool IsFrom => isFrom;

    /// <summary>True if the column holds conversations.</summary>
    public bool IsChat => list > 0;

    /// <summary>Finds a column and its form.</summary>
    public static TextColumn Find(ParquetNode root, string name, string path)
    {
        var fields = root.Children.Where(field => field.Name == name).ToList();
        return fields switch
        {
            [{ IsText: true, Repetition: 0 } text] => new(name, [text], 0, false),
            [{ Type: null } group] when Messages(group) is var (element, role, content, isFrom) => new(
                name,
                [role, content],
                element,
                isFrom
            ),
            [] => throw new PreferenceFileException(path, "the schema", 0, $"no column '{name}'", Expected),
            [var other] => throw new PreferenceFileException(path, $"column {name}", 0, Describe(other), Expected),
            _ => throw new PreferenceFileException(path, $"column {name}", 0, $"{fields.Count} columns of that name", "one"),
        };
    }

    /// <summary>Bytes of text in a row group, as the file says, if they are not more than may be there.</summary>
    public long SizeIn(ParquetGroup group, string path, long row, long limit)
    {
        var size = 0L;
        foreach (var leaf in leaves)
        {
            var found = ParquetEntries<string>.Find(group, leaf).Size;
            if (found > limit - size)
                throw new PreferenceFileException(
                    path,
                    $"column {name}, row group of row {row}",
                    row,
                    $"{found} bytes",
                    $"at most {limit - size} (a higher limit can be asked for)"
                );
            size += found;
        }
        return size;
    }

    /// <summary>The element of a list, through whatever groups of one part, and its role and content.</summary>
    private static (int Element, ParquetNode Role, ParquetNode Content, bool IsFrom)? Messages(ParquetNode group)
    {
        var (node, element) = (group, 0);
        while (node.Type is null)
        {
            if (node.Repetition == 1 && element == 0)
                element = node.Definition;
            if (element > 0 && Leaf(node, "role") is { } role && Leaf(node, "content") is { } content)
                return (element, role, content, false);
            if (element > 0 && Leaf(node, "from") is { } from && Leaf(node, "value") is { } value)
                return (element, from, value, true);
            if (node.Children.Count != 1)
                return null;
            node = node.Children[0];
        }
        return null;
    }

    private static ParquetNode? Leaf(ParquetNode message, string name) =>
        message.Children.Where(field => field.Name == name).ToList() is [{ IsText: true, Repetition: 1 } leaf] ? leaf : null;

    private static string Describe(ParquetNode node) =>
        node.Type is { } type
            ? $"a column of physical type {type}{(node.Repetition > 0 ? " in a list" : "")}"
            : $"a group of {string.Join(", ", node.Children.Select(static child => $"'{child.Name}'"))}";
}
