using System.Text.Json;
using DeclarativeIL.Checkpoints;

namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>A tokenizer in Hugging Face's files, read without trust.</summary>
internal static class TokenizerFiles
{
    /// <summary>The names of the files.</summary>
    public const string Fast = "tokenizer.json",
        Vocabulary = "vocab.json",
        Merges = "merges.txt",
        Settings = "tokenizer_config.json";

    private const string Added = "added_tokens.json",
        Special = "special_tokens_map.json";
    private const int LargestFile = 1 << 28;
    private const string Whole = "a whole number from 0";

    /// <summary>All that a folder says about its tokenizer.</summary>
    public static TokenizerParts Read(string folder)
    {
        var parts =
            FileThatIs(folder, Fast) is { } fast ? Parse(fast, 64, FastTokenizerFile.Read)
            : FileThatIs(folder, Vocabulary) is { } vocabulary ? Slow(folder, vocabulary)
            : throw new CheckpointException(folder, FolderContents.Describe(folder), $"{Fast}, or {Vocabulary} and {Merges}");
        var added = parts.Added.ToDictionary(static token => token.Content, StringComparer.Ordinal);
        (bool IsSaid, string? Token) end = default;
        if (FileThatIs(folder, Settings) is { } settings)
            end = Parse(settings, 64, (path, root) => Configured(path, root, added));
        if (!end.IsSaid && FileThatIs(folder, Special) is { } special)
            end = Parse(special, 64, EndOf);
        var word = end.IsSaid ? end.Token : TokenizerParts.DefaultEnd;
        if (word is not null && !added.ContainsKey(word) && parts.Vocabulary.TryGetValue(word, out var token))
            added.Add(word, new AddedToken(word, token) { IsSpecial = true });
        if (end.Token is not null && !added.ContainsKey(end.Token))
            throw new CheckpointException(folder, $"the end token '{end.Token}'", "one that the vocabulary has");
        parts = parts with
        {
            Added = [.. added.Values.OrderBy(static token => token.Id)],
            End = word is not null && added.ContainsKey(word) ? word : null,
        };
        return parts.Fault() is var (found, expected) ? throw new CheckpointException(parts.Path, found, expected) : parts;
    }

    /// <summary>An added token as an object of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="token">The object.</param>
    /// <param name="id">Its number.</param>
    public static AddedToken AddedOf(string path, JsonElement token, int id)
    {
        var content = JsonFile.Word(path, token, "content") is { Length: > 0 } word
            ? word
            : throw new CheckpointException(path, $"no content of added token {id}", "a text");
        if (JsonFile.Flag(path, token, "single_word"))
            throw new CheckpointException(path, $"the added token '{content}' with single_word", "one that may stand anywhere");
        return new(content, id)
        {
            TakesLeft = JsonFile.Flag(path, token, "lstrip"),
            TakesRight = JsonFile.Flag(path, token, "rstrip"),
            IsNormalized = JsonFile.Flag(path, token, "normalized"),
            IsSpecial = JsonFile.Flag(path, token, "special"),
        };
    }

    /// <summary>A vocabulary as an object of a file: words and whole numbers.</summary>
    public static Dictionary<string, int> Words(string path, JsonElement words)
    {
        if (words.ValueKind != JsonValueKind.Object)
            throw new CheckpointException(
                path,
                $"what is no vocabulary (JSON of kind {words.ValueKind})",
                "a JSON object of words and numbers"
            );
        var all = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words.EnumerateObject())
            all.Add(
                word.Name,
                JsonFile.Number(word.Value) ?? throw new CheckpointException(path, $"{word.Value.GetRawText()} for '{word.Name}'", Whole)
            );
        return all;
    }

    private static TokenizerParts Slow(string folder, string path)
    {
        var vocabulary = JsonFile.Parse(path, LargestFile, 2, Words, "vocabulary");
        var added = FileThatIs(folder, Added) is { } more ? Parse(more, 2, Words) : [];
        AddedToken[] tokens = [.. added.Select(static token => new AddedToken(token.Key, token.Value))];
        if (added.ContainsKey(""))
            throw new CheckpointException(Path.Combine(folder, Added), "an added token without a text", "a text");
        if (new TokenizerParts(path, vocabulary, [], tokens, null).NumbersFault() is var (found, expected))
            throw new CheckpointException(path, found, expected);
        var merges = FileThatIs(folder, Merges) is { } file
            ? ReadMerges(file, vocabulary)
            : throw new CheckpointException(folder, FolderContents.Describe(folder), $"{Merges} beside {Vocabulary}, or {Fast}");
        return new(path, vocabulary, merges, tokens, null);
    }

    private static (bool IsSaid, string? Token) Configured(string path, JsonElement root, Dictionary<string, AddedToken> added)
    {
        var end = EndOf(path, root);
        if (JsonFile.Flag(path, root, "add_prefix_space"))
            throw new CheckpointException(path, "add_prefix_space", "texts that are taken as they are");
        if (root.TryGetProperty("added_tokens_decoder", out var tokens) && tokens.ValueKind == JsonValueKind.Object)
            foreach (var token in tokens.EnumerateObject())
            {
                var one = AddedOf(
                    path,
                    token.Value,
                    int.TryParse(token.Name, out var id)
                        ? id
                        : throw new CheckpointException(path, $"the added token '{token.Name}'", Whole)
                );
                if (added.TryGetValue(one.Content, out var known) && known.Id != id)
                    throw new CheckpointException(path, $"{id} for the added token '{one.Content}'", $"{known.Id}, as in the other files");
                added[one.Content] = one;
            }
        return end;
    }

    /// <summary>The word that ends a text, and whether the file says which.</summary>
    private static (bool IsSaid, string? Token) EndOf(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new CheckpointException(path, $"JSON of kind {root.ValueKind}", "an object");
        if (!root.TryGetProperty("eos_token", out var end))
            return default;
        return end.ValueKind switch
        {
            JsonValueKind.Null => (true, null),
            JsonValueKind.String => (true, end.GetString()),
            JsonValueKind.Object => (true, JsonFile.Word(path, end, "content")),
            _ => throw new CheckpointException(path, $"eos_token of kind {end.ValueKind}", "a text"),
        };
    }

    private static List<string> ReadMerges(string path, Dictionary<string, int> vocabulary)
    {
        var merges = new List<string>();
        var number = 0;
        using var lines = new StringReader(SmallFile.Text(path, LargestFile));
        while (lines.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal)))
                continue;
            var parts = line.Split(' ');
            if (
                parts.Length != 2
                || !vocabulary.ContainsKey(parts[0])
                || !vocabulary.ContainsKey(parts[1])
                || !vocabulary.ContainsKey(parts[0] + parts[1])
            )
                throw new CheckpointException(path, $"'{line}' in line {number}", "two words of the vocabulary, whose join is one too");
            merges.Add(line);
        }
        return merges;
    }

    private static string? FileThatIs(string folder, string name) =>
        Path.Combine(folder, name) is var path && Path.Exists(path) ? path : null;

    private static T Parse<T>(string path, int depth, Func<string, JsonElement, T> read) => JsonFile.Parse(path, LargestFile, depth, read);
}
