using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>The functions and operators of points and vectors, as <see cref="Operations"/> has those of numbers.</summary>
public static class VectorOperations
{
    public static readonly IReadOnlyList<Kind> Vectors =
    [
        Kind.StateVector,
        Kind.ActVector,
        Kind.FeatureVector,
        Kind.LogitVector,
        Kind.CandidateVector,
    ];

    public static readonly IReadOnlyList<Operation> OfPoints =
    [
        new(Kind.StateVector, "((Vector){0})", [Kind.State], v => v[0], t => t[0]),
        new(Kind.ActVector, "((Vector){0})", [Kind.Act], v => v[0], t => t[0]),
        new(Kind.StateVector, "({0} - {1})", [Kind.State, Kind.State], v => Zip(v, (x, y) => x - y), t => t[0] - t[1]),
        new(Kind.ActVector, "({0} - {1})", [Kind.Act, Kind.Act], v => Zip(v, (x, y) => x - y), t => t[0] - t[1]),
        new(Kind.State, "({0} + {1})", [Kind.State, Kind.StateVector], v => Zip(v, (x, y) => x + y), t => t[0].Plus(t[1])),
        new(Kind.Act, "({0} + {1})", [Kind.Act, Kind.ActVector], v => Zip(v, (x, y) => x + y), t => t[0].Plus(t[1])),
        new(Kind.Act, "({0} - {1})", [Kind.Act, Kind.ActVector], v => Zip(v, (x, y) => x - y), t => t[0] - t[1]),
        new(Kind.StateVector, "({0} - {1})", [Kind.State, Kind.StateVector], v => Zip(v, (x, y) => x - y), t => t[0] - t[1]),
        new(Kind.ActVector, "({1} * ((Vector){0}))", [Kind.Act, Kind.Number], v => [.. v[0].Select(x => v[1][0] * x)], t => t[0] * t[1]),
        new(Kind.Act, "Act.At({0})", [Kind.ActVector], v => v[0], t => t[0]),
    ];

    public static IReadOnlyList<Operation> OfVectors(Kind vector) =>
        [
            new(vector, "({0} + {1})", [vector, vector], v => Zip(v, (x, y) => x + y), t => t[0].Plus(t[1])),
            new(vector, "({0} - {1})", [vector, vector], v => Zip(v, (x, y) => x - y), t => t[0] - t[1]),
            new(vector, "({0} * {1})", [vector, vector], v => Zip(v, (x, y) => x * y), t => t[0] * t[1]),
            new(vector, "(-{0})", [vector], v => [.. v[0].Select(x => -x)], t => t[0].neg()),
            new(vector, "({1} * {0})", [vector, Kind.Number], v => [.. v[0].Select(x => v[1][0] * x)], t => t[0] * t[1]),
            new(vector, "(2 * {0})", [vector], v => [.. v[0].Select(x => 2 * x)], t => t[0].Plus(t[0])),
            new(vector, "({0} - {1})", [vector, Kind.Number], v => [.. v[0].Select(x => x - v[1][0])], t => t[0] - t[1]),
            new(vector, "({0} / 4)", [vector], v => [.. v[0].Select(x => x / 4)], t => t[0].Times(0.25)),
            new(vector, "Softmax({0})", [vector], v => Softmax(v[0]), t => Softmax(t[0])),
            new(vector, "LogSoftmax({0})", [vector], v => Array.ConvertAll(Softmax(v[0]), Math.Log), t => Softmax(t[0]).log()),
            new(vector, "Exp(Softmax({0}))", [vector], v => Array.ConvertAll(Softmax(v[0]), Math.Exp), t => Softmax(t[0]).exp()),
            new(
                vector,
                "Repeat({1}, {0})",
                [vector, Kind.Number],
                v => Array.ConvertAll(v[0], x => v[1][0]),
                t => t[0].Times(0).Plus(t[1])
            ),
            new(
                vector,
                "OneHotLike({0}, 0, {1})",
                [vector, Kind.Number],
                v => [.. v[0].Select((_, i) => i == 0 ? v[1][0] : 0)],
                t => Unit(t[0]) * t[1]
            ),
        ];

    public static Operation DivideVector(Kind vector) =>
        new(vector, "({0} / {1})", [vector, vector], v => Zip(v, (x, y) => x / y), t => t[0] / t[1]);

    public static Operation DivideByNumber(Kind vector) =>
        new(vector, "({0} / {1})", [vector, Kind.Number], v => [.. v[0].Select(x => x / v[1][0])], t => t[0] / t[1]);

    public static Operation ExpVector(Kind vector) =>
        new(vector, "Exp({0})", [vector], v => Array.ConvertAll(v[0], Math.Exp), t => t[0].exp());

    public static Operation LogVector(Kind vector) =>
        new(vector, "Log({0})", [vector], v => Array.ConvertAll(v[0], Math.Log), t => t[0].log());

    /// <summary>From vectors to numbers.</summary>
    public static IReadOnlyList<Operation> ToNumbers(Kind vector) =>
        [
            new(Kind.Number, "Sum({0})", [vector], v => [v[0].Sum()], t => t[0].sum()),
            new(Kind.Number, "Dot({0}, {1})", [vector, vector], v => [Zip(v, (x, y) => x * y).Sum()], t => (t[0] * t[1]).sum()),
            new(Kind.Number, "SquaredNorm({0})", [vector], v => [v[0].Sum(x => x * x)], t => (t[0] * t[0]).sum()),
            new(Kind.Number, "Norm({0})", [vector], v => [Length(v[0])], t => (t[0] * t[0]).sum().sqrt(), v => Length(v[0]) / 50),
            new(Kind.Number, "LogSumExp({0})", [vector], v => [Math.Log(v[0].Sum(Math.Exp))], t => t[0].exp().sum().log()),
            new(Kind.Number, "{0}[0]", [vector], v => [v[0][0]], t => t[0][0]),
        ];

    /// <summary>One logit: of the row's choice, or by number.</summary>
    public static readonly Operation Second = new(Kind.Number, "{0}[1]", [Kind.LogitVector], v => [v[0][1]], t => t[0][1]);

    public static readonly Operation Chosen = new(
        Kind.Number,
        "{0}[{1}]",
        [Kind.LogitVector, Kind.Choice],
        v => [v[0][(int)v[1][0]]],
        t => t[0][(long)Operations.At(t[1])]
    );

    public static readonly Operation ChosenUnit = new(
        Kind.LogitVector,
        "OneHotLike({0}, {1}, {2})",
        [Kind.LogitVector, Kind.Choice, Kind.Number],
        v => [.. v[0].Select((_, i) => i == (int)v[1][0] ? v[2][0] : 0)],
        t => tensor(t[0].data<double>().ToArray().Select((_, i) => i == (int)Operations.At(t[1]) ? 1.0 : 0.0).ToArray(), float64) * t[2]
    );

    private static double[] Zip(double[][] values, Func<double, double, double> combine) => [.. values[0].Zip(values[1], combine)];

    private static double[] Softmax(double[] values)
    {
        var powers = Array.ConvertAll(values, Math.Exp);
        var total = powers.Sum();
        return [.. powers.Select(power => power / total)];
    }

    private static Tensor Softmax(Tensor values) => values.exp() / values.exp().sum();

    private static Tensor Unit(Tensor like) => cat([ones(1, float64), zeros(like.shape[0] - 1, float64)]);

    private static double Length(double[] values) => Math.Sqrt(values.Sum(x => x * x));
}
