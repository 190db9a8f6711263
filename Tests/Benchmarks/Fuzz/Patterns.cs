using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Patterns over numbers, those that are none among them, and ints that begin again at the other end.</summary>
public static class Patterns
{
    /// <summary>A factor by which two and more are beyond 32 bits.</summary>
    public const int Factor = 1500000007;

    public const string NotANumber = "double.NaN";

    /// <summary>Which arm takes a number, or what is made of it.</summary>
    public static readonly IReadOnlyList<Operation> Numbers =
    [
        Arms(
            "(Math.Log({0}) switch {{ double.NaN => {1}, < 0.0 => {2}, _ => {3} }})",
            3,
            x =>
                x < 0 ? 1
                : x < 1 ? 2
                : 3,
            x => Math.Min(Math.Abs(x), Math.Abs(x - 1))
        ),
        Arms(
            "({0} switch {{ < 0.1 => {1}, >= 0.1 and < 0.5 => {2}, >= 0.5 => {3}, double.NaN => {1} }})",
            3,
            x =>
                x < 0.1 ? 1
                : x < 0.5 ? 2
                : 3,
            x => Math.Min(Math.Abs(x - 0.1), Math.Abs(x - 0.5))
        ),
        Arms(
            "({0} switch {{ 0.1 or 0.5 => {1}, not > 0.1 => {2}, _ => {3} }})",
            3,
            x =>
                x is 0.1 or 0.5 ? 1
                : x <= 0.1 ? 2
                : 3,
            x => Math.Min(Math.Abs(x - 0.1), Math.Abs(x - 0.5))
        ),
        Arms("(Math.Sqrt({0}) is double.NaN ? {1} : {2})", 2, x => x < 0 ? 1 : 2, Math.Abs),
    ];

    public static readonly IReadOnlyList<Operation> Truths =
    [
        Test("(Math.Sqrt({0}) is double.NaN)", x => x < 0, Math.Abs),
        Test("(Math.Sqrt({0}) is not double.NaN and < 1.0)", x => x is >= 0 and < 1, x => Math.Min(Math.Abs(x), Math.Abs(x - 1))),
        Test("(Math.Log({0}) == Math.Log({0}))", x => x >= 0, Math.Abs),
        Test("(Math.Sqrt({0}) is < 0.5 or double.NaN)", x => x < 0.25, x => Math.Min(Math.Abs(x), Math.Abs(x - 0.25))),
    ];

    /// <summary>Of numbers as they are stored.</summary>
    public static readonly IReadOnlyList<Operation> Stored =
    [
        Test("({0} is >= 0.1)", x => x >= 0.1, x => Math.Abs(x - 0.1)),
        Test("({0} is 0.1 or 0.5)", x => x is 0.1 or 0.5, x => Math.Min(Math.Abs(x - 0.1), Math.Abs(x - 0.5))),
        new(
            Kind.Truth,
            "({0} == {1})",
            [Kind.Number, Kind.Number],
            v => [v[0][0] == v[1][0] ? 1 : 0],
            t => Truth(At(t[0]) == At(t[1])),
            v => Math.Abs(v[0][0] - v[1][0])
        ),
        new(
            Kind.Truth,
            "({0} != {1})",
            [Kind.Number, Kind.Number],
            v => [v[0][0] != v[1][0] ? 1 : 0],
            t => Truth(At(t[0]) != At(t[1])),
            v => Math.Abs(v[0][0] - v[1][0])
        ),
    ];

    public static readonly IReadOnlyList<Operation> OverflowNumbers =
    [
        Whole(Kind.Number, "(1e-9 * (({0} + {1}) * 1500000007 - {1}))", (a, b) => 1e-9 * unchecked(((a + b) * Factor) - b)),
        Whole(Kind.Number, "(1e-9 * (2147483647 + {1} + {0}))", (a, b) => 1e-9 * unchecked(int.MaxValue + b + a)),
        Whole(Kind.Number, "(1e-9 * -(({0} - {1}) * 1500000007 * 3))", (a, b) => 1e-9 * unchecked(-((a - b) * Factor * 3))),
    ];

    public static readonly IReadOnlyList<Operation> OverflowTruths =
    [
        Whole(Kind.Truth, "(({0} + {1}) * 1500000007 > 0)", (a, b) => unchecked((a + b) * Factor) > 0 ? 1 : 0),
        Whole(Kind.Truth, "(-2147483647 - {1} - {0} < {0})", (a, b) => unchecked(-int.MaxValue - b - a) < a ? 1 : 0),
    ];

    public static IEnumerable<Operation> All => [.. Numbers, .. Truths, .. Stored, .. OverflowNumbers, .. OverflowTruths];

    private static Operation Whole(Kind kind, string format, Func<int, int, double> value) =>
        new(
            kind,
            format,
            [Kind.Whole, Kind.Whole],
            v => [value((int)v[0][0], (int)v[1][0])],
            t => tensor(value((int)At(t[0]), (int)At(t[1])), float64)
        );

    private static Operation Arms(string format, int arms, Func<double, int> arm, Func<double, double> margin) =>
        new(
            Kind.Number,
            format,
            [.. Enumerable.Repeat(Kind.Number, arms + 1)],
            v => v[arm(v[0][0])],
            t => t[arm(At(t[0]))],
            v => margin(v[0][0])
        );

    private static Operation Test(string format, Func<double, bool> test, Func<double, double> margin) =>
        new(Kind.Truth, format, [Kind.Number], v => [test(v[0][0]) ? 1 : 0], t => Truth(test(At(t[0]))), v => margin(v[0][0]));

    private static Tensor Truth(bool value) => tensor(value ? 1.0 : 0.0, float64);

    private static double At(Tensor number) => number.item<double>();
}
