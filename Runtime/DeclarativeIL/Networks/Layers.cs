using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>A linear layer, [..., inputs] -> [..., outputs].</summary>
internal sealed class Dense : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight,
        bias;

    public Dense(StartingWeights weights, string name, int inputs, int outputs)
        : base(name)
    {
        weight = weights.Uniform($"{name}.weight", inputs, outputs, inputs);
        bias = weights.Uniform($"{name}.bias", inputs, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => nn.functional.linear(input, weight, bias);
}

/// <summary>A layer of filters over images, [n, channels, height, width], and a rectifier.</summary>
internal sealed class Filters : nn.Module<Tensor, Tensor>, IHasSettings
{
    private readonly Parameter weight,
        bias;
    private readonly int _stride;

    public Filters(StartingWeights weights, string name, int channels, Convolution layer)
        : base(name)
    {
        _stride = layer.Stride;
        var inputs = channels * layer.Kernel * layer.Kernel;
        weight = weights.Uniform($"{name}.weight", inputs, layer.Filters, channels, layer.Kernel, layer.Kernel);
        bias = weights.Uniform($"{name}.bias", inputs, layer.Filters);
        RegisterComponents();
    }

    public IReadOnlyList<double> Settings => [_stride];

    public override Tensor forward(Tensor input) => nn.functional.conv2d(input, weight, bias, strides: [_stride, _stride]).relu();
}

/// <summary>A block of a transformer: attention over all steps, then layers of each step, both after a layer norm and added.</summary>
internal sealed class AttentionBlock : nn.Module<Tensor, Tensor>, IHasSettings
{
    private const int Wider = 4; // of the layer in between, as in Vaswani et al. 2017
    private const double Epsilon = 1e-5;
    private readonly Dense queries,
        joined,
        wide,
        narrow;
    private readonly Parameter scale1,
        shift1,
        scale2,
        shift2;
    private readonly int _width,
        _heads;

    public AttentionBlock(StartingWeights weights, string name, int width, int heads)
        : base(name)
    {
        (_width, _heads) = (width, heads);
        queries = new(weights, $"{name}.queries", width, 3 * width);
        joined = new(weights, $"{name}.joined", width, width);
        wide = new(weights, $"{name}.wide", width, Wider * width);
        narrow = new(weights, $"{name}.narrow", Wider * width, width);
        (scale1, shift1, scale2, shift2) = (weights.Ones(width), weights.Zeros(width), weights.Ones(width), weights.Zeros(width));
        RegisterComponents();
    }

    public IReadOnlyList<double> Settings => [_heads];

    /// <param name="input">[n, T, width].</param>
    public override Tensor forward(Tensor input)
    {
        var attended = input.Plus(joined.call(Attended(nn.functional.layer_norm(input, [_width], scale1, shift1, Epsilon))));
        var between = nn.functional.gelu(wide.call(nn.functional.layer_norm(attended, [_width], scale2, shift2, Epsilon)));
        return attended.Plus(narrow.call(between));
    }

    private Tensor Attended(Tensor input)
    {
        var (rows, steps, each) = (input.size(0), input.size(1), _width / _heads);
        var parts = queries.call(input).view(rows, steps, 3, _heads, each).permute(2, 0, 3, 1, 4).unbind(0); // [n, heads, T, each]
        var weights = parts[0].matmul(parts[1].transpose(2, 3)).Over(Math.Sqrt(each)).softmax(3);
        return weights.matmul(parts[2]).transpose(1, 2).reshape(rows, steps, _width);
    }
}
