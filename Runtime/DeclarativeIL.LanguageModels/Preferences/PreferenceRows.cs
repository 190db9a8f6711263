using System.Runtime.CompilerServices;
using DeclarativeIL.Formats.Parquet;

namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>Comparisons from the rows of a Parquet file, a page of each column in memory at a time.</summary>
internal static class PreferenceRows
{
    private const int RowSize = 24,
        Batch = 256; // bytes of a row in memory, beside the texts; rows read at a time

    private static readonly string[] Answers = ["chosen", "rejected"],
        Prompts = ["prompt", "conversations"];

    public static IEnumerable<PreferenceText> Read(string path, long limit)
    {
        using var file = PreferenceFile.Open(path, mayBePipe: false);
        var footer = Named(path, "the footer", 0, () => ParquetFooter.Read(file));
        TextColumn[] columns = [.. Names(footer, path).Select(name => TextColumn.Find(footer.Root, name, path))];
        var isAsked = limit != PreferenceFile.DefaultGroupLimit;
        var most = isAsked ? limit : Math.Min(limit, Math.Max(PreferenceFile.LeastExpansion, PreferenceFile.MostExpansion * file.Length));
        var (budget, row) = (new ByteBudget(most), 1L);
        foreach (var group in footer.Groups)
        {
            var first = row;
            var readers = Named(
                path,
                $"the row group of row {first}",
                first,
                () => Open(file, footer, group, columns, path, first, most, budget)
            );
            for (var left = group.Rows; left > 0; left--, row++)
                yield return Row(readers, budget, path, row);
            End(readers, path, row - 1);
            budget = isAsked ? new ByteBudget(most) : budget; // what was asked for is a row group's, else it is the file's
        }
    }

    /// <summary>The same, read on another thread.</summary>
    public static async IAsyncEnumerable<PreferenceText> ReadAsync(
        string path,
        long limit,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        using var rows = Read(path, limit).GetEnumerator();
        var batch = new List<PreferenceText>();
        Exception? fault = null;
        for (var more = true; more && fault is null; )
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Clear();
            more = await Task.Run(
                    () =>
                    {
                        try
                        {
                            while (batch.Count < Batch)
                            {
                                if (!rows.MoveNext())
                                    return false;
                                batch.Add(rows.Current);
                            }
                            return true;
                        }
                        catch (PreferenceFileException e) // behind the rows before it
                        {
                            fault = e;
                            return false;
                        }
                    },
                    cancellation
                )
                .ConfigureAwait(false);
            foreach (var pair in batch)
                yield return pair;
        }
        if (fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
    }

    /// <summary>The prompt where there is one, then the answers.</summary>
    private static string[] Names(ParquetFooter footer, string path)
    {
        var there = footer.Root.Children.Select(static field => field.Name).ToArray();
        if (!there.Intersect([Prompts[0], .. Answers]).Any())
            throw new PreferenceFileException(
                path,
                "the schema",
                0,
                $"the columns {string.Join(", ", there.Take(12).Select(static name => $"'{name}'"))}"
                    + (there.Length > 12 ? " and others" : ""),
                "'prompt', 'chosen' and 'rejected'"
            );
        return Array.Find(Prompts, there.Contains) is { } prompt ? [prompt, .. Answers] : Answers;
    }

    private static PreferenceText Row(PassageReader[] readers, ByteBudget budget, string path, long row)
    {
        try
        {
            budget.Take(RowSize, "the rows");
            var prompt = readers.Length > Answers.Length ? readers[0].Next(path, row) : null;
            return PreferenceFile.Checked(prompt, readers[^2].Next(path, row), readers[^1].Next(path, row), path, "row", row);
        }
        catch (MalformedParquetException e)
        {
            throw new PreferenceFileException(path, $"row {row}, {e.Position}", row, e.Found, e.Expected, e);
        }
    }

    private static void End(PassageReader[] readers, string path, long row) =>
        Named(
            path,
            $"behind row {row}",
            row,
            () =>
            {
                foreach (var reader in readers)
                    reader.End(path, row);
                return row;
            }
        );

    private static PassageReader[] Open(
        FileStream file,
        ParquetFooter footer,
        ParquetGroup group,
        TextColumn[] columns,
        string path,
        long first,
        long limit,
        ByteBudget budget
    )
    {
        foreach (var column in columns)
            limit -= column.SizeIn(group, path, first, limit);
        return [.. columns.Select(column => new PassageReader(file, footer, group, column, budget))];
    }

    private static T Named<T>(string path, string position, long row, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (MalformedParquetException e)
        {
            throw new PreferenceFileException(path, $"{position}, {e.Position}", row, e.Found, e.Expected, e);
        }
        catch (Exception e) when (e is IOException and not PreferenceFileException or UnauthorizedAccessException)
        {
            throw new PreferenceFileException(path, position, row, e.Message, "a readable file", e);
        }
    }
}
