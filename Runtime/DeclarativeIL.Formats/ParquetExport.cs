using DeclarativeIL.Formats.Columns;
using Parquet;
using Parquet.Schema;

namespace DeclarativeIL.Formats;

/// <summary>Columns as Parquet.Net writes them: rows with a shape are lists, of lists where it has several axes.</summary>
internal static class ParquetExport
{
    /// <summary>Writes tables of the same columns, a row group each.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="groups">At least one.</param>
    /// <param name="words">Words about the file.</param>
    public static void Write(
        Stream stream,
        IReadOnlyList<IReadOnlyDictionary<string, EpisodeColumn>> groups,
        IReadOnlyDictionary<string, string>? words = null
    ) => Task.Run(() => WriteAsync(stream, groups, words)).GetAwaiter().GetResult();

    private static async Task WriteAsync(
        Stream stream,
        IReadOnlyList<IReadOnlyDictionary<string, EpisodeColumn>> groups,
        IReadOnlyDictionary<string, string>? words
    )
    {
        var schema = new ParquetSchema(groups[0].Select(static pair => FieldOf(pair.Key, pair.Value)));
        var writer = await ParquetWriter
            .CreateAsync(schema, stream, new() { CompressionMethod = CompressionMethod.Snappy })
            .ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            if (words is not null)
                writer.CustomMetadata = words.ToDictionary();
            foreach (var columns in groups)
            {
                using var group = writer.CreateRowGroup();
                foreach (var field in schema.DataFields)
                    await WriteAsync(group, field, columns[field.Path.FirstPart!]).ConfigureAwait(false);
            }
        }
    }

    private static Field FieldOf(string name, EpisodeColumn column)
    {
        Field field = column.Type switch
        {
            ColumnType.Bytes => new StructField(name, new DataField<byte[]>("bytes"), new DataField<string>("path")),
            ColumnType.Text => new DataField<string>(name, nullable: false),
            _ => new DataField(column.Shape.Count == 0 ? name : "element", Clr(column.Type), isNullable: false),
        };
        for (var axis = column.Shape.Count - 1; axis >= 0; axis--)
            field = new ListField(axis == 0 ? name : "element", field);
        return field;
    }

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, EpisodeColumn column) =>
        column.Type switch
        {
            ColumnType.Boolean => ListsAsync<bool>(group, field, column),
            ColumnType.Int8 => ListsAsync<sbyte>(group, field, column),
            ColumnType.Int16 => ListsAsync<short>(group, field, column),
            ColumnType.Int32 => ListsAsync<int>(group, field, column),
            ColumnType.Int64 => ListsAsync<long>(group, field, column),
            ColumnType.UInt8 => ListsAsync<byte>(group, field, column),
            ColumnType.UInt16 => ListsAsync<ushort>(group, field, column),
            ColumnType.UInt32 => ListsAsync<uint>(group, field, column),
            ColumnType.UInt64 => ListsAsync<ulong>(group, field, column),
            ColumnType.Float32 => ListsAsync<float>(group, field, column),
            ColumnType.Float64 => ListsAsync<double>(group, field, column),
            ColumnType.Text => group.WriteAsync(field, Enumerable.Range(0, column.Rows).Select(column.Text).ToArray()),
            ColumnType.Bytes when field.Name == "bytes" => group.WriteAsync(
                field,
                Enumerable.Range(0, column.Rows).Select(row => column.Bytes(row).ToArray()).ToArray()
            ),
            ColumnType.Bytes => group.WriteAsync(field, Enumerable.Repeat("", column.Rows).ToArray()),
            _ => throw new ArgumentException($"Column {field.Path}: found {column.Type}; expected float32, for instance."),
        };

    private static Task ListsAsync<T>(ParquetRowGroupWriter group, DataField field, EpisodeColumn column)
        where T : unmanaged
    {
        var values = column.Values<T>().ToArray();
        if (column.Shape.Count == 0)
            return group.WriteAsync<T>(field, values);
        var (definitions, repetitions) = (new int[values.Length], new int[values.Length]);
        Array.Fill(definitions, field.MaxDefinitionLevel);
        for (var i = 0; i < values.Length; i++)
        {
            var (level, size) = (column.Shape.Count, 1);
            for (var axis = column.Shape.Count - 1; axis >= 0 && i % (size *= column.Shape[axis]) == 0; axis--)
                level--;
            repetitions[i] = level;
        }
        return group.WriteAllPartsAsync<T>(field, values, definitions, repetitions, CancellationToken.None);
    }

    private static Type Clr(ColumnType type) =>
        type switch
        {
            ColumnType.Boolean => typeof(bool),
            ColumnType.Int8 => typeof(sbyte),
            ColumnType.Int16 => typeof(short),
            ColumnType.Int32 => typeof(int),
            ColumnType.Int64 => typeof(long),
            ColumnType.UInt8 => typeof(byte),
            ColumnType.UInt16 => typeof(ushort),
            ColumnType.UInt32 => typeof(uint),
            ColumnType.UInt64 => typeof(ulong),
            ColumnType.Float32 => typeof(float),
            ColumnType.Float64 => typeof(double),
            _ => throw new ArgumentException($"Found a column of {type}; expected float32, for instance."),
        };
}
