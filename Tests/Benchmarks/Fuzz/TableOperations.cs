using DeclarativeIL.Arithmetic;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Operations of tables, over tables of two columns made of a vector: its numbers x as rows (0, x) or (x, 2 x).</summary>
public static class TableOperations
{
    private const string First = "(Spread({0}, 2) * ColumnNumbers(Spread({0}, 2), 2))", // rows (0, x)
        Second = "(Spread({1}, 2) * ColumnNumbers(Spread({1}, 2), 2))",
        Above = "(Spread(1 + {1}, 2) * ColumnNumbers(Spread({1}, 2), 2))", // rows (0, 1 + y)
        Doubled = "(Spread({0}, 2) * (1 + ColumnNumbers(Spread({0}, 2), 2)))"; // rows (x, 2 x)

    public static IReadOnlyList<Operation> OfVectors(Kind vector) =>
        [
            new(
                vector,
                $"RowSums({Doubled} * Tiled(ColumnSums({Second}, 2), {Doubled}, 2), 2)",
                [vector, vector],
                v => [.. v[0].Select(x => 2 * x * v[1].Sum())],
                t => t[0].Times(2) * t[1].sum()
            ),
            new(
                vector,
                $"RowSums(LogSoftmaxes({First}, 2) * Spread({{1}}, 2), 2)",
                [vector, vector],
                v => Zip(v, (x, y) => y * (x - 2 * Math.Log(1 + Math.Exp(x)))),
                t => t[1] * (t[0] - t[0].exp().Plus(1).log().Times(2))
            ),
            new(
                vector,
                $"SoftmaxEntropies({First}, 2)",
                [vector],
                v => Array.ConvertAll(v[0], x => Math.Log(1 + Math.Exp(x)) - x / (1 + Math.Exp(-x))),
                t => t[0].exp().Plus(1).log() - t[0] / t[0].neg().exp().Plus(1)
            ),
            new(vector, $"RowSums(CumulativeSums({Doubled}, 2), 2)", [vector], v => Array.ConvertAll(v[0], x => 4 * x), t => t[0].Times(4)),
        ];

    /// <summary>Those that choose, on what is not trained.</summary>
    public static readonly IReadOnlyList<Operation> ThatChoose =
    [
        new(
            Kind.LogitVector,
            $"Column({Doubled}, Argmax(ColumnSums({Above}, 2)), 2)",
            [Kind.LogitVector, Kind.LogitVector],
            v => Array.ConvertAll(v[0], x => v[1].Sum(y => 1 + y) > 0 ? 2 * x : x),
            t => t[1].Plus(1).sum().item<double>() > 0 ? t[0].Times(2) : t[0].Times(1),
            v => Math.Abs(v[1].Sum(y => 1 + y))
        ),
        new(
            Kind.LogitVector,
            $"Pick({Doubled}, Argmaxes({Above}, 2), 2)",
            [Kind.LogitVector, Kind.LogitVector],
            v => Zip(v, (x, y) => 1 + y > 0 ? 2 * x : x),
            t => where(t[1].AtMost(-1), t[0], t[0].Times(2)),
            v => v[1].Min(y => Math.Abs(1 + y))
        ),
        new(
            Kind.LogitVector,
            $"RowSums(ColumnLike({Doubled}, Argmax(ColumnSums({Above}, 2)), 2, {{0}}), 2)",
            [Kind.LogitVector, Kind.LogitVector],
            v => v[0],
            t => t[0],
            v => Math.Abs(v[1].Sum(y => 1 + y))
        ),
        new(
            Kind.LogitVector,
            $"RowSums(PickLike({Doubled}, Argmaxes({Above}, 2), 2, {{0}}), 2)",
            [Kind.LogitVector, Kind.LogitVector],
            v => v[0],
            t => t[0],
            v => v[1].Min(y => Math.Abs(1 + y))
        ),
        new(
            Kind.LogitVector,
            $"((Vector)Categoricals({First}, 2, {{1}}))",
            [Kind.LogitVector, Kind.Stream],
            v => [.. v[0].Select((x, i) => Uniform(v[1], i) < 1 - Probability(x) ? 0.0 : 1)],
            t => tensor(Numbers(t[0]).Select((x, i) => Uniform(Numbers(t[1]), i) < 1 - Probability(x) ? 0.0 : 1).ToArray(), float64),
            v => v[0].Select((x, i) => Math.Abs(Uniform(v[1], i) - 1 + Probability(x))).Min()
        ),
    ];

    private static double[] Zip(double[][] v, Func<double, double, double> of) => [.. v[0].Zip(v[1], of)];

    private static double[] Numbers(Tensor tensor) => tensor.detach().data<double>().ToArray();

    private static double Probability(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <param name="stream">The upper and the lower half of the key, and the row.</param>
    private static double Uniform(double[] stream, int place) =>
        new RandomStream(((ulong)stream[0] << 32) | (ulong)stream[1]).UniformAt((ulong)stream[2], (ulong)place);
}
