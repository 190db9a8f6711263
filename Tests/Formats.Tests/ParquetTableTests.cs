using System.Text.Json;
using DeclarativeIL.Formats.Columns;
using DeclarativeIL.Formats.Parquet;

namespace DeclarativeIL.Formats.Tests;

/// <summary>Parquet of pyarrow: codecs, encodings, pages, nulls and nesting.</summary>
public sealed class ParquetTableTests
{
    [Theory]
    [InlineData("default_snappy")]
    [InlineData("none_plain")]
    [InlineData("no_stats_no_arrow_schema")]
    [InlineData("format_1_0")]
    [InlineData("page_index_crc")]
    [InlineData("zstd_page_v2")]
    [InlineData("small_pages")]
    [InlineData("dictionary_fallback")]
    [InlineData("gzip_rowgroups")]
    [InlineData("brotli")]
    [InlineData("lz4")]
    public void Columns_are_those_of_pyarrow(string name)
    {
        using var file = File.OpenRead(Golden.PathOf($"parquet/{name}.parquet"));
        var expected = Golden.Expected("parquet/expected.json").GetProperty("values");
        var compared = 0;
        foreach (
            var (column, found) in ParquetTable.Read(
                file,
                new(1 << 24, file.Length),
                static name => name is not ("f8_nulls" or "timestamp")
            )
        )
            if (expected.TryGetProperty(column, out var values))
            {
                Match(values, found, $"{name}, {column}");
                compared++;
            }
        Assert.True(compared >= 1, $"{compared} columns");
    }

    [Fact]
    public void Missing_numbers_are_refused_where_they_are()
    {
        using var file = File.OpenRead(Golden.PathOf("parquet/default_snappy.parquet"));
        var e = Assert.Throws<MalformedDataException>(() =>
            ParquetTable.Read(file, new(1 << 24, file.Length), static name => name == "f8_nulls")
        );
        Assert.Contains("f8_nulls, element 0", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_cut_off_is_refused()
    {
        using var file = File.OpenRead(Golden.PathOf("parquet/truncated.parquet"));
        Assert.Throws<MalformedParquetException>(() => ParquetTable.Read(file, new(1 << 24, file.Length), static _ => true));
    }

    private static void Match(JsonElement expected, NestedColumn found, string place)
    {
        var rows = expected.EnumerateArray().ToArray();
        Assert.True(rows.Length == found.Rows, $"{place}: {found.Rows} rows");
        for (var row = 0; row < rows.Length; row++)
        {
            var slice = found.Slice(row, 1).Values;
            var flat = Golden.Flat(rows[row]).Where(element => found.Ends.Length == 0 || element.ValueKind != JsonValueKind.Null).ToArray();
            if (slice.Type == ColumnType.Text)
                Assert.Equal(flat.Select(static text => text.GetString() ?? ""), Enumerable.Range(0, slice.Rows).Select(slice.Text));
            else if (slice.Type == ColumnType.Bytes)
                Assert.Equal(flat.Select(static hex => hex.GetString()), [Convert.ToHexStringLower(slice.Bytes(0).Span)]);
            else
                Golden.MatchNumbers(flat, Golden.Numbers(slice), ColumnType.Float64, $"{place}, row {row}");
        }
    }
}
