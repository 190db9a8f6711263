using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>The shapes of the parts of a space as Minari writes spaces down.</summary>
internal static class MinariSpaces
{
    /// <summary>Adds the shape of each part by its name.</summary>
    /// <param name="space">The space.</param>
    /// <param name="name">The name of the whole: observations, actions.</param>
    /// <param name="shapes">Taken.</param>
    public static void Add(JsonElement space, string name, Dictionary<string, int[]> shapes)
    {
        switch (JsonFile.Text(space, "type"))
        {
            case "Dict" when space.TryGetProperty("subspaces", out var parts) && parts.ValueKind == JsonValueKind.Object:
                foreach (var part in parts.EnumerateObject())
                    Add(part.Value, $"{name}/{part.Name}", shapes);
                break;
            case "Tuple" when space.TryGetProperty("subspaces", out var parts) && parts.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var part in parts.EnumerateArray())
                    Add(part, string.Create(CultureInfo.InvariantCulture, $"{name}/{index++}"), shapes);
                break;
            case "Box" when space.TryGetProperty("shape", out var shape):
                shapes[name] = Sizes(shape, name);
                break;
            case "MultiBinary" when space.TryGetProperty("n", out var sizes):
                shapes[name] = Sizes(sizes, name);
                break;
            case "Discrete":
                shapes[name] = [];
                break;
            default:
                break; // whatever it is, its columns say how they are shaped
        }
    }

    /// <summary>The space of columns, by their types and shapes.</summary>
    /// <param name="episodes">The episodes.</param>
    /// <param name="name">The column, or the name of the parts.</param>
    /// <param name="tuples">Names whose parts are a tuple.</param>
    public static JsonObject Of(IReadOnlyList<Episode> episodes, string name, HashSet<string> tuples)
    {
        if (episodes[0].Columns.TryGetValue(name, out var column))
            return One(column, () => episodes.SelectMany(episode => Texts(episode[name])));
        var parts = episodes[0].Parts(name).Select(static part => part.Part.Split('/')[0]).Distinct();
        if (tuples.Contains(name))
            return new()
            {
                ["type"] = "Tuple",
                ["subspaces"] = new JsonArray([
                    .. parts
                        .OrderBy(static part => int.Parse(part, CultureInfo.InvariantCulture))
                        .Select(part => (JsonNode)Of(episodes, $"{name}/{part}", tuples)),
                ]),
            };
        var spaces = new JsonObject();
        foreach (var part in parts)
            spaces[part] = Of(episodes, $"{name}/{part}", tuples);
        return new() { ["type"] = "Dict", ["subspaces"] = spaces };
    }

    private static IEnumerable<string> Texts(EpisodeColumn column) => Enumerable.Range(0, column.Rows).Select(column.Text);

    private static JsonObject One(EpisodeColumn column, Func<IEnumerable<string>> texts)
    {
        if (column.Type == ColumnType.Text)
        {
            var all = texts().ToList();
            return new()
            {
                ["type"] = "Text",
                ["max_length"] = Math.Max(1, all.Max(static text => text.Length)),
                ["min_length"] = all.Min(static text => text.Length),
                ["charset"] = string.Concat(all.SelectMany(static text => text).Distinct().Order()),
            };
        }
        var (dtype, low, high) = Bounds(column.Type);
        int[] shape = column.Type == ColumnType.Bytes ? [column.Rows > 0 ? column.Bytes(0).Length : 0] : [.. column.Shape];
        return new()
        {
            ["type"] = "Box",
            ["dtype"] = dtype,
            ["shape"] = new JsonArray([.. shape.Select(static size => (JsonNode)size)]),
            ["low"] = low,
            ["high"] = high,
        };
    }

    /// <summary>The name that NumPy has for a type, and its bounds; of fractions, the largest, since JSON has no infinity.</summary>
    private static (string Type, double Low, double High) Bounds(ColumnType type) =>
        type switch
        {
            ColumnType.Boolean => ("int8", 0, 1),
            ColumnType.Int8 => ("int8", sbyte.MinValue, sbyte.MaxValue),
            ColumnType.Int16 => ("int16", short.MinValue, short.MaxValue),
            ColumnType.Int32 => ("int32", int.MinValue, int.MaxValue),
            ColumnType.Int64 => ("int64", -(double)(1L << 53), 1L << 53),
            ColumnType.UInt8 or ColumnType.Bytes => ("uint8", 0, byte.MaxValue),
            ColumnType.UInt16 => ("uint16", 0, ushort.MaxValue),
            ColumnType.UInt32 => ("uint32", 0, uint.MaxValue),
            ColumnType.UInt64 => ("uint64", 0, 1L << 53),
            ColumnType.Float16 => ("float16", (double)Half.MinValue, (double)Half.MaxValue),
            ColumnType.Float32 => ("float32", float.MinValue, float.MaxValue),
            _ => ("float64", double.MinValue, double.MaxValue),
        };

    private static int[] Sizes(JsonElement found, string name)
    {
        var sizes = found.ValueKind == JsonValueKind.Array ? found.EnumerateArray().ToArray() : [found];
        return Array.ConvertAll(
            sizes,
            size =>
                size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var number) && number >= 0
                    ? number
                    : throw new MalformedDataException($"the space of {name}", $"size {size.ValueKind}", "a whole number")
        );
    }
}
