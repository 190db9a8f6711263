using DeclarativeIL.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Optimization;

/// <summary>velocity &lt;- momentum velocity + g;  p &lt;- p - lr velocity.</summary>
internal sealed class Sgd : Optimizer
{
    private readonly Tensor? _velocity;
    private readonly Scalar _momentum;

    public Sgd(SgdOptions options, FlatParameters parameters)
        : base(parameters)
    {
        _momentum = options.Momentum;
        _velocity = options.Momentum == 0 ? null : Zeros(parameters);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Value)> State => _velocity is null ? [] : [("velocity", _velocity)];

    private protected override void Update(double learningRate)
    {
        using Scalar size = -learningRate;
        var direction = _velocity is null ? Parameters.Gradients : _velocity.mul_(_momentum).add_(Parameters.Gradients);
        Parameters.Values.add_(direction, size);
    }
}
