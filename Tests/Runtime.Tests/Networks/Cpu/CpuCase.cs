using System.Numerics;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Networks.Cpu;

/// <summary>A perceptron without tensors with random parameters, rows and gradients, and the same in float64.</summary>
internal sealed class CpuCase(
    PerceptronShape shape,
    int rows,
    CpuKernel<float>? kernel = null,
    int members = 1,
    int extra = 0,
    int threads = 1
) : CpuCase<float>(shape, rows, kernel, members, extra, threads);

/// <inheritdoc cref="CpuCase"/>
/// <typeparam name="T">Float32 or float64.</typeparam>
internal class CpuCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public CpuCase(PerceptronShape shape, int rows, CpuKernel<T>? kernel = null, int members = 1, int extra = 0, int threads = 1)
    {
        (Shape, Rows, Members) = (shape, rows, members);
        Perceptron = new(shape, members, extra, threads, kernel);
        var random = new RandomStream(11);
        Parameters = Draw(random, Perceptron.Count, 0.5);
        Input = Draw(random, members * rows * shape.Inputs, 1);
        Gradient = Draw(random, members * rows * shape.Outputs, 1);
        Perceptron.Load(Parameters);
        Input.CopyTo(Perceptron.Input(rows));
        Gradient.CopyTo(Perceptron.OutputGradient(rows));
    }

    public CpuPerceptron<T> Perceptron { get; }
    public PerceptronShape Shape { get; }
    public int Rows { get; }
    public int Members { get; }
    public T[] Parameters { get; }
    public T[] Input { get; }
    public T[] Gradient { get; }

    /// <summary>Answers, gradients of all parameters and gradients of the rows, in float64.</summary>
    public (double[] Outputs, double[] Gradients, double[] InputGradients) Expected()
    {
        double[] parameters = [.. Parameters.Select(static x => double.CreateTruncating(x))];
        List<double> outputs = [],
            inputs = [];
        var gradients = new double[parameters.Length];
        for (var member = 0; member < Members; member++)
        {
            var plain = new PlainPerceptron(Shape, parameters, member * Parameters.Length / Members);
            for (var row = member * Rows; row < (member + 1) * Rows; row++)
            {
                outputs.AddRange(plain.Forward(Row(Input, row, Shape.Inputs)));
                inputs.AddRange(plain.Backward(Row(Input, row, Shape.Inputs), Row(Gradient, row, Shape.Outputs)));
            }
            for (var i = 0; i < gradients.Length; i++)
                gradients[i] += plain.Gradients[i];
        }
        return ([.. outputs], gradients, [.. inputs]);
    }

    /// <summary>The same as the kernel has it.</summary>
    public (T[] Outputs, T[] Gradients, T[] InputGradients) Found()
    {
        T[] outputs = [.. Perceptron.Forward(Rows)],
            gradients = new T[Perceptron.Count],
            inputs = new T[Input.Length];
        Perceptron.Backward(Rows);
        Perceptron.StoreGradients(gradients);
        Perceptron.InputGradient(Rows, inputs);
        return (outputs, gradients, inputs);
    }

    /// <summary>Every number equal up to what float32 sums of that size lose.</summary>
    public static void Close(double[] expected, T[] found, string what, double tolerance = 2e-6)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = expected.Aggregate(1.0, static (largest, x) => Math.Max(largest, Math.Abs(x)));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - double.CreateTruncating(found[i])) <= tolerance * scale,
                $"{what} {i}: expected {expected[i]:R}, found {found[i]}"
            );
    }

    private static double[] Row(T[] all, int row, int width) =>
        [.. all.Skip(row * width).Take(width).Select(static x => double.CreateTruncating(x))];

    public static T[] Draw(RandomStream random, int count, double scale)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = T.CreateTruncating(scale * random.NextGaussian());
        return values;
    }
}
