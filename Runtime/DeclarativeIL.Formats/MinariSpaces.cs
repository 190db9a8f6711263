using System.Globalization;
using System.Text.Json;
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
