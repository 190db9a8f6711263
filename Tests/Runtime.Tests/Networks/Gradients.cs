using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Networks;

/// <summary>Checks a network's backward pass: L = sum of weights * answers, with random weights, so dL/danswer is the weights.</summary>
internal static class Gradients
{
    public static Tensor Random(RandomStream random, params long[] shape)
    {
        var values = new double[shape.Aggregate(1L, static (x, y) => x * y)];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextGaussian();
        return tensor(values, shape, ScalarType.Float64);
    }

    public static Tensor Choices(RandomStream random, int rows, int count)
    {
        var values = new double[rows];
        for (var i = 0; i < rows; i++)
            values[i] = random.NextInt(count);
        return tensor(values, [rows, 1], ScalarType.Float64);
    }

    /// <summary>Moves every parameter a little, off the zeros that biases start with, where relu has no derivative.</summary>
    public static void Stir(INetwork network, RandomStream random)
    {
        using var scope = NewDisposeScope();
        network.Parameters.Values.add_(Random(random, network.Parameters.Count), Held.Of(0.1));
    }

    /// <summary>The gradient that the network's backward pass gives.</summary>
    public static double[] Backward(INetwork network, Tensor[] weights, params Question[] questions)
    {
        network.Parameters.Gradients.zero_();
        using var answers = network.Forward(questions);
        network.Backward(answers, weights);
        return [.. network.Parameters.Gradients.data<double>()];
    }

    /// <summary>The gradient by central differences.</summary>
    public static double[] Differences(INetwork network, Tensor[] weights, params Question[] questions)
    {
        const double h = 1e-5;
        var values = network.Parameters.Values;
        var start = values.data<double>().ToArray();
        var gradient = new double[start.Length];
        for (var i = 0; i < start.Length; i++)
        {
            gradient[i] = (At(i, start[i] + h) - At(i, start[i] - h)) / (2 * h);
            values.data<double>()[i] = start[i];
        }
        return gradient;

        double At(int parameter, double value)
        {
            values.data<double>()[parameter] = value;
            return Loss(network, weights, questions);
        }
    }

    public static double Loss(INetwork network, Tensor[] weights, params Question[] questions)
    {
        using var scope = NewDisposeScope();
        using var answers = network.Forward(questions);
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += (answers[i] * weights[i]).sum().item<double>();
        return sum;
    }

    public static void Equal(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - found[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"element {i}: expected {expected[i]:R}, found {found[i]:R}"
            );
    }
}
