using System.Text.Json;
using System.Text.Unicode;

namespace DeclarativeIL.LanguageModels.Preferences;

/// <summary>Comparisons, one JSON object a line.</summary>
internal static class PreferenceLines
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static IEnumerable<PreferenceText> Read(string path, int limit)
    {
        using var file = PreferenceFile.Open(path, mayBePipe: true);
        var reader = new LineReader(file, limit);
        for (var line = 1L; ; line++)
        {
            ReadOnlyMemory<byte> bytes;
            try
            {
                if (!reader.Next(out bytes))
                    yield break;
            }
            catch (LineTooLongException)
            {
                throw Wrong(path, line, $"more than {limit} bytes", "a line that is not longer");
            }
            if (line == 1 && bytes.Span.StartsWith("\uFEFF"u8))
                bytes = bytes[3..];
            if (bytes.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
                yield return Parse(path, line, bytes);
        }
    }

    private static PreferenceText Parse(string path, long line, ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
            throw Wrong(path, line, "bytes that are no UTF-8", "text in UTF-8");
        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Wrong(path, line, Describe(root), "an object with 'prompt', 'chosen' and 'rejected'");
            string[] names = ["prompt", "chosen", "rejected"];
            if (!names.Any(name => root.TryGetProperty(name, out _)))
                throw Wrong(path, line, $"an object with {Names(root)}", "an object with 'prompt', 'chosen' and 'rejected'");
            var prompt =
                root.TryGetProperty(names[0], out _) ? names[0]
                : root.TryGetProperty("conversations", out _) ? "conversations"
                : null;
            var isBefore = prompt is null && root.TryGetProperty(names[1], out _) && root.TryGetProperty(names[2], out _);
            return PreferenceFile.Checked(
                isBefore ? null : Column(prompt ?? names[0]),
                Column(names[1]),
                Column(names[2]),
                path,
                "line",
                line
            );

            Passage Column(string name) =>
                root.TryGetProperty(name, out var value)
                    ? Text(path, line, name, value)
                    : throw Wrong(path, line, $"no '{name}'", "a text or a list of messages");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            throw new PreferenceFileException(
                path,
                $"line {line}",
                line,
                $"no JSON that can be read ({e.Message})",
                "one JSON object a line",
                e
            );
        }
    }

    private static Passage Text(string path, long line, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return new Passage(value.GetString()!);
        var isOne = value.ValueKind == JsonValueKind.Object && (value.TryGetProperty("role", out _) || value.TryGetProperty("from", out _));
        if (value.ValueKind != JsonValueKind.Array && !isOne)
            throw Wrong(path, line, $"{Describe(value)} in '{name}'", "a text or a list of messages");
        var messages = new List<ChatMessage>();
        foreach (var message in isOne ? [value] : value.EnumerateArray().AsEnumerable())
        {
            if (message.ValueKind != JsonValueKind.Object)
                throw Wrong(
                    path,
                    line,
                    $"{Describe(message)} as message {messages.Count + 1} of '{name}'",
                    "an object with 'role' and 'content'"
                );
            var isFrom = !message.TryGetProperty("role", out _) && message.TryGetProperty("from", out _);
            messages.Add(isFrom ? new(PreferenceForms.Role(Word("from")), Word("value")) : new(Word("role"), Word("content")));

            string Word(string key) =>
                message.TryGetProperty(key, out var word) && word.ValueKind == JsonValueKind.String
                    ? word.GetString()!
                    : throw Wrong(
                        path,
                        line,
                        $"{(word.ValueKind == JsonValueKind.Undefined ? "nothing" : Describe(word))} as '{key}' of message "
                            + $"{messages.Count + 1} of '{name}'",
                        "a text"
                    );
        }
        return new Passage(messages);
    }

    private static string Names(JsonElement root)
    {
        var names = root.EnumerateObject().Take(13).Select(static property => $"'{property.Name}'").ToArray();
        return names.Length == 0 ? "nothing in it" : string.Join(", ", names.Take(12)) + (names.Length > 12 ? " and others" : "");
    }

    private static string Describe(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "a truth value",
        };

    private static PreferenceFileException Wrong(string path, long line, string found, string expected) =>
        new(path, $"line {line}", line, found, expected);
}
