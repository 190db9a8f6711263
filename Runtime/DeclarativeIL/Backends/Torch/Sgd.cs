using DeclarativeIL.Arithmetic;
using DeclarativeIL.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>velocity &lt;- momentum velocity + g + decay p;  p &lt;- p - lr velocity.</summary>
internal sealed class Sgd : Optimizer
{
    private readonly Tensor? _velocity;
    private readonly Scalar _momentum,
        _decay;
    private readonly bool _decays;

    public Sgd(SgdOptions options, FlatParameters parameters)
        : base(options, parameters)
    {
        _momentum = options.Momentum;
        _decay = options.WeightDecay;
        _decays = options.WeightDecay != 0;
        _velocity = options.Momentum == 0 ? null : Zeros(parameters);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Value)> State => _velocity is null ? [] : [("velocity", _velocity)];

    private protected override void Update(double learningRate)
    {
        using Scalar size = -learningRate;
        using var decayed = _decays ? Parameters.Gradients.add(Parameters.Values, _decay) : null;
        var gradient = decayed ?? Parameters.Gradients;
        var direction = _velocity is null ? gradient : _velocity.mul_(_momentum).add_(gradient, Alpha.One);
        Parameters.Values.add_(direction, size);
    }
}
