using System.Text;
using System.Text.Json;
using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats;

/// <summary>Small files of JSON beside the data of a format.</summary>
internal static class JsonFile
{
    private const long Longest = 1 << 26;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="position">What it is called in messages.</param>
    public static JsonElement Read(string path, string position) => Parse(Bytes(path, position), position);

    /// <summary>Reads a file of one value a line.</summary>
    public static IEnumerable<JsonElement> Lines(string path, string position)
    {
        var (bytes, line) = (Bytes(path, position), 0);
        for (var at = 0; at < bytes.Length; line++)
        {
            var end = bytes.AsSpan(at).IndexOf((byte)'\n');
            var one = bytes.AsMemory(at, end < 0 ? bytes.Length - at : end);
            at += one.Length + 1;
            if (!one.Span.Trim(" \r\t"u8).IsEmpty)
                yield return Parse(one, $"{position}, line {line + 1}");
        }
    }

    /// <summary>Reads a text in which Python may have written Infinity and NaN, which JSON has not; they become 0, since nobody needs
    /// bounds here.</summary>
    public static JsonElement Python(string text, string position)
    {
        var (json, isText) = (new StringBuilder(text.Length), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                isText = !isText;
            else if (isText && text[i] == '\\' && i + 1 < text.Length)
                json.Append(text[i++]);
            else if (!isText && Word(text, i) is var length and > 0)
            {
                json.Append('0');
                i += length - 1;
                continue;
            }
            json.Append(text[i]);
        }
        return Parse(Encoding.UTF8.GetBytes(json.ToString()), position);
    }

    /// <summary>The values of an object as words: texts as they are, all else as JSON.</summary>
    public static Dictionary<string, string> Words(JsonElement found) =>
        found.ValueKind != JsonValueKind.Object
            ? []
            : found
                .EnumerateObject()
                .DistinctBy(static property => property.Name)
                .ToDictionary(
                    static property => property.Name,
                    static property =>
                        property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText()
                );

    /// <summary>A whole number of an object; none where it is none.</summary>
    public static long? Number(JsonElement found, string name) =>
        found.ValueKind == JsonValueKind.Object
        && found.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>A text of an object; none where it is none.</summary>
    public static string? Text(JsonElement found, string name) =>
        found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int Word(string text, int at)
    {
        foreach (var word in (string[])["-Infinity", "Infinity", "NaN"])
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
                return word.Length;
        return 0;
    }

    private static byte[] Bytes(string path, string position)
    {
        using var file = FileGuard.Open(path);
        if (file.Length > Longest)
            throw new MalformedDataException(position, $"{file.Length} bytes", $"at most {Longest}");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Makes all texts once: bytes that are no text are found only then.</summary>
    private static void CheckTexts(JsonElement found)
    {
        if (found.ValueKind == JsonValueKind.String)
            _ = found.GetString();
        else if (found.ValueKind == JsonValueKind.Array)
            foreach (var element in found.EnumerateArray())
                CheckTexts(element);
        else if (found.ValueKind == JsonValueKind.Object)
            foreach (var property in found.EnumerateObject())
            {
                _ = property.Name;
                CheckTexts(property.Value);
            }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json, string position)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            CheckTexts(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new MalformedDataException(position, e.Message.TrimEnd('.'), "JSON");
        }
    }
}
