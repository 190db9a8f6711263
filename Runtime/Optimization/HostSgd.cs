using DeclarativeIL.Networks;

namespace DeclarativeIL.Optimization;

/// <summary>The numbers of one step of <see cref="Sgd"/>.</summary>
internal readonly record struct SgdStep(float GradientScale, float WeightDecay, float Momentum, float Size);

/// <summary><see cref="Sgd"/> on the host.</summary>
internal sealed unsafe class HostSgd : HostOptimizer
{
    private readonly SgdOptions _options;
    private readonly AlignedBuffer? _velocity;
    private SgdStep _step;

    public HostSgd(SgdOptions options, HostPerceptron perceptron)
        : base(options, perceptron, options.Momentum == 0 ? [] : ["velocity"])
        => (_options, _velocity) = (options, options.Momentum == 0 ? null : Memory("velocity"));

    public override void Step(HostKernel kernel, AlignedBuffer values, AlignedBuffer gradients, int start, int count)
        => kernel.Sgd(_step, values.Pointer + start, gradients.Pointer + start,
            _velocity is null ? null : _velocity.Pointer + start, count);

    private protected override void Prepare(double learningRate, double gradientScale)
        => _step = new SgdStep((float)gradientScale, (float)_options.WeightDecay, (float)_options.Momentum, (float)-learningRate);
}
