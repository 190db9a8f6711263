using DeclarativeIL.Arithmetic;
using DeclarativeIL.Checkpoints;
using DeclarativeIL.Randomness;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.LanguageModels;

/// <summary>
/// The architecture of GPT-2 (Radford et al. 2019): learned positions, blocks of masked self-attention and a two-layer
/// perceptron, each behind a layer norm. Reads and writes Hugging Face's files, whose parameter names it has.
/// </summary>
/// <remarks>No dropout: with noise in them, log-probabilities of two policies cannot be compared.</remarks>
public sealed class Gpt2 : CausalLanguageModel
{
    private const double InitialDeviation = 0.02; // Radford et al. 2018, 2019

    private ScalarType? _computation;

    /// <summary>
    /// A new model: weights from a normal distribution of deviation 0.02, those that end a residual branch divided by the root of twice the
    /// layers.
    /// </summary>
    /// <param name="configuration">Its sizes.</param>
    /// <param name="seeds">Where the starting weights come from.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <exception cref="ArgumentException">The configuration cannot be built.</exception>
    public Gpt2(
        Gpt2Configuration configuration,
        SeedSequence seeds,
        ScalarType type = ScalarType.Float32,
        TorchSharp.torch.Device? device = null
    )
        : this(configuration, type, device)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        using var quiet = no_grad();
        using Scalar one = 1;
        foreach (var (name, parameter) in named_parameters())
        {
            if (name.EndsWith(".bias", StringComparison.Ordinal))
                continue; // 0
            if (name.Contains("ln_", StringComparison.Ordinal))
            {
                parameter.fill_(one);
                continue;
            }
            var random = seeds.Child(name).Stream();
            var deviation = name.EndsWith("c_proj.weight", StringComparison.Ordinal)
                ? InitialDeviation / Math.Sqrt(2.0 * Configuration.Layers)
                : InitialDeviation;
            var values = new double[parameter.numel()];
            for (var i = 0; i < values.Length; i++)
                values[i] = deviation * random.NextGaussian();
            using var drawn = tensor(values, parameter.shape);
            parameter.copy_(drawn);
        }
    }

    /// <summary>A model of zeros, to be filled.</summary>
    internal Gpt2(Gpt2Configuration configuration, ScalarType type, TorchSharp.torch.Device? device)
        : base(nameof(Gpt2))
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (type is not (ScalarType.Float32 or ScalarType.Float64))
            throw new ArgumentOutOfRangeException(nameof(type), type, "Parameters are Float32 or Float64; see Computation.");
        Configuration = configuration.Checked();
        foreach (var (name, shape) in configuration.Layout())
        {
            var parameter = new Parameter(zeros(shape, type, device ?? DeclarativeIL.Native.Device.Cpu));
            parameter.DetachFromDisposeScope();
            register_parameter(name, parameter);
        }
    }

    /// <summary>Its sizes.</summary>
    public Gpt2Configuration Configuration { get; }

    /// <summary>
    /// The number type of activations and matrix products: that of the parameters unless set. BFloat16 halves memory and is
    /// faster where the device has it; parameters, their gradients and log-probabilities stay as they are.
    /// </summary>
    public ScalarType? Computation
    {
        get => _computation;
        set =>
            _computation = value is null or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64
                ? value
                : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected BFloat16, Float32 or Float64.");
    }

    /// <inheritdoc/>
    public override int Vocabulary => Configuration.VocabSize;

    /// <inheritdoc/>
    public override int ContextLength => Configuration.Positions;

    /// <summary>Reads <c>config.json</c> and <c>model.safetensors</c> of a folder: all, or nothing where something does not fit.</summary>
    /// <remarks>
    /// Names with and without the prefix <c>transformer.</c> are read. Masks that older files carry, and the last layer where it is tied to
    /// the embedding, are passed over.
    /// </remarks>
    /// <param name="folder">The folder.</param>
    /// <param name="type">Float32 or Float64, to which other numbers in the file are converted.</param>
    /// <param name="device">Where it computes; none means the CPU.</param>
    /// <exception cref="CheckpointException">A file is malformed, or the two do not fit each other.</exception>
    public static Gpt2 Load(string folder, ScalarType type = ScalarType.Float32, TorchSharp.torch.Device? device = null) =>
        Gpt2Files.Load(folder, type, device);

    /// <summary>Writes <c>config.json</c> and <c>model.safetensors</c>, as transformers does, in place of those that are there.</summary>
    /// <param name="folder">The folder; made if there is none.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed; what was there is unchanged.</exception>
    /// <exception cref="InvalidOperationException">A number is not finite; what was there is unchanged.</exception>
    /// <exception cref="IOException">A file cannot be written; what was there is unchanged.</exception>
    public void Save(string folder) => Gpt2Files.Save(this, folder);

    /// <inheritdoc/>
    public override CausalLanguageModel Another()
    {
        var mine = Weight("wte.weight");
        return new Gpt2(Configuration, mine.dtype, mine.device) { Computation = Computation };
    }

    /// <inheritdoc/>
    internal override bool CanCache => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more columns than positions.</exception>
    public override Tensor Hidden(Tensor tokens) => Hidden(tokens, null);

    /// <inheritdoc/>
    internal override Tensor Hidden(Tensor tokens, KeyValueCache? cache)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var (rows, columns, width) = (tokens.size(0), tokens.size(1), (long)Configuration.Width);
        if (columns > ContextLength)
            throw new ArgumentException($"Found {columns} tokens; expected at most {ContextLength}, the model's context.", nameof(tokens));
        using var scope = NewDisposeScope();
        var embedded = Weight("wte.weight").index_select(0, tokens.reshape(-1)).view(rows, columns, width);
        var x = Compute(embedded.add(Places(columns, cache), Alpha.One)).view(-1, width);
        for (var layer = 0; layer < Configuration.Layers; layer++)
            x = Block(x, layer, rows, columns, cache);
        return Norm(x, "ln_f").view(rows, columns, width).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Logits(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var weight = Compute(Weight(Configuration.IsTied ? "wte.weight" : "lm_head.weight"));
        return nn.functional.linear(hidden, weight).MoveToOuterDisposeScope();
    }

    /// <summary>A parameter, by its name; looked up at each use, since a move to another device replaces it.</summary>
    internal Tensor Weight(string name) => _internal_params[name];

    private Tensor Block(Tensor x, int layer, long rows, long columns, KeyValueCache? cache)
    {
        using var scope = NewDisposeScope();
        var attended = x.add(Attention(Norm(x, $"h.{layer}.ln_1"), layer, rows, columns, cache), Alpha.One);
        var inner = Activated(Map(Norm(attended, $"h.{layer}.ln_2"), $"h.{layer}.mlp.c_fc"));
        return attended.add(Map(inner, $"h.{layer}.mlp.c_proj"), Alpha.One).MoveToOuterDisposeScope();
    }

    /// <summary>[rows * columns, width] to the same.</summary>
    private Tensor Attention(Tensor x, int layer, long rows, long columns, KeyValueCache? cache)
    {
        var (width, heads) = ((long)Configuration.Width, (long)Configuration.Heads);
        var parts = Map(x, $"h.{layer}.attn.c_attn").view(rows, columns, 3 * width).chunk(3, 2);
        var query = Split(parts[0]);
        var (keys, values) = (Split(parts[1]), Split(parts[2]));
        var factor = (Configuration.ScalesAttention ? 1 : Math.Sqrt(width / (double)heads)) / (Configuration.ScalesByLayer ? layer + 1 : 1);
        if (factor != 1)
        {
            using Scalar scale = factor;
            query = query.mul(scale);
        }
        if (cache is not null)
            (keys, values) = cache.Append(layer, keys, values);
        var isFirst = cache is null || cache.Filled == 0; // later passes have one column, which sees all before it
        var mixed = nn.functional.scaled_dot_product_attention(query, keys, values, cache?.Mask(), 0, isFirst && columns > 1);
        return Map(mixed.transpose(1, 2).reshape(rows * columns, width), $"h.{layer}.attn.c_proj");

        Tensor Split(Tensor part) => part.view(rows, columns, heads, width / heads).transpose(1, 2);
    }

    /// <summary>[1 or n, t, width].</summary>
    private Tensor Places(long columns, KeyValueCache? cache)
    {
        var places = Weight("wpe.weight");
        if (cache is null)
            return places.narrow(0, 0, columns).unsqueeze(0);
        var positions = cache.Positions(columns);
        return places.index_select(0, positions.view(-1)).view(positions.size(0), columns, Configuration.Width);
    }

    private Tensor Norm(Tensor x, string name) =>
        nn.functional.layer_norm(
            x,
            [Configuration.Width],
            Compute(Weight($"{name}.weight")),
            Compute(Weight($"{name}.bias")),
            Configuration.Epsilon
        );

    /// <summary>x W + b: the weights lie [inputs, outputs].</summary>
    private Tensor Map(Tensor x, string name) => Compute(Weight($"{name}.bias")).addmm(x, Compute(Weight($"{name}.weight")));

    private Tensor Compute(Tensor value) => _computation is { } type && value.dtype != type ? value.to(type) : value;

    private Tensor Activated(Tensor x) =>
        Configuration.Activation switch
        {
            "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" => x.gelu(GELU.Approximate.tanh),
            "gelu" => x.gelu(),
            "relu" => x.relu(),
            "tanh" => x.tanh(),
            _ => x.silu(),
        };
}
