using DeclarativeIL.Arithmetic;
using DeclarativeIL.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>
/// m &lt;- b1 m + (1 - b1) g;  v &lt;- b2 v + (1 - b2) g^2;  p &lt;- p - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps),
/// with the corrections gathered in two numbers, so that the update is one division: sqrt(v) + eps sqrt(1 - b2^t).
/// </summary>
internal sealed class Adam : Optimizer
{
    // moments that nothing feeds decay into denormal numbers, which the processor handles in microcode
    private static readonly Scalar Floor = AdamStep.VarianceFloor,
        Small = AdamStep.MomentFloor,
        MinusSmall = -AdamStep.MomentFloor,
        Zero = 0.0;

    private readonly AdamOptions _options;
    private readonly Tensor _mean,
        _variance;
    private readonly Scalar _beta1,
        _beta2,
        _rest1,
        _rest2;
    private readonly long _sweepEvery;

    public Adam(AdamOptions options, FlatParameters parameters)
        : base(options, parameters)
    {
        _options = options;
        (_mean, _variance) = (Zeros(parameters), Zeros(parameters));
        _beta1 = options.Beta1;
        _beta2 = options.Beta2;
        _rest1 = 1 - options.Beta1;
        _rest2 = 1 - options.Beta2;
        _sweepEvery = SweepInterval(options.Beta1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Value)> State => [("mean", _mean), ("variance", _variance)];

    private protected override void Update(double learningRate)
    {
        var (values, gradients) = (Parameters.Values, Parameters.Gradients);
        var correction = Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps));
        using Scalar size = -learningRate * correction / (1 - Math.Pow(_options.Beta1, Steps));
        using Scalar epsilon = _options.Epsilon * correction;
        if (_options.WeightDecay != 0)
        {
            using Scalar kept = 1 - learningRate * _options.WeightDecay;
            values.mul_(kept);
        }
        _mean.mul_(_beta1).add_(gradients, _rest1);
        _variance.mul_(_beta2).addcmul_(gradients, gradients, _rest2).clamp_min_(Floor);
        if (Steps % _sweepEvery == 0)
            Sweep();
        using var root = _variance.sqrt();
        values.addcdiv_(_mean, root.add_(epsilon, Alpha.One), size);
    }

    /// <summary>Steps in which a mean just above the floor cannot fall below the smallest normal float32, 1.2e-38.</summary>
    private static long SweepInterval(double beta1) =>
        beta1 == 0 ? 1 : Math.Clamp((long)Math.Floor(Math.Log(1e-7) / Math.Log(beta1)), 1, 64);

    /// <summary>Means too small to move any parameter become 0.</summary>
    private void Sweep()
    {
        using var above = _mean.ge(MinusSmall);
        using var below = _mean.le(Small);
        using var small = above.mul(below);
        _mean.masked_fill_(small, Zero);
    }
}
