using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Parquet;

namespace DeclarativeIL.Formats;

/// <summary>Tables of other projects in Parquet: each leaf of the schema is a column, of single elements, lists or lists of
/// lists.</summary>
internal static class ParquetTable
{
    private const int MostColumns = 4096;

    /// <summary>Reads columns of a file of a data set; what is wrong is that file's.</summary>
    public static Dictionary<string, NestedColumn> Open(string path, long limit, Func<string, bool> wanted) =>
        FileGuard.Run(
            path,
            () =>
            {
                using var file = FileGuard.Open(path);
                return Read(file, new(limit, file.Length), wanted);
            }
        );

    /// <summary>Reads the columns that are wanted, whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limit">What it may take.</param>
    /// <param name="wanted">By name; the parts of a structure have <c>/</c> between their names, lists no names of their own.</param>
    /// <exception cref="MalformedParquetException">It is damaged.</exception>
    /// <exception cref="MalformedDataException">It has what columns cannot have, or too much.</exception>
    public static Dictionary<string, NestedColumn> Read(FileStream file, MemoryLimit limit, Func<string, bool> wanted)
    {
        var footer = ParquetFooter.Read(file);
        var leaves = new List<(string Name, ParquetNode Leaf, int[] Lists)>();
        foreach (var child in footer.Root.Children)
            Add(child, child.Name, [], leaves);
        if (footer.Rows > int.MaxValue)
            throw new MalformedDataException("the footer", $"{footer.Rows} rows", $"at most {int.MaxValue}");
        var budget = new ByteBudget(limit.Most);
        var columns = new Dictionary<string, NestedColumn>();
        foreach (var (name, leaf, lists) in leaves)
        {
            if (!wanted(name))
                continue;
            var parts = footer
                .Groups.Select(group => ParquetLeaf.Read(file, footer, group, leaf, name, lists, budget, limit))
                .DefaultIfEmpty(ParquetLeaf.Empty(leaf, name, lists));
            if (!columns.TryAdd(name, NestedColumn.Join([.. parts])))
                throw new MalformedDataException($"column {name}", "it twice", "once");
        }
        return columns;
    }

    /// <summary>Names leaves: the group that a list is, and what is in it, add nothing to a name.</summary>
    private static void Add(ParquetNode node, string name, int[] lists, List<(string, ParquetNode, int[])> leaves)
    {
        if (node.IsRepeated)
            lists = [.. lists, node.Definition];
        if (node.Type is not null)
        {
            leaves.Add((name, node, lists));
            if (leaves.Count > MostColumns)
                throw new MalformedDataException("the schema", $"more than {MostColumns} columns", "fewer");
            return;
        }
        var isList = node.IsRepeated && node.Children.Count == 1;
        foreach (var child in node.Children)
            Add(child, isList || (child.IsRepeated && node.Children.Count == 1) ? name : $"{name}/{child.Name}", lists, leaves);
    }
}

/// <summary>Reads a leaf of a row group.</summary>
internal static class ParquetLeaf
{
    /// <param name="file">The file.</param>
    /// <param name="footer">What it says of itself.</param>
    /// <param name="group">The row group.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="lists">The definition level at which each level of lists has an element.</param>
    /// <param name="budget">What pages may become.</param>
    /// <param name="limit">What elements may take.</param>
    public static NestedColumn Read(
        FileStream file,
        ParquetFooter footer,
        ParquetGroup group,
        ParquetNode leaf,
        string name,
        int[] lists,
        ByteBudget budget,
        MemoryLimit limit
    )
    {
        return leaf.Type switch
        {
            ParquetNode.Truths => Of<bool>(ParquetNumbers.OpenTruths, 1, null),
            ParquetNode.Int32 => Of<int>(ParquetNumbers.Open, sizeof(int), null),
            ParquetNode.Int64 => Of<long>(ParquetNumbers.Open, sizeof(long), null),
            ParquetNode.Float => Of<float>(ParquetNumbers.Open, sizeof(float), null),
            ParquetNode.Double => Of<double>(ParquetNumbers.Open, sizeof(double), null),
            ParquetNode.Bytes when leaf.IsText => Of(ParquetTexts.Opener(static text => text, budget), sizeof(int), ""),
            ParquetNode.Bytes => Of<byte[]>(ParquetBytes.Open, sizeof(int), Array.Empty<byte>()),
            _ => throw new MalformedDataException($"column {name}", $"Parquet type {leaf.Type}", "numbers, truths, texts or bytes"),
        };

        NestedColumn Of<T>(OpenValues<T> open, int least, object? nothing)
        {
            var entries = new ParquetEntries<T>(file, footer, group, leaf, budget, open, least);
            limit.Take(ParquetEntries<T>.Find(group, leaf).Count, 4 * (16 + (8L * lists.Length)), $"column {name}");
            var builder = new ColumnBuilder<T>();
            var ends = Ends(
                entries,
                lists,
                name,
                (hasValue, value) =>
                    builder.Add(
                        hasValue ? value
                        : nothing is T empty ? empty
                        : throw Missing(name, builder.Count)
                    )
            );
            var column = new NestedColumn(name, ends, builder.Build(TypeOf(leaf)));
            return column.Rows == group.Rows
                ? column
                : throw new MalformedDataException($"column {name}", $"{column.Rows} rows", $"{group.Rows}, as its row group has");
        }
    }

    /// <summary>The column of a table without rows.</summary>
    public static NestedColumn Empty(ParquetNode leaf, string name, int[] lists) =>
        new(
            name,
            [.. lists.Select(static _ => new int[1])],
            TypeOf(leaf) switch
            {
                ColumnType.Text => EpisodeColumn.OfTexts([]),
                ColumnType.Bytes => EpisodeColumn.OfBytes([]),
                var type => EpisodeColumn.OfNumbers(type, 0, [], default),
            }
        );

    private static MalformedDataException Missing(string name, int element) =>
        new($"column {name}, element {element}", "nothing", "a number");

    /// <summary>Puts lists together from the levels of entries.</summary>
    private static int[][] Ends<T>(ParquetEntries<T> entries, int[] lists, string name, Action<bool, T> take)
    {
        var (counts, ends) = (new int[lists.Length + 1], lists.Select(static _ => new List<int>()).ToArray());
        while (entries.Next())
        {
            var level = entries.Repetition;
            if (level > 0 && (counts[0] == 0 || entries.Definition < lists[level - 1]))
                throw new MalformedDataException($"column {name}", "a list that goes on where none began", "a row");
            counts[level]++;
            for (; level < lists.Length; level++)
            {
                ends[level].Add(counts[level + 1]);
                if (entries.Definition < lists[level])
                    break;
                counts[level + 1]++;
            }
            if (level == lists.Length)
                take(entries.HasValue, entries.Value);
        }
        for (var level = 0; level < lists.Length; level++)
            ends[level].Add(counts[level + 1]);
        return Array.ConvertAll(ends, static list => list.ToArray());
    }

    private static ColumnType TypeOf(ParquetNode leaf) =>
        (leaf.Type, leaf.Converted) switch
        {
            (ParquetNode.Truths, _) => ColumnType.Boolean,
            (ParquetNode.Int32, 11) => ColumnType.UInt8,
            (ParquetNode.Int32, 12) => ColumnType.UInt16,
            (ParquetNode.Int32, 13) => ColumnType.UInt32,
            (ParquetNode.Int32, 15) => ColumnType.Int8,
            (ParquetNode.Int32, 16) => ColumnType.Int16,
            (ParquetNode.Int32, _) => ColumnType.Int32,
            (ParquetNode.Int64, 14) => ColumnType.UInt64,
            (ParquetNode.Int64, _) => ColumnType.Int64,
            (ParquetNode.Float, _) => ColumnType.Float32,
            (ParquetNode.Double, _) => ColumnType.Float64,
            _ when leaf.IsText => ColumnType.Text,
            _ => ColumnType.Bytes,
        };
}
