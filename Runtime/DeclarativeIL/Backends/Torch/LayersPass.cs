using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>The argument and the result of every layer's activation (one tensor, where the result is enough).</summary>
internal sealed class LayersPass(Tensor input, int depth) : BodyPass
{
    public Tensor?[] Arguments { get; } = new Tensor?[depth];
    public Tensor?[] Results { get; } = new Tensor?[depth];

    public override Tensor Output => Results[^1]!;

    public Tensor InputOf(int layer) => layer == 0 ? input : Results[layer - 1]!;

    protected override void Free()
    {
        for (var i = 0; i < depth; i++)
        {
            Arguments[i]?.Dispose();
            Results[i]?.Dispose();
        }
    }
}
