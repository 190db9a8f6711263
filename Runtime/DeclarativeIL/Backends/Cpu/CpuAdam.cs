using System.Numerics;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary><see cref="Adam"/> on the CPU.</summary>
internal sealed unsafe class CpuAdam<T> : CpuOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdamOptions _options;
    private readonly AlignedBuffer<T> _mean,
        _variance;
    private AdamStep _step;

    public CpuAdam(AdamOptions options, CpuPerceptron<T> perceptron)
        : base(options, perceptron, "mean", "variance") => (_options, _mean, _variance) = (options, Memory("mean"), Memory("variance"));

    public override void Step(CpuKernel<T> kernel, AlignedBuffer<T> values, AlignedBuffer<T> gradients, int start, int count) =>
        kernel.Adam(_step, values.Pointer + start, gradients.Pointer + start, _mean.Pointer + start, _variance.Pointer + start, count);

    private protected override void Prepare(double learningRate, double gradientScale)
    {
        var correction = Math.Sqrt(1 - Math.Pow(_options.Beta2, Steps));
        _step = new AdamStep(
            _options.Beta1,
            (1 - _options.Beta1) * gradientScale,
            _options.Beta2,
            (1 - _options.Beta2) * gradientScale * gradientScale,
            1 - learningRate * _options.WeightDecay,
            -learningRate * correction / (1 - Math.Pow(_options.Beta1, Steps)),
            _options.Epsilon * correction
        );
    }
}
