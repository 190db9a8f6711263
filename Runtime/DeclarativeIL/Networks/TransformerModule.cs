using DeclarativeIL.Arithmetic;
using DeclarativeIL.Backends.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>A transformer over the last observations, of which the newest answers.</summary>
internal sealed class TransformerModule : nn.Module<Tensor, Tensor>, ITakesRows, IHasSettings
{
    private readonly ModuleList<AttentionBlock> blocks = nn.ModuleList<AttentionBlock>();
    private readonly Dense token,
        last;
    private readonly Parameter place,
        scale,
        shift;
    private readonly int _frames,
        _observation,
        _width;

    public TransformerModule(int frames, int observation, int outputs, (int Width, int Heads, int Blocks) within, StartingWeights weights)
        : base("Transformer")
    {
        (_frames, _observation, _width) = (frames, observation, within.Width);
        token = new(weights, nameof(token), observation, _width);
        place = weights.Uniform(nameof(place), _width, frames, _width);
        for (var i = 0; i < within.Blocks; i++)
            blocks.Add(new(weights, $"block{i}", _width, within.Heads));
        (scale, shift) = (weights.Ones(_width), weights.Zeros(_width));
        last = new(weights, nameof(last), _width, outputs);
        RegisterComponents();
        eval();
    }

    public int RowSize => checked(_frames * _observation);

    public string Rows => $"{_frames} observations of {_observation} numbers, one behind the other";

    public IReadOnlyList<double> Settings => [_frames];

    public override Tensor forward(Tensor input)
    {
        if (input.dim() != 2 || input.size(1) != RowSize)
            throw new InvalidOperationException($"{GetName()} takes {Rows}, [n, {RowSize}]; found [{string.Join(", ", input.shape)}].");
        var tokens = token.call(input.view(input.size(0), _frames, _observation)).Plus(place);
        foreach (var block in blocks)
            tokens = block.call(tokens);
        return last.call(nn.functional.layer_norm(tokens.select(1, _frames - 1), [_width], scale, shift, 1e-5));
    }
}
