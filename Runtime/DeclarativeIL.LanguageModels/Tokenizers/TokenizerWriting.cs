using System.Text;
using System.Text.Json;
using DeclarativeIL.Files;

namespace DeclarativeIL.LanguageModels.Tokenizers;

/// <summary>Writes a tokenizer as transformers and the tokenizers library read it.</summary>
internal static class TokenizerWriting
{
    public static void Write(TokenizerParts parts, string folder)
    {
        var vocabulary = JsonSerializer.SerializeToUtf8Bytes(parts.Vocabulary);
        var merges = Encoding.UTF8.GetBytes(string.Concat(parts.Merges.Prepend("#version: 0.2").Select(static line => line + "\n")));
        var (fast, settings) = (Json(json => Fast(json, parts)), Json(json => Settings(json, parts)));
        Directory.CreateDirectory(folder);
        AtomicFile.WriteAll(
            (Path.Combine(folder, TokenizerFiles.Vocabulary), file => file.Write(vocabulary)),
            (Path.Combine(folder, TokenizerFiles.Merges), file => file.Write(merges)),
            (Path.Combine(folder, TokenizerFiles.Fast), file => file.Write(fast)),
            (Path.Combine(folder, TokenizerFiles.Settings), file => file.Write(settings))
        );
    }

    private static void Fast(Utf8JsonWriter json, TokenizerParts parts)
    {
        json.WriteString("version", "1.0");
        json.WriteStartArray("added_tokens");
        foreach (var token in parts.Added)
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            Added(json, token);
        }
        json.WriteEndArray();
        json.WriteNull("normalizer");
        foreach (var name in (string[])["pre_tokenizer", "decoder"])
        {
            json.WriteStartObject(name);
            json.WriteString("type", "ByteLevel");
            json.WriteBoolean("add_prefix_space", false);
            json.WriteBoolean("trim_offsets", true);
            json.WriteBoolean("use_regex", true);
            json.WriteEndObject();
        }
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteStartObject("vocab");
        foreach (var (word, token) in parts.Vocabulary)
            json.WriteNumber(word, token);
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var merge in parts.Merges)
            json.WriteStringValue(merge);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Settings(Utf8JsonWriter json, TokenizerParts parts)
    {
        json.WriteStartObject("added_tokens_decoder");
        foreach (var token in parts.Added)
        {
            json.WriteStartObject(token.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Added(json, token);
        }
        json.WriteEndObject();
        if (parts.End is { } end)
            json.WriteString("eos_token", end);
        else
            json.WriteNull("eos_token");
        json.WriteString("tokenizer_class", "GPT2Tokenizer");
    }

    private static void Added(Utf8JsonWriter json, AddedToken token)
    {
        json.WriteString("content", token.Content);
        json.WriteBoolean("single_word", false);
        json.WriteBoolean("lstrip", token.TakesLeft);
        json.WriteBoolean("rstrip", token.TakesRight);
        json.WriteBoolean("normalized", token.IsNormalized);
        json.WriteBoolean("special", token.IsSpecial);
        json.WriteEndObject();
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
