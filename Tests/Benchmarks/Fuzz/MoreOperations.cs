using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Matrices, samples, rows with changed columns, ties, and the sizes of acts.</summary>
public static class MoreOperations
{
    /// <summary>Equal numbers: the first of the two has the slope.</summary>
    public static readonly IReadOnlyList<Operation> Ties =
    [
        Tie("Math.Max({0}, {0})"),
        Tie("Math.Min({0}, {0})"),
        Tie("Math.Clamp({0}, {0}, {0})"),
        Tie("Math.Max({0}, {0} + 0.0)"),
    ];

    /// <summary>A network and a view of it say the same: the first of the two has the slope.</summary>
    public static readonly IReadOnlyList<Operation> TiesOfViews =
    [
        Views("Math.Max({0}, {1})", 0),
        Views("Math.Max({1}, {0})", 1),
        Views("Math.Min({0}, {1})", 0),
        Views("Math.Min({1}, {0})", 1),
        Views("Math.Clamp({0}, {1}, 9)", 0),
        Views("Math.Clamp({1}, {0}, 9)", 1),
        Views("Math.Clamp({1}, -9, {0})", 1),
    ];

    /// <summary>Columns changed, and rows chosen; the last operand of the second says what stands there, and is not written.</summary>
    public static readonly IReadOnlyList<Operation> OfRows =
    [
        new(Kind.Number, "(d with {{ Weight = {0} }}).Weight", [Kind.Number], v => v[0], t => t[0]),
        new(
            Kind.Number,
            "({0} ? d with {{ Weight = {1} }} : d).Weight",
            [Kind.Truth, Kind.Number],
            v => v[0][0] != 0 ? v[1] : v[2],
            t => At(t[0]) != 0 ? t[1] : t[2]
        ),
    ];

    public static readonly Operation Length = new(
        Kind.Number,
        "{0}.Length",
        [Kind.Act],
        v => [v[0].Length],
        t => tensor((double)t[0].shape[0], float64)
    );

    public static readonly Operation Size = new(
        Kind.Number,
        "((double){0}.Size)",
        [Kind.State],
        v => [v[0].Length],
        t => tensor((double)t[0].shape[0], float64)
    );

    public static readonly Operation CountOf = new(
        Kind.Whole,
        "{0}.Count",
        [Kind.Candidates],
        _ => [Widths.Candidates],
        _ => tensor((double)Widths.Candidates, float64)
    );

    /// <summary>The first choice whose cumulated probability exceeds the draw.</summary>
    public static readonly Operation Categorical = new(
        Kind.Choice,
        "Categorical({0}, {1})",
        [Kind.LogitVector, Kind.Draw],
        v => [Cumulated(v[0]).Count(part => part <= v[1][0])],
        t => tensor((double)Cumulated(t[0].data<double>().ToArray()).Count(part => part <= At(t[1])), float64),
        v => Cumulated(v[0]).Min(part => Math.Abs(part - v[1][0]))
    );

    public static readonly Operation ByGain = new(
        Kind.ActVector,
        "({0} * {1})",
        [Kind.Gain, Kind.StateVector],
        v => Times(v[0], v[1]),
        t => t[0].reshape(-1, t[1].shape[0]).mv(t[1])
    );

    public static readonly Operation TraceOf = new(Kind.Number, "Trace({0})", [Kind.Covariance], v => [v[0].Sum()], t => t[0].sum());

    /// <summary>What is spread as a covariance says.</summary>
    public static readonly IReadOnlyList<Operation> ByCovariance =
    [
        new(Kind.ActVector, "({0} * {1})", [Kind.Covariance, Kind.ActVector], v => [.. v[0].Zip(v[1], (x, y) => x * y)], t => t[0] * t[1]),
        new(
            Kind.ActVector,
            "({2} * {0} * {1})",
            [Kind.Covariance, Kind.ActVector, Kind.Number],
            v => [.. v[0].Zip(v[1], (x, y) => v[2][0] * x * y)],
            t => t[2] * t[0] * t[1]
        ),
        new(
            Kind.ActVector,
            "(Cholesky({0}) * {1})",
            [Kind.Covariance, Kind.ActVector],
            v => [.. v[0].Zip(v[1], (x, y) => Math.Sqrt(x) * y)],
            t => t[0].sqrt() * t[1]
        ),
    ];

    public static IEnumerable<Operation> NumbersOf(Kind vector) =>
        [
            new(
                Kind.Number,
                "Trace(Outer({0}, {1}))",
                [vector, vector],
                v => [v[0].Zip(v[1], (x, y) => x * y).Sum()],
                t => (t[0] * t[1]).sum()
            ),
            new(
                Kind.Number,
                "Trace({2} * Outer({0}, {1}))",
                [vector, vector, Kind.Number],
                v => [v[2][0] * v[0].Zip(v[1], (x, y) => x * y).Sum()],
                t => t[2] * (t[0] * t[1]).sum()
            ),
        ];

    public static IEnumerable<Operation> VectorsOf(Kind vector, Kind other) =>
        [
            new(
                vector,
                "(Outer({0}, {1}) * {2})",
                [vector, other, other],
                v => [.. v[0].Select(x => x * v[1].Zip(v[2], (y, z) => y * z).Sum())],
                t => t[0] * (t[1] * t[2]).sum()
            ),
            new(
                vector,
                "({3} * Outer({0}, {1}) * {2})",
                [vector, other, other, Kind.Number],
                v => [.. v[0].Select(x => v[3][0] * x * v[1].Zip(v[2], (y, z) => y * z).Sum())],
                t => t[3] * t[0] * (t[1] * t[2]).sum()
            ),
            new(
                vector,
                "(Cholesky(Outer({0}, {0})) * {1})",
                [vector, vector],
                v => [.. v[0].Select(x => x * Math.Sign(v[0][0]) * v[1][0])],
                t => t[0] * t[0][0].sign() * t[1][0],
                v => Math.Abs(v[0][0]) / (20 * Math.Max(1, v[0].Max(Math.Abs))),
                IsSingular: true
            ),
        ];

    private static double At(Tensor number) => number.item<double>();

    private static Operation Tie(string format) => new(Kind.Number, format, [Kind.Number], v => v[0], t => t[0]);

    private static Operation Views(string format, int first) =>
        new(Kind.Number, format, [Kind.Number, Kind.Number], v => v[0], t => t[first], IsTie: true);

    private static double[] Times(double[] matrix, double[] vector) =>
        [
            .. Enumerable
                .Range(0, matrix.Length / vector.Length)
                .Select(row => vector.Select((x, i) => x * matrix[row * vector.Length + i]).Sum()),
        ];

    private static double[] Cumulated(double[] logits)
    {
        var (powers, sum) = (Array.ConvertAll(logits, Math.Exp), 0.0);
        var total = powers.Sum();
        return [.. powers.Select(power => (sum += power) / total)];
    }
}
