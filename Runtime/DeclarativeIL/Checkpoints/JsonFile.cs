using System.Text.Json;

namespace DeclarativeIL.Checkpoints;

/// <summary>JSON from strangers, read at once.</summary>
internal static class JsonFile
{
    /// <summary>Parses a file and reads its root.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Its most bytes.</param>
    /// <param name="depth">How deep it may be nested.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="what">What the file is, for messages.</param>
    public static T Parse<T>(string path, int most, int depth, Func<string, JsonElement, T> read, string what = "JSON that can be read")
    {
        var bytes = SmallFile.Read(path, most);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = depth });
            return read(path, json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            throw new CheckpointException(path, $"what is no {what} ({error.Message.TrimEnd('.')})", "a JSON object", error);
        }
    }

    /// <summary>A property; none where it is absent or null.</summary>
    public static JsonElement? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A text; none where it is absent or null.</summary>
    public static string? Word(string path, JsonElement parent, string name) =>
        Find(parent, name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new CheckpointException(path, $"{name} of kind {value.ValueKind}", "a text");

    /// <summary>A truth value; false where it is absent or null.</summary>
    public static bool Flag(string path, JsonElement parent, string name) =>
        Find(parent, name) is { } value
        && (
            value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? value.GetBoolean()
                : throw new CheckpointException(path, $"{name} of kind {value.ValueKind}", "true or false")
        );

    /// <summary>A whole number of 32 bits; none where it is another thing.</summary>
    public static int? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
