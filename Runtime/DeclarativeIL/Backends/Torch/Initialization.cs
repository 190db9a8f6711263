using DeclarativeIL.Randomness;

namespace DeclarativeIL.Backends.Torch;

/// <summary>The initial distribution of a perceptron's weights; biases start at 0.</summary>
public enum Initialization
{
    /// <summary>
    /// Random orthogonal matrices (Saxe, McClelland, Ganguli 2014) times sqrt(2) in hidden layers and times 0.01 in the last,
    /// so that a new policy is nearly indifferent (Andrychowicz et al. 2021, "What matters in on-policy reinforcement learning").
    /// </summary>
    Orthogonal,

    /// <summary>Uniform with variance 2 / (inputs + outputs) (Glorot, Bengio 2010).</summary>
    Xavier,

    /// <summary>Normal with variance 1 / inputs (LeCun et al. 1998).</summary>
    LeCun,
}

/// <summary>Draws starting weights on the host in float64, so that equal seeds give equal weights on every device.</summary>
internal static class InitialWeights
{
    private const double HiddenGain = 1.4142135623730951,
        OutputGain = 0.01;

    /// <summary>One layer's weights.</summary>
    /// <returns>[outputs, inputs], row after row.</returns>
    public static double[] Draw(Initialization initialization, int outputs, int inputs, bool last, RandomStream random) =>
        initialization switch
        {
            Initialization.Orthogonal => Orthogonal(outputs, inputs, last ? OutputGain : HiddenGain, random),
            Initialization.Xavier => Fill(outputs * inputs, () => Math.Sqrt(6.0 / (inputs + outputs)) * (2 * random.NextUniform() - 1)),
            Initialization.LeCun => Fill(outputs * inputs, () => random.NextGaussian() / Math.Sqrt(inputs)),
            _ => throw new ArgumentOutOfRangeException(nameof(initialization), initialization, "No such initialisation."),
        };

    private static double[] Fill(int count, Func<double> draw)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = draw();
        return values;
    }

    /// <summary>The shorter side's vectors are orthonormal, uniformly distributed: Gaussian vectors made orthogonal in turn.</summary>
    private static double[] Orthogonal(int outputs, int inputs, double gain, RandomStream random)
    {
        var (vectors, size) = outputs <= inputs ? (outputs, inputs) : (inputs, outputs);
        var basis = new double[vectors][];
        for (var i = 0; i < vectors; i++)
        {
            basis[i] = Fill(size, random.NextGaussian);
            for (var pass = 0; pass < 2; pass++) // once loses digits, twice is enough (Giraud et al. 2005)
            for (var j = 0; j < i; j++)
                Add(basis[i], basis[j], -Dot(basis[i], basis[j]));
            Scale(basis[i], 1 / Math.Sqrt(Dot(basis[i], basis[i])));
        }
        var weights = new double[outputs * inputs];
        for (var row = 0; row < outputs; row++)
        for (var column = 0; column < inputs; column++)
            weights[row * inputs + column] = gain * (outputs <= inputs ? basis[row][column] : basis[column][row]);
        return weights;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static void Add(double[] target, double[] vector, double factor)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] += factor * vector[i];
    }

    private static void Scale(double[] target, double factor)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] *= factor;
    }
}
