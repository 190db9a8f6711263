using System.Numerics;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>One trained number on the CPU: what a perceptron has beside its layers, so that the optimisers serve it too.</summary>
internal sealed class CpuCoefficient<T> : CpuNetwork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CpuPerceptron<T> _perceptron = new(new PerceptronShape(1, [], 1, Activation.Tanh), members: 1, extra: 1);
    private readonly FlatParameters _parameters;
    private readonly CpuOptimizer<T>? _optimizer;

    /// <param name="parameters">Of the network that this stands for.</param>
    /// <param name="options">What moves the number; none where it is only asked.</param>
    public CpuCoefficient(FlatParameters parameters, OptimizerOptions? options) =>
        (_parameters, _optimizer) = (parameters, options?.Create(_perceptron));

    /// <inheritdoc/>
    public override void Load() => _parameters.CpuValues<T>().CopyTo(_perceptron.Extra);

    /// <inheritdoc/>
    public override void Store() => _perceptron.Extra.CopyTo(_parameters.CpuValues<T>());

    /// <inheritdoc/>
    public override void ZeroGradients() => _perceptron.ZeroGradients();

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        if (_optimizer is null)
            base.Step(learningRate);
        else
            _perceptron.Update(_optimizer, learningRate);
    }

    /// <inheritdoc/>
    internal override double GradientSquares() => _perceptron.GradientSquares();

    /// <inheritdoc/>
    internal override void SaveOptimizer(BinaryWriter state) => _optimizer?.Save(state);

    /// <inheritdoc/>
    internal override void RestoreOptimizer(BinaryReader state) => _optimizer?.Restore(state);

    /// <inheritdoc/>
    public override void PolyakUpdate(CpuNetwork source, double tau)
    {
        ArgumentNullException.ThrowIfNull(source);
        _perceptron.PolyakUpdate(
            source is CpuCoefficient<T> other
                ? other._perceptron
                : throw new ArgumentException($"Found {source.GetType().Name}; expected a coefficient.", nameof(source)),
            tau
        );
    }

    /// <inheritdoc/>
    protected override void AnswerAll(IReadOnlyList<RowOutputs> answers)
    {
        var value = double.CreateTruncating(_perceptron.Extra[0]);
        for (var i = 0; i < answers.Count; i++)
        {
            answers[i].Resize(1, 1);
            answers[i].Values[0] = answers[i].Question == typeof(CoefficientQuestion) ? value : value * value;
        }
    }

    /// <inheritdoc/>
    protected override void Backward(IReadOnlyList<RowOutputs> answers)
    {
        for (var i = 0; i < answers.Count; i++)
            _perceptron.ExtraGradient[0] += T.CreateTruncating(
                answers[i].Gradients[0]
                    * (answers[i].Question == typeof(CoefficientQuestion) ? 1 : 2 * double.CreateTruncating(_perceptron.Extra[0]))
            );
    }
}
