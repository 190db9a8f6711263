using System.Text.Json;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>Lines of JSON as columns.</summary>
internal static class JsonTable
{
    private const int LongestLine = 1 << 26,
        MostColumns = 4096;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    public static Dictionary<string, EpisodeColumn> Read(FileStream file, MemoryLimit limit)
    {
        var (columns, row) = (new Dictionary<string, TextColumn>(), 0);
        foreach (var (line, number) in Lines(file))
        {
            var position = $"line {number}";
            limit.Take(8L * line.Length, position);
            try
            {
                using var document = JsonDocument.Parse(line, Options);
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                    throw new MalformedDataException(position, $"JSON {document.RootElement.ValueKind}", "an object");
                Add(document.RootElement, "", row, columns, position);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw new MalformedDataException(position, e.Message.TrimEnd('.'), "a JSON object");
            }
            row++;
            foreach (var (name, column) in columns)
                if (column.Rows != row)
                    throw new MalformedDataException($"{position}, column {name}", "nothing", "a value, as in other lines");
        }
        return columns.ToDictionary(static column => column.Key, static column => column.Value.Build());
    }

    private static void Add(JsonElement found, string prefix, int row, Dictionary<string, TextColumn> columns, string position)
    {
        foreach (var property in found.EnumerateObject())
        {
            var name = prefix + property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Add(property.Value, name + "/", row, columns, position);
                continue;
            }
            if (!columns.TryGetValue(name, out var column))
                columns[name] = column =
                    row == 0 && columns.Count < MostColumns && name.Length > 0
                        ? new(name)
                        : throw new MalformedDataException($"{position}, column {name}", "a value", "none, as in the lines before");
            if (property.Value.ValueKind == JsonValueKind.String)
                column.Add(property.Value.GetString()!, position);
            else
                Numbers(property.Value, column, $"{position}, column {name}", position);
        }
    }

    private static void Numbers(JsonElement value, TextColumn column, string place, string position)
    {
        var (numbers, shape) = (new List<double>(), new List<int>());
        for (var inner = value; inner.ValueKind == JsonValueKind.Array; inner = inner[0])
        {
            shape.Add(inner.GetArrayLength());
            if (shape[^1] == 0)
                break;
        }
        var isTruth = false;
        Flatten(value, 0);
        column.Add(isTruth ? ColumnType.Boolean : ColumnType.Float64, numbers, [.. shape], position);

        void Flatten(JsonElement one, int axis)
        {
            switch (one.ValueKind)
            {
                case JsonValueKind.Array when axis < shape.Count && one.GetArrayLength() == shape[axis]:
                    foreach (var below in one.EnumerateArray())
                        Flatten(below, axis + 1);
                    break;
                case JsonValueKind.Number when axis == shape.Count && one.TryGetDouble(out var number) && double.IsFinite(number):
                    numbers.Add(number);
                    break;
                case JsonValueKind.True or JsonValueKind.False when axis == shape.Count:
                    numbers.Add(one.GetBoolean() ? 1 : 0);
                    isTruth = true;
                    break;
                default:
                    throw new MalformedDataException(
                        place,
                        $"JSON {one.ValueKind} in a list of shape [{string.Join(", ", shape)}]",
                        "finite numbers, in lists of one length"
                    );
            }
        }
    }

    private static IEnumerable<(ReadOnlyMemory<byte> Line, int Number)> Lines(FileStream file)
    {
        var (buffer, filled, number) = (new byte[1 << 16], 0, 0);
        while (true)
        {
            var read = file.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0; start += end + 1)
                if (Trimmed(buffer.AsMemory(start, end), ++number) is { IsEmpty: false } line)
                    yield return (line, number);
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (read == 0)
            {
                if (Trimmed(buffer.AsMemory(0, filled), ++number) is { IsEmpty: false } last)
                    yield return (last, number);
                yield break;
            }
            if (filled == buffer.Length)
                Array.Resize(
                    ref buffer,
                    filled < LongestLine
                        ? 2 * filled
                        : throw new MalformedDataException($"line {number + 1}", $"more than {LongestLine} bytes", "fewer in a line")
                );
        }
    }

    /// <summary>A line without the mark that some files begin with.</summary>
    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> line, int number)
    {
        if (number == 1 && line.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            line = line[3..];
        return line.Span.Trim(" \r\t"u8).IsEmpty ? default : line;
    }
}
