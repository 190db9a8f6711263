using DeclarativeIL.Networks;

namespace DeclarativeIL.Optimization;

/// <summary>
/// The numbers of one step of <see cref="Adam"/>: m &lt;- b1 m + rest1 g; v &lt;- b2 v + rest2 g^2;
/// p &lt;- kept p + size m / (sqrt(v) + epsilon).
/// </summary>
internal readonly record struct AdamStep(
    float Beta1, float Rest1, float Beta2, float Rest2, float Kept, float Size, float Epsilon)
{
    /// <summary>What the mean squared gradient stays above, and what the mean gradient stays above unless it is 0.</summary>
    public const float VarianceFloor = 1e-36f, MomentFloor = 1e-30f;
}

/// <summary><see cref="Adam"/> on the host.</summary>
internal sealed unsafe class HostAdam : HostOptimizer
{
    private readonly AdamOptions _options;
    private readonly AlignedBuffer _mean, _variance;
    private AdamStep _step;

    public HostAdam(AdamOptions options, HostPerceptron perceptron)
        : base(options, perceptron, "mean", "variance")
        => (_options, _mean, _variance) = (options, Memory("mean"), Memory("variance"));

    public override void Step(HostKernel kernel, AlignedBuffer values, AlignedBuffer gradients, int start, int count)
        => kernel.Adam(_step, values.Pointer + start, gradients.Pointer + start, _mean.Pointer + start, _variance.Pointer + start, count);

    private protected override void Prepare(double learningRate, double gradientScale)
    {
        var correction = Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps));
        _step = new AdamStep((float)_options.Beta1, (float)((1 - _options.Beta1) * gradientScale), (float)_options.Beta2,
            (float)((1 - _options.Beta2) * gradientScale * gradientScale), (float)(1 - learningRate * _options.WeightDecay),
            (float)(-learningRate * correction / (1 - Math.Pow(_options.Beta1, Steps))), (float)(_options.Epsilon * correction));
    }
}
