using DeclarativeIL.Checkpoints;

namespace DeclarativeIL.LanguageModels;

/// <summary>The sizes of a GPT-2 and what its layers compute, by the names of Hugging Face's <c>config.json</c>.</summary>
/// <param name="VocabSize">Number of tokens, <c>vocab_size</c>.</param>
/// <param name="Positions">The most tokens of a text, <c>n_positions</c>.</param>
/// <param name="Width">Numbers per hidden state, <c>n_embd</c>; a multiple of the heads.</param>
/// <param name="Layers">Number of blocks, <c>n_layer</c>.</param>
/// <param name="Heads">Attention heads of each block, <c>n_head</c>.</param>
public sealed record Gpt2Configuration(int VocabSize, int Positions, int Width, int Layers, int Heads)
{
    /// <summary>The most tokens that a vocabulary may have: acts are kept in float32, which holds whole numbers up to here.</summary>
    public const int LargestVocabulary = 1 << 24;

    internal static readonly string[] Activations = ["gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu", "relu", "silu", "swish", "tanh"];

    /// <summary>Width of the hidden layer of each block, <c>n_inner</c>; none = four times <see cref="Width"/>.</summary>
    public int? Inner { get; init; }

    /// <summary>The activation function of that layer, <c>activation_function</c>.</summary>
    public string Activation { get; init; } = "gelu_new";

    /// <summary>Added to variances, <c>layer_norm_epsilon</c>.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>True if the embedding of tokens is also the last layer, <c>tie_word_embeddings</c>.</summary>
    public bool IsTied { get; init; } = true;

    /// <summary>True if attention is divided by the square root of a head's width, <c>scale_attn_weights</c>.</summary>
    public bool ScalesAttention { get; init; } = true;

    /// <summary>True if it is divided by the block's number, counted from 1, too: <c>scale_attn_by_inverse_layer_idx</c>.</summary>
    public bool ScalesByLayer { get; init; }

    /// <summary>
    /// The token that ends a text, <c>eos_token_id</c>; none where there is none, or a file names one outside the vocabulary:
    /// transformers writes GPT-2's own into every configuration.
    /// </summary>
    public int? EndToken { get; init; }

    /// <summary>Reads a <c>config.json</c>. Dropout is not read: it has no place where log-probabilities are compared.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">It is not the configuration of a GPT-2, or one that cannot be built.</exception>
    public static Gpt2Configuration Read(string path) => Gpt2ConfigurationFile.Read(path);

    /// <summary>Writes a <c>config.json</c> that <see cref="Read"/> and transformers read, in place of one that is there.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => Gpt2ConfigurationFile.Write(path, this);

    /// <summary>Number of parameters; -1 where that is beyond 64 bits.</summary>
    internal long Count
    {
        get
        {
            Int128 width = Width,
                inner = InnerWidth;
            var block = (4 * width * width) + (2 * width * inner) + (9 * width) + inner;
            var all = (Layers * block) + ((VocabSize * (IsTied ? 1 : 2)) + Positions + 2) * width;
            return all > long.MaxValue ? -1 : (long)all;
        }
    }

    internal long InnerWidth => Inner ?? 4L * Width;

    /// <summary>The setting that cannot be built, in the words of the file: found and expected; null where there is none.</summary>
    internal (string Found, string Expected)? Fault()
    {
        (string Name, long Value, long Most)[] sizes =
        [
            ("vocab_size", VocabSize, LargestVocabulary),
            ("n_positions", Positions, 1 << 24),
            ("n_embd", Width, 1 << 20),
            ("n_layer", Layers, 1 << 16),
            ("n_head", Heads, Width),
            ("n_inner", InnerWidth, 1 << 24),
        ];
        foreach (var (name, value, most) in sizes)
            if (value < 1 || value > most)
                return ($"{name} {value}", $"1 to {most}");
        if (Width % Heads != 0)
            return ($"n_head {Heads} with n_embd {Width}", "heads that divide the width");
        if (!Activations.Contains(Activation))
            return ($"activation_function '{Activation}'", $"one of {string.Join(", ", Activations)}");
        if (!(Epsilon > 0 && Epsilon < 1))
            return ($"layer_norm_epsilon {Epsilon}", "a number between 0 and 1");
        if (EndToken is { } end && (end < 0 || end >= VocabSize))
            return ($"eos_token_id {end}", $"a token from 0 to {VocabSize - 1}");
        return Count is < 0 or > int.MaxValue ? ($"{(Count < 0 ? "more than 2^63" : Count)} parameters", $"at most {int.MaxValue}") : null;
    }

    /// <summary>Throws where it cannot be built.</summary>
    internal Gpt2Configuration Checked() =>
        Fault() is var (found, expected) ? throw new ArgumentException($"Found {found}; expected {expected}.") : this;

    /// <summary>Name and shape of every parameter, as in Hugging Face's files less their prefix; made as they are asked for.</summary>
    internal IEnumerable<(string Name, long[] Shape)> Layout()
    {
        yield return ("wte.weight", [VocabSize, Width]);
        yield return ("wpe.weight", [Positions, Width]);
        for (var layer = 0; layer < Layers; layer++)
        {
            (string Name, long Inputs, long Outputs)[] maps =
            [
                ("attn.c_attn", Width, 3L * Width),
                ("attn.c_proj", Width, Width),
                ("mlp.c_fc", Width, InnerWidth),
                ("mlp.c_proj", InnerWidth, Width),
            ];
            foreach (var norm in (string[])["ln_1", "ln_2"])
            {
                yield return ($"h.{layer}.{norm}.weight", [Width]);
                yield return ($"h.{layer}.{norm}.bias", [Width]);
            }
            foreach (var (name, inputs, outputs) in maps)
            {
                yield return ($"h.{layer}.{name}.weight", [inputs, outputs]);
                yield return ($"h.{layer}.{name}.bias", [outputs]);
            }
        }
        yield return ("ln_f.weight", [Width]);
        yield return ("ln_f.bias", [Width]);
        if (!IsTied)
            yield return ("lm_head.weight", [VocabSize, Width]);
    }
}
