using System.Numerics;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>The numbers of one step of <see cref="Sgd"/>.</summary>
internal readonly record struct SgdStep(double GradientScale, double WeightDecay, double Momentum, double Size);

/// <summary><see cref="Sgd"/> on the CPU.</summary>
internal sealed unsafe class CpuSgd<T> : CpuOptimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SgdOptions _options;
    private readonly AlignedBuffer<T>? _velocity;
    private SgdStep _step;

    public CpuSgd(SgdOptions options, CpuPerceptron<T> perceptron)
        : base(options, perceptron, options.Momentum == 0 ? [] : ["velocity"]) =>
        (_options, _velocity) = (options, options.Momentum == 0 ? null : Memory("velocity"));

    public override void Step(CpuKernel<T> kernel, AlignedBuffer<T> values, AlignedBuffer<T> gradients, int start, int count) =>
        kernel.Sgd(_step, values.Pointer + start, gradients.Pointer + start, _velocity is null ? null : _velocity.Pointer + start, count);

    private protected override void Prepare(double learningRate, double gradientScale) =>
        _step = new SgdStep(gradientScale, _options.WeightDecay, _options.Momentum, -learningRate);
}
