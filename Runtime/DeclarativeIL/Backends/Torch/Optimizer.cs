using DeclarativeIL.Arithmetic;
using DeclarativeIL.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>Moves flat parameters against their flat gradients, in a handful of in-place operations whatever the network's depth.</summary>
public abstract class Optimizer : IDisposable
{
    private static readonly Scalar One = 1.0,
        Tiny = OptimizerOptions.SmallNorm;

    private readonly double _maximumNorm;

    private protected Optimizer(OptimizerOptions options, FlatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _maximumNorm = options.MaxGradientNorm;
        Parameters = parameters;
    }

    /// <summary>The parameters that the optimiser moves.</summary>
    public FlatParameters Parameters { get; }

    /// <summary>Number of steps taken. Set it, and fill <see cref="State"/>, to go on from a checkpoint.</summary>
    public long Steps { get; set; }

    /// <summary>The state beside <see cref="Steps"/>, by name: tensors of [p], to be copied from and into.</summary>
    public abstract IReadOnlyList<(string Name, Tensor Value)> State { get; }

    /// <summary>
    /// One step with the gradients that have gathered; they stay as they are, except that those over
    /// <see cref="OptimizerOptions.MaxGradientNorm"/> are scaled down.
    /// </summary>
    /// <param name="learningRate">The size of the step, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public void Step(double learningRate)
    {
        OptimizerOptions.CheckLearningRate(learningRate);
        using var quiet = no_grad();
        if (!double.IsPositiveInfinity(_maximumNorm))
            ClipNorm(_maximumNorm);
        Steps++;
        lock (Parameters.Gate)
            Update(learningRate);
    }

    /// <summary>Makes all gradients 0.</summary>
    public void ZeroGradients() => Parameters.Gradients.zero_();

    /// <summary>
    /// Scales the gradients down where their Euclidean norm over all parameters exceeds <paramref name="maximum"/> (Pascanu
    /// et al. 2013). Does not wait for the device.
    /// </summary>
    /// <param name="maximum">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not above 0.</exception>
    public void ClipNorm(double maximum)
    {
        if (!(maximum > 0))
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "Expected a norm above 0.");
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var norm = Parameters.Gradients.norm();
        using Scalar limit = maximum;
        Parameters.Gradients.mul_(norm.add_(Tiny, Alpha.One).reciprocal_().mul_(limit).clamp_max_(One));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in State)
            tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Update(double learningRate);

    private protected static Tensor Zeros(FlatParameters parameters) => zeros_like(parameters.Values).DetachFromDisposeScope();
}
