using DeclarativeIL.Backends.Cpu;
using MathNet.Numerics;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>What <see cref="CpuPerceptron{T}"/> computes, in plain loops and float64.</summary>
internal sealed class PlainPerceptron(PerceptronShape shape, double[] parameters, int start)
{
    public double[] Gradients { get; } = new double[parameters.Length];

    /// <summary>Answers to one row.</summary>
    public double[] Forward(ReadOnlySpan<double> row) => Layers([.. row]).Results[^1];

    /// <summary>Adds to the gradients and returns that of the row.</summary>
    public double[] Backward(ReadOnlySpan<double> row, ReadOnlySpan<double> gradient)
    {
        var (arguments, results) = Layers([.. row]);
        double[] delta = [.. gradient];
        for (var layer = shape.Depth - 1; layer >= 0; layer--)
        {
            var (inputs, outputs, weight) = (shape.InputsOf(layer), shape.OutputsOf(layer), Weight(layer));
            var below = new double[inputs];
            for (var o = 0; o < outputs; o++)
            {
                Gradients[weight + inputs * outputs + o] += delta[o];
                for (var i = 0; i < inputs; i++)
                {
                    Gradients[weight + o * inputs + i] += delta[o] * results[layer][i];
                    below[i] += delta[o] * parameters[weight + o * inputs + i];
                }
            }
            for (var i = 0; layer > 0 && i < inputs; i++)
                below[i] *= Slope(arguments[layer][i]);
            delta = below;
        }
        return delta;
    }

    private (double[][] Arguments, double[][] Results) Layers(double[] row)
    {
        double[][] arguments = new double[shape.Depth + 1][],
            results = new double[shape.Depth + 1][];
        results[0] = row;
        for (var layer = 0; layer < shape.Depth; layer++)
        {
            var (inputs, outputs, weight) = (shape.InputsOf(layer), shape.OutputsOf(layer), Weight(layer));
            arguments[layer + 1] = new double[outputs];
            for (var o = 0; o < outputs; o++)
            {
                var sum = parameters[weight + inputs * outputs + o];
                for (var i = 0; i < inputs; i++)
                    sum += parameters[weight + o * inputs + i] * results[layer][i];
                arguments[layer + 1][o] = sum;
            }
            results[layer + 1] = layer == shape.Depth - 1 ? arguments[layer + 1] : [.. arguments[layer + 1].Select(Value)];
        }
        return (arguments, results);
    }

    private int Weight(int layer)
    {
        var offset = start;
        for (var i = 0; i < layer; i++)
            offset += (shape.InputsOf(i) + 1) * shape.OutputsOf(i);
        return offset;
    }

    private double Value(double z) =>
        shape.Activation switch
        {
            Activation.Tanh => Math.Tanh(z),
            Activation.Relu => Math.Max(0, z),
            Activation.Sigmoid => 1 / (1 + Math.Exp(-z)),
            Activation.Gelu => z * 0.5 * (1 + SpecialFunctions.Erf(z / Math.Sqrt(2))),
            _ => z,
        };

    private double Slope(double z) =>
        shape.Activation switch
        {
            Activation.Tanh => 1 - Math.Tanh(z) * Math.Tanh(z),
            Activation.Relu => z > 0 ? 1 : 0,
            Activation.Sigmoid => Value(z) * (1 - Value(z)),
            Activation.Gelu => 0.5 * (1 + SpecialFunctions.Erf(z / Math.Sqrt(2))) + z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI),
            _ => 1,
        };
}
