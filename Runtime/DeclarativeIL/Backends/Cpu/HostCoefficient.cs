using System.Numerics;
using DeclarativeIL.Optimization;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>One trained number on the host: what a perceptron has beside its layers, so that the optimisers serve it too.</summary>
internal sealed class HostCoefficient<T> : HostNetwork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HostPerceptron<T> _perceptron = new(new PerceptronShape(1, [], 1, Activation.Tanh), members: 1, extra: 1);
    private readonly FlatParameters _parameters;
    private readonly HostOptimizer<T>? _optimizer;

    /// <param name="parameters">Of the network that this stands for.</param>
    /// <param name="options">What moves the number; none where it is only asked.</param>
    public HostCoefficient(FlatParameters parameters, OptimizerOptions? options) =>
        (_parameters, _optimizer) = (parameters, options?.Create(_perceptron));

    /// <inheritdoc/>
    public override void Load() => _parameters.HostValues<T>().CopyTo(_perceptron.Extra);

    /// <inheritdoc/>
    public override void Store() => _perceptron.Extra.CopyTo(_parameters.HostValues<T>());

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
    public override void Follow(HostNetwork source, double share)
    {
        ArgumentNullException.ThrowIfNull(source);
        _perceptron.Follow(
            source is HostCoefficient<T> other
                ? other._perceptron
                : throw new ArgumentException($"Found {source.GetType().Name}; expected a coefficient.", nameof(source)),
            share
        );
    }

    /// <inheritdoc/>
    protected override void AnswerAll(IReadOnlyList<RowAnswers> answers)
    {
        var value = double.CreateTruncating(_perceptron.Extra[0]);
        for (var i = 0; i < answers.Count; i++)
        {
            answers[i].Open(1, 1);
            answers[i].Values[0] = answers[i].Question == typeof(CoefficientQuestion) ? value : value * value;
        }
    }

    /// <inheritdoc/>
    protected override void HandBack(IReadOnlyList<RowAnswers> answers)
    {
        for (var i = 0; i < answers.Count; i++)
            _perceptron.ExtraGradient[0] += T.CreateTruncating(
                answers[i].Gradients[0]
                    * (answers[i].Question == typeof(CoefficientQuestion) ? 1 : 2 * double.CreateTruncating(_perceptron.Extra[0]))
            );
    }
}
