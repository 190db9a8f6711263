using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>An encoder with dropout that its owner put into evaluation mode, batch normalisation and dropout in training mode.</summary>
internal sealed class MixedModule : nn.Module<Tensor, Tensor>
{
    private readonly Sequential encoder,
        trunk;

    public MixedModule(int inputs, int outputs, ScalarType type = ScalarType.Float32)
        : base(nameof(MixedModule))
    {
        encoder = nn.Sequential(("linear", nn.Linear(inputs, 16)), ("drop", nn.Dropout(0.5)));
        trunk = nn.Sequential(
            ("norm", nn.BatchNorm1d(16)),
            ("drop", nn.Dropout(0.5)),
            ("inner", nn.Sequential(("last", nn.Linear(16, outputs)), ("still", nn.Dropout(0.2))))
        );
        RegisterComponents();
        this.to(type);
        encoder.eval();
        trunk.named_modules().First(static part => part.name == "inner.still").module.eval();
    }

    /// <summary>Thrown in the next pass.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The mode of each part, in each pass.</summary>
    public List<string> Seen { get; } = [];

    public Sequential Encoder => encoder;

    public string Modes =>
        string.Join(" ", named_modules().Select(static part => $"{part.name}:{part.module.training}").Prepend($"{training}"));

    public double[] Buffers => [.. named_buffers().SelectMany(static one => one.buffer.to(ScalarType.Float64).data<double>().ToArray())];

    public override Tensor forward(Tensor input)
    {
        lock (Seen)
            Seen.Add(Modes);
        if (Fault is { } fault)
            throw fault;
        return trunk.call(encoder.call(input));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            encoder.Dispose();
            trunk.Dispose();
        }
        base.Dispose(disposing);
    }
}
