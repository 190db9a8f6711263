using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Data;

/// <summary>Comparisons from the rows of a Parquet file, a row group in memory at a time.</summary>
internal static class PreferenceRows
{
    private static readonly string[] Names = ["prompt", "chosen", "rejected"];

    public static async IAsyncEnumerable<PreferenceText> ReadAsync(
        string path, long limit, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var file = PreferenceFile.Open(path);
        await using (file.ConfigureAwait(false))
        {
            ParquetFooter.Check(file, path);
            var reader = await Guard(path, "the file", 0, () => ParquetReader.CreateAsync(file, cancellationToken: cancellation)).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var (columns, groups) = await Guard(path, "the schema", 0, () => Task.FromResult(Layout(reader, path))).ConfigureAwait(false);
                var row = 1L;
                for (var i = 0; i < groups; i++)
                {
                    var (index, first) = (i, row);
                    var passages = await Guard(path, $"row group {index + 1}, which starts with row {first}", first,
                        () => GroupAsync(reader, index, columns, path, first, limit, cancellation)).ConfigureAwait(false);
                    for (var at = 0; at < passages[0].Count; at++, row++)
                        yield return PreferenceFile.Checked(new(passages[0][at], passages[1][at], passages[2][at]), path, "row", row);
                }
            }
        }
    }

    private static (TextColumn[] Columns, int Groups) Layout(ParquetReader reader, string path)
    {
        TextColumn[] columns = [.. Names.Select(name => TextColumn.Find(reader.Schema, name, path))];
        var rows = 0L;
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            rows += group.RowCount;
        }
        return rows == reader.Metadata?.NumRows ? (columns, reader.RowGroupCount)
            : throw new PreferenceFileException(path, "the footer", 0, $"row groups of {rows} rows", $"{reader.Metadata?.NumRows}, as it says itself");
    }

    private static async Task<List<Passage>[]> GroupAsync(
        ParquetReader reader, int index, TextColumn[] columns, string path, long first, long limit, CancellationToken cancellation)
    {
        using var group = reader.OpenRowGroupReader(index);
        var passages = new List<Passage>[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            limit -= columns[i].SizeIn(group, path, first, limit);
        for (var i = 0; i < columns.Length; i++)
        {
            passages[i] = await columns[i].ReadAsync(group, path, first, cancellation).ConfigureAwait(false);
            if (passages[i].Count != group.RowCount)
                throw new PreferenceFileException(path, $"row group {index + 1}, column {Names[i]}", first, $"{passages[i].Count} rows", $"{group.RowCount}, as the footer says");
        }
        return passages;
    }

    /// <summary>Whatever Parquet.Net makes of a file that is none, or a damaged one: its exceptions are not documented.</summary>
    private static async Task<T> Guard<T>(string path, string position, long row, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (PreferenceFileException or OperationCanceledException))
        {
            throw new PreferenceFileException(path, position, row, $"{e.GetType().Name} ({e.Message})", "a readable Parquet file", e);
        }
    }
}
