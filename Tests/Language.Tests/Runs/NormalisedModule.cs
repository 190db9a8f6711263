using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// An encoder that its owner put into evaluation mode, then batch normalisation and dropout; counts passes in training mode.
/// </summary>
internal sealed class NormalisedModule : nn.Module<Tensor, Tensor>
{
    private readonly Sequential encoder,
        trunk;
    private readonly BatchNorm1d norm;
    private int _passes;

    /// <param name="inputs">Numbers per row taken.</param>
    /// <param name="outputs">Numbers per row given.</param>
    /// <param name="seed">Of the weights, which do not come from torch's generator: other tests draw from it meanwhile.</param>
    /// <param name="dropout">The share that is dropped.</param>
    public NormalisedModule(int inputs, int outputs, ulong seed = 1, double dropout = 0.3)
        : base(nameof(NormalisedModule))
    {
        encoder = nn.Sequential(("linear", nn.Linear(inputs, 8)), ("drop", nn.Dropout(0.5)));
        norm = nn.BatchNorm1d(8);
        trunk = nn.Sequential(("drop", nn.Dropout(dropout)), ("last", nn.Linear(8, outputs)));
        RegisterComponents();
        encoder.eval();
        var random = new Randomness.SeedSequence(seed).Stream();
        using var quiet = no_grad();
        foreach (var (_, parameter) in named_parameters().Where(static one => !one.name.StartsWith("norm", StringComparison.Ordinal)))
        {
            using var drawn = tensor(
                Enumerable.Range(0, (int)parameter.numel()).Select(_ => (float)random.NextGaussian() / 2).ToArray(),
                parameter.shape
            );
            parameter.copy_(drawn);
        }
    }

    /// <summary>Called before each pass, with its number.</summary>
    public Action<int>? Before { get; set; }

    /// <summary>Batches that running statistics were taken of.</summary>
    public long Batches => norm.num_batches_tracked!.item<long>();

    public double[] Buffers => [.. named_buffers().SelectMany(static one => Backends.Torch.TensorRows.Read(one.buffer))];

    public bool[] Modes => [training, .. modules().Select(static part => part.training)];

    public override Tensor forward(Tensor input)
    {
        Before?.Invoke(_passes++);
        return trunk.call(norm.call(encoder.call(input)));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            encoder.Dispose();
            norm.Dispose();
            trunk.Dispose();
        }
        base.Dispose(disposing);
    }
}
