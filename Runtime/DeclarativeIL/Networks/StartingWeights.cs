using DeclarativeIL.Arithmetic;
using DeclarativeIL.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Networks;

/// <summary>Draws the starting weights of modules on the host: each is a function of the seeds and its name alone.</summary>
internal sealed class StartingWeights(SeedSequence seeds, ScalarType type)
{
    private const double OutputGain = 0.01; // so that a new policy is nearly indifferent, as over a perceptron

    /// <summary>Uniform between -1 / sqrt(inputs) and 1 / sqrt(inputs), as PyTorch starts its layers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">Numbers that each of its outputs is a sum over.</param>
    /// <param name="shape">Its sizes.</param>
    public Parameter Uniform(string name, int inputs, params long[] shape) => Drawn(name, 1 / Math.Sqrt(inputs), shape);

    /// <summary>The same for a last layer, a hundredth as large.</summary>
    /// <inheritdoc cref="Uniform"/>
    public Parameter UniformOfOutputs(string name, int inputs, params long[] shape) => Drawn(name, OutputGain / Math.Sqrt(inputs), shape);

    /// <summary>Nothing but zeros.</summary>
    public Parameter Zeros(params long[] shape) => new(zeros(shape, type));

    /// <summary>Nothing but ones.</summary>
    public Parameter Ones(params long[] shape) => new(ones(shape, type));

    private Parameter Drawn(string name, double bound, long[] shape)
    {
        var (random, count) = (seeds.Child(name).Stream(), shape.Aggregate(1L, static (product, size) => product * size));
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = bound * ((2 * random.NextUniform()) - 1);
        return new(DeviceTransfer.Send(values, shape, type, CPU));
    }
}
