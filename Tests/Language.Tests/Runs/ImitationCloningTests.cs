using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>
/// Cloning with a free deviation is that of <c>imitation</c>: 50 steps of it against the same algorithm written down with autograd, from
/// the same weights and over the same batches, in float64.
/// </summary>
public class ImitationCloningTests
{
    private const int States = 3,
        Batch = 32,
        Rows = 5 * Batch,
        Epochs = 10;
    private const ulong Seed = 7;
    private const double Tolerance = 1e-10;

    /// <summary>Its defaults; then both weights, by rows and by tensors.</summary>
    public static TheoryData<double, double, Computation> Settings =>
        new()
        {
            { 1e-3, 0, Computation.Fastest },
            { 1e-3, 0, Computation.Tensors },
            { 0.05, 0.01, Computation.Fastest },
            { 0.05, 0.01, Computation.Tensors },
        };

    [Trait("Speed", "Slow")]
    [Theory]
    [MemberData(nameof(Settings))]
    public void Fifty_steps_are_those_of_a_plain_reimplementation(double entropyWeight, double l2Weight, Computation computation)
    {
        using var scope = NewDisposeScope();
        var data = Demonstrations();
        using var policy = new FreeGaussianPolicy(
            States,
            new BoxSpace([-1, -2], [1, 3]),
            [32, 32],
            Activation.Tanh,
            new SeedSequence(3),
            ScalarType.Float64
        );
        var start = policy.Parameters.Values.data<double>().ToArray();
        var expected = Reimplemented(start, data, entropyWeight, l2Weight);
        var result = new BehaviorCloning { EntropyWeight = entropyWeight, L2Weight = l2Weight }.Train(
            policy,
            data,
            new TrainingOptions
            {
                Epochs = Epochs,
                BatchSize = Batch,
                Seed = Seed,
                Computation = computation,
            }
        );
        Assert.Equal(50, result.Steps);
        var found = policy.Parameters.Values.data<double>().ToArray();
        Assert.Contains(found.Zip(start), static pair => Math.Abs(pair.First - pair.Second) > 0.02);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], Tolerance);
    }

    private static Dataset<Demonstration> Demonstrations()
    {
        var random = new SeedSequence(4).Stream();
        return new(
            Enumerable
                .Range(0, Rows)
                .Select(_ =>
                {
                    double[] state = [.. Enumerable.Range(0, States).Select(_ => random.NextGaussian())];
                    double[] act = [Math.Sin(state[0] + state[1]), 0.5 * state[2] + 0.3 * random.NextGaussian()];
                    return new Demonstration(new State(state), new Act(act));
                })
                .ToArray()
        );
    }

    /// <summary>
    /// mean(-log p(a|s)) - entropyWeight mean(H) + l2Weight sum(w^2) / 2 over all parameters, a step of Adam for each batch: a mean of tanh
    /// layers, a log-deviation of its own.
    /// </summary>
    private static double[] Reimplemented(double[] start, Dataset<Demonstration> data, double entropyWeight, double l2Weight)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        var parameters = Cut(
            start,
            [
                [32, States],
                [32],
                [32, 32],
                [32],
                [2, 32],
                [2],
                [2],
            ]
        );
        using var adam = optim.Adam(parameters, lr: 1e-3);
        using var feed = new BatchFeed<Demonstration>(data, ScalarType.Float64);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            feed.Shuffle(new SeedSequence(Seed).Child("Fit").Child((ulong)epoch).Stream());
            while (feed.Next(Batch) is { } batch)
            {
                using var step = NewDisposeScope();
                var hidden = nn.functional.linear(batch["State"], parameters[0], parameters[1]).tanh();
                hidden = nn.functional.linear(hidden, parameters[2], parameters[3]).tanh();
                var mean = nn.functional.linear(hidden, parameters[4], parameters[5]);
                var logDeviation = parameters[6];
                var variance = (2 * logDeviation).exp();
                var logDensity = -(batch["Action"] - mean).square() / (2 * variance) - logDeviation - Math.Log(Math.Sqrt(2 * Math.PI));
                var entropy = (0.5 + 0.5 * Math.Log(2 * Math.PI) + logDeviation).sum();
                var squares = parameters.Select(static parameter => parameter.square().sum()).Aggregate(static (one, other) => one + other);
                var loss = -logDensity.sum(1).mean() - entropyWeight * entropy + l2Weight * (squares / 2);
                adam.zero_grad();
                loss.backward();
                adam.step();
                batch.Dispose();
            }
        }
        return [.. parameters.SelectMany(static parameter => parameter.data<double>().ToArray())];
    }

    private static Parameter[] Cut(double[] numbers, long[][] shapes)
    {
        var taken = 0;
        var all = shapes
            .Select(shape =>
            {
                var count = (int)shape.Aggregate(1L, static (one, other) => one * other);
                taken += count;
                return new Parameter(tensor(numbers[(taken - count)..taken], shape, ScalarType.Float64));
            })
            .ToArray();
        Assert.Equal(numbers.Length, taken);
        return all;
    }
}
