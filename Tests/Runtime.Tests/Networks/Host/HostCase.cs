using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Networks.Host;

/// <summary>A perceptron on the host with random parameters, rows and gradients, and the same in float64.</summary>
internal sealed class HostCase
{
    public HostCase(PerceptronShape shape, int rows, HostKernel? kernel = null, int members = 1, int extra = 0, int threads = 1)
    {
        (Shape, Rows, Members) = (shape, rows, members);
        Perceptron = new(shape, members, extra, threads, kernel);
        var random = new RandomStream(11);
        Parameters = Draw(random, Perceptron.Count, 0.5f);
        Input = Draw(random, members * rows * shape.Inputs, 1);
        Gradient = Draw(random, members * rows * shape.Outputs, 1);
        Perceptron.Load(Parameters);
        Input.CopyTo(Perceptron.Input(rows));
        Gradient.CopyTo(Perceptron.OutputGradient(rows));
    }

    public HostPerceptron Perceptron { get; }
    public PerceptronShape Shape { get; }
    public int Rows { get; }
    public int Members { get; }
    public float[] Parameters { get; }
    public float[] Input { get; }
    public float[] Gradient { get; }

    /// <summary>Answers, gradients of all parameters and gradients of the rows, in float64.</summary>
    public (double[] Outputs, double[] Gradients, double[] InputGradients) Expected()
    {
        double[] parameters = [.. Parameters.Select(static x => (double)x)];
        List<double> outputs = [], inputs = [];
        var gradients = new double[parameters.Length];
        for (var member = 0; member < Members; member++)
        {
            var plain = new PlainPerceptron(Shape, parameters, member * Parameters.Length / Members);
            for (var row = member * Rows; row < (member + 1) * Rows; row++)
            {
                outputs.AddRange(plain.Forward(Input.AsSpan(row * Shape.Inputs, Shape.Inputs)));
                inputs.AddRange(plain.Backward(
                    Input.AsSpan(row * Shape.Inputs, Shape.Inputs), Gradient.AsSpan(row * Shape.Outputs, Shape.Outputs)));
            }
            for (var i = 0; i < gradients.Length; i++)
                gradients[i] += plain.Gradients[i];
        }
        return ([.. outputs], gradients, [.. inputs]);
    }

    /// <summary>The same as the kernel has it.</summary>
    public (float[] Outputs, float[] Gradients, float[] InputGradients) Found()
    {
        float[] outputs = [.. Perceptron.Forward(Rows)], gradients = new float[Perceptron.Count], inputs = new float[Input.Length];
        Perceptron.Backward(Rows);
        Perceptron.StoreGradients(gradients);
        Perceptron.InputGradient(Rows, inputs);
        return (outputs, gradients, inputs);
    }

    /// <summary>Every number equal up to what float32 sums of that size lose.</summary>
    public static void Close(double[] expected, float[] found, string what, double tolerance = 2e-6)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = expected.Aggregate(1.0, static (largest, x) => Math.Max(largest, Math.Abs(x)));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= tolerance * scale, $"{what} {i}: expected {expected[i]:R}, found {found[i]:R}");
    }

    public static float[] Draw(RandomStream random, int count, float scale)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = scale * (float)random.NextGaussian();
        return values;
    }
}
