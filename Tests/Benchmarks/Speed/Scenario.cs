namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>What is trained: the same sizes, data, order of rows and starting parameters for every contestant.</summary>
/// <param name="Name">For people.</param>
/// <param name="Observation">Numbers per row.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Outputs">Discrete actions, or numbers of a continuous one.</param>
/// <param name="Activation">Of the hidden layers.</param>
/// <param name="Discrete">Cross-entropy of a label, or the mean squared error of all numbers.</param>
/// <param name="Batch">Rows per step.</param>
/// <param name="Members">Networks, each with a batch of its own; a step is one of all of them.</param>
/// <param name="Threads">The most threads.</param>
internal sealed record Scenario(
    string Name,
    int Observation,
    int[] Hidden,
    int Outputs,
    Activation Activation,
    bool Discrete,
    int Batch,
    int Members,
    int Threads
)
{
    public const double LearningRate = 1e-3;

    private const int BatchesOfData = 16;

    /// <summary>Small and discrete, as for CartPole.</summary>
    public static Scenario A(int members, int threads) =>
        new(members == 1 ? "A" : $"A, ensemble of {members}", 4, [32, 32], 2, Activation.Tanh, true, 32, members, threads);

    /// <summary>Middle-sized and continuous, as for locomotion.</summary>
    public static Scenario B(int members, int threads) =>
        new(members == 1 ? "B" : $"B, ensemble of {members}", 17, [256, 256], 6, Activation.Relu, false, 256, members, threads);

    /// <summary>Rows of data.</summary>
    public int Rows => BatchesOfData * Batch;

    /// <summary>Widths from the observation to the outputs.</summary>
    public int[] Widths => [Observation, .. Hidden, Outputs];

    /// <summary>[rows, observation].</summary>
    public float[] States() => Draw(new Random(1), Rows * Observation, 2);

    /// <summary>[rows, outputs], or [rows] of labels.</summary>
    public float[] Targets() =>
        Discrete ? [.. Draw(new Random(2), Rows, 1).Select(static x => x > 0 ? 1f : 0f)] : Draw(new Random(2), Rows * Outputs, 2);

    /// <summary>The order of rows of one member.</summary>
    public int[] Order(int member)
    {
        int[] order = [.. Enumerable.Range(0, Rows)];
        new Random(10 + member).Shuffle(order);
        return order;
    }

    /// <summary>Starting parameters of one member, layer after layer: weight [out, in], bias [out].</summary>
    public float[] Parameters(int member)
    {
        var random = new Random(100 + member);
        return
        [
            .. Enumerable
                .Range(0, Widths.Length - 1)
                .SelectMany(i => Draw(random, (Widths[i] + 1) * Widths[i + 1], 2 / (float)Math.Sqrt(Widths[i]))),
        ];
    }

    private static float[] Draw(Random random, int count, float width)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = width * ((float)random.NextDouble() - 0.5f);
        return values;
    }
}
