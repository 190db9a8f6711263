using System.Text.Json;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Files;

namespace DeclarativeIL.LanguageModels;

/// <summary>A <c>config.json</c>, read without trust.</summary>
internal sealed class Gpt2ConfigurationFile
{
    private const int Largest = 1 << 20; // bytes; real ones have a thousand

    private readonly string _path;
    private readonly JsonElement _root;

    private Gpt2ConfigurationFile(string path, JsonElement root) => (_path, _root) = (path, root);

    public static Gpt2Configuration Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = SmallFile.Read(path, Largest);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new CheckpointException(path, $"JSON of kind {json.RootElement.ValueKind}", "an object");
            return new Gpt2ConfigurationFile(path, json.RootElement).Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new CheckpointException(path, $"what is not JSON ({error.Message.TrimEnd('.')})", "a JSON object", error);
        }
    }

    public static void Write(string path, Gpt2Configuration configuration)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = Bytes(configuration);
        AtomicFile.Write(path, file => file.Write(bytes));
    }

    /// <summary>The content of such a file.</summary>
    public static byte[] Bytes(Gpt2Configuration configuration)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            Write(json, configuration.Checked());
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Gpt2Configuration configuration)
    {
        json.WriteStartObject();
        json.WriteString("activation_function", configuration.Activation);
        json.WriteStartArray("architectures");
        json.WriteStringValue("GPT2LMHeadModel");
        json.WriteEndArray();
        foreach (var dropout in (string[])["attn_pdrop", "embd_pdrop", "resid_pdrop"])
            json.WriteNumber(dropout, 0.0);
        if (configuration.EndToken is { } end)
            json.WriteNumber("eos_token_id", end);
        json.WriteNumber("layer_norm_epsilon", configuration.Epsilon);
        json.WriteString("model_type", "gpt2");
        json.WriteNumber("n_embd", configuration.Width);
        json.WriteNumber("n_head", configuration.Heads);
        if (configuration.Inner is { } inner)
            json.WriteNumber("n_inner", inner);
        else
            json.WriteNull("n_inner");
        json.WriteNumber("n_layer", configuration.Layers);
        json.WriteNumber("n_positions", configuration.Positions);
        json.WriteBoolean("scale_attn_by_inverse_layer_idx", configuration.ScalesByLayer);
        json.WriteBoolean("scale_attn_weights", configuration.ScalesAttention);
        json.WriteBoolean("tie_word_embeddings", configuration.IsTied);
        json.WriteNumber("vocab_size", configuration.VocabSize);
        json.WriteEndObject();
    }

    private Gpt2Configuration Read()
    {
        if (Word("model_type", "") is var kind && kind != "gpt2")
            throw new CheckpointException(_path, $"model_type '{kind}'", "'gpt2'");
        if (Flag("add_cross_attention", false))
            throw new CheckpointException(_path, "add_cross_attention", "a model without");
        var configuration = new Gpt2Configuration(Size("vocab_size"), Size("n_positions"), Size("n_embd"), Size("n_layer"), Size("n_head"))
        {
            Inner = Optional("n_inner"),
            Activation = Word("activation_function", "gelu_new"),
            Epsilon = Find("layer_norm_epsilon", JsonValueKind.Number) is { } epsilon ? epsilon.GetDouble() : 1e-5,
            IsTied = Flag("tie_word_embeddings", true),
            ScalesAttention = Flag("scale_attn_weights", true),
            ScalesByLayer = Flag("scale_attn_by_inverse_layer_idx", false),
            EndToken = Optional("eos_token_id"),
        };
        if (configuration.EndToken >= configuration.VocabSize)
            configuration = configuration with { EndToken = null };
        return configuration.Fault() is var (found, expected) ? throw new CheckpointException(_path, found, expected) : configuration;
    }

    private int Size(string name) => Optional(name) ?? throw new CheckpointException(_path, $"no {name}", "a whole number");

    private int? Optional(string name) =>
        Find(name, JsonValueKind.Number) is not { } value ? null
        : value.TryGetInt32(out var number) ? number
        : throw new CheckpointException(_path, $"{name} {value.GetRawText()}", "a whole number");

    private string Word(string name, string otherwise) => Find(name, JsonValueKind.String)?.GetString() ?? otherwise;

    private bool Flag(string name, bool otherwise) => Find(name, JsonValueKind.True, JsonValueKind.False)?.GetBoolean() ?? otherwise;

    /// <summary>The value of that name and kind; none where it is absent or null.</summary>
    private JsonElement? Find(string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (!_root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return kinds.Contains(value.ValueKind)
            ? value
            : throw new CheckpointException(
                _path,
                $"{name} of kind {value.ValueKind}",
                kinds[0] == JsonValueKind.True ? "true or false" : $"a {kinds[0]}"
            );
    }
}
