using System.Text.Json;
using DeclarativeIL.Checkpoints;

namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>
/// A <c>tokenizer.json</c> of Hugging Face's tokenizers library: GPT-2's kind (byte-pair encoding over bytes, GPT-2's words) is read, all
/// else refused by its name, since it would cut texts otherwise.
/// </summary>
internal static class FastTokenizerFile
{
    private const string ByteLevel = "ByteLevel";

    public static TokenizerParts Read(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new CheckpointException(path, $"JSON of kind {root.ValueKind}", "an object");
        var model = JsonFile.Find(root, "model") ?? throw new CheckpointException(path, "no model", "one of type 'BPE'");
        CheckParts(path, root);
        CheckModel(path, model);
        var vocabulary = TokenizerFiles.Words(
            path,
            JsonFile.Find(model, "vocab") ?? throw new CheckpointException(path, "no vocab in the model", "words and numbers")
        );
        var merges = new List<string>();
        foreach (var merge in List(path, model, "merges"))
            merges.Add(Merge(path, merge, merges.Count));
        var added = new List<AddedToken>();
        foreach (var token in List(path, root, "added_tokens"))
            added.Add(
                TokenizerFiles.AddedOf(
                    path,
                    token,
                    JsonFile.Find(token, "id") is { } id && JsonFile.Number(id) is { } number
                        ? number
                        : throw new CheckpointException(path, $"no whole number as id of added token {added.Count}", "one")
                )
            );
        if (added.GroupBy(static token => token.Content).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new CheckpointException(path, $"the added token '{twice.Key}' more than once", "each once");
        return new(path, vocabulary, merges, added, null);
    }

    /// <summary>Refuses the parts of a file that would split a text into other words or other tokens.</summary>
    private static void CheckParts(string path, JsonElement root)
    {
        if (JsonFile.Find(root, "normalizer") is { } normalizer)
            throw Other("normalizer", normalizer, "none");
        var words =
            JsonFile.Find(root, "pre_tokenizer") ?? throw new CheckpointException(path, "no pre_tokenizer", $"one of type '{ByteLevel}'");
        if (JsonFile.Word(path, words, "type") != ByteLevel)
            throw Other("pre_tokenizer", words, $"'{ByteLevel}'");
        if (JsonFile.Flag(path, words, "add_prefix_space"))
            throw new CheckpointException(path, "a pre_tokenizer with add_prefix_space", "texts that are taken as they are");
        if (JsonFile.Find(words, "use_regex") is not null && !JsonFile.Flag(path, words, "use_regex"))
            throw new CheckpointException(path, "a pre_tokenizer without use_regex", "GPT-2's words");
        foreach (var name in (string[])["post_processor", "decoder"])
            if (JsonFile.Find(root, name) is { } part && JsonFile.Word(path, part, "type") != ByteLevel)
                throw Other(name, part, $"'{ByteLevel}' or none");

        CheckpointException Other(string name, JsonElement part, string expected) =>
            new(path, $"a {name} of type '{JsonFile.Word(path, part, "type")}'", expected);
    }

    private static void CheckModel(string path, JsonElement model)
    {
        if (JsonFile.Word(path, model, "type") is { } type && type != "BPE")
            throw new CheckpointException(path, $"a model of type '{type}'", "'BPE'");
        foreach (var name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (JsonFile.Word(path, model, name) is { Length: > 0 } sign)
                throw new CheckpointException(path, $"{name} '{sign}'", "none");
        foreach (var name in (string[])["byte_fallback", "ignore_merges"])
            if (JsonFile.Flag(path, model, name))
                throw new CheckpointException(path, $"a model with {name}", "one without");
        if (JsonFile.Find(model, "dropout") is { } dropout && !(dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() == 0))
            throw new CheckpointException(path, $"dropout {dropout.GetRawText()}", "none");
    }

    private static JsonElement.ArrayEnumerator List(string path, JsonElement parent, string name) =>
        JsonFile.Find(parent, name) is not { } list ? default
        : list.ValueKind == JsonValueKind.Array ? list.EnumerateArray()
        : throw new CheckpointException(path, $"{name} of kind {list.ValueKind}", "a list");

    /// <summary>"left right", or since version 0.20 ["left", "right"].</summary>
    private static string Merge(string path, JsonElement merge, int place)
    {
        if (merge.ValueKind == JsonValueKind.String)
            return merge.GetString()!;
        if (
            merge.ValueKind == JsonValueKind.Array
            && merge.GetArrayLength() == 2
            && merge[0].ValueKind == JsonValueKind.String
            && merge[1].ValueKind == JsonValueKind.String
        )
            return $"{merge[0].GetString()} {merge[1].GetString()}";
        throw new CheckpointException(path, $"{merge.GetRawText()} as merge {place}", "two words");
    }
}
