using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Backends.Torch;

/// <summary>An <see cref="InputScaling"/> where a network's tensors are.</summary>
internal sealed class TensorScaling : IDisposable
{
    private readonly Tensor _mean,
        _deviation;

    /// <param name="numbers">The scaling.</param>
    /// <param name="parameters">Whose number type and device the inputs have.</param>
    public TensorScaling(InputScaling numbers, FlatParameters parameters)
    {
        Numbers = numbers;
        (_mean, _deviation) = (Sent(numbers.Mean<double>(), parameters), Sent(numbers.Deviation<double>(), parameters));
    }

    /// <summary>The same scaling without tensors.</summary>
    public InputScaling Numbers { get; }

    /// <summary>(x - mean) / deviation.</summary>
    /// <param name="input">[..., in].</param>
    /// <returns>[..., in]; the caller disposes it.</returns>
    public Tensor Apply(Tensor input)
    {
        var centred = input.sub(_mean);
        return centred.div_(_deviation);
    }

    /// <summary>The chain rule: the gradient with respect to the scaled input over the deviation.</summary>
    /// <param name="gradient">[..., in].</param>
    /// <returns>[..., in]; the caller disposes it.</returns>
    public Tensor ApplyToGradient(Tensor gradient) => gradient.div(_deviation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _deviation.Dispose();
    }

    private static Tensor Sent(ReadOnlySpan<double> numbers, FlatParameters parameters) =>
        DeviceTransfer.Send(numbers, [numbers.Length], parameters.Type, parameters.Device).DetachFromDisposeScope();
}
