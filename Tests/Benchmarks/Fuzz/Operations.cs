using DeclarativeIL.Arithmetic;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// The functions and operators that equations are made of. What they mean is written down here once more, in other words than
/// the library's: in plain C# and in elementary TorchSharp operations, which autograd differentiates.
/// </summary>
public static class Operations
{
    // numbers
    private static readonly Scalar Third = 1.0 / 3;

    public static readonly Operation Add = Two("({0} + {1})", (x, y) => x + y, (x, y) => x.Plus(y));
    public static readonly Operation Subtract = Two("({0} - {1})", (x, y) => x - y, (x, y) => x - y);
    public static readonly Operation Multiply = Two("({0} * {1})", (x, y) => x * y, (x, y) => x * y);
    public static readonly Operation Divide = Two("({0} / {1})", (x, y) => x / y, (x, y) => x / y);
    public static readonly Operation Twice = One("(2 * {0})", x => 2 * x, x => x.Plus(x));
    public static readonly Operation Half = One("({0} / 2)", x => x / 2, x => x.Times(0.5));
    public static readonly Operation Negate = One("(-{0})", x => -x, x => x.neg());
    public static readonly Operation Exp = One("Math.Exp({0})", Math.Exp, x => x.exp());
    public static readonly Operation Log = One("Math.Log({0})", Math.Log, x => x.log());
    public static readonly Operation Sqrt = One("Math.Sqrt({0})", Math.Sqrt, x => x.sqrt());
    public static readonly Operation Square = One("Square({0})", x => x * x, x => x * x);
    public static readonly Operation Pow = Two("Math.Pow({0}, {1})", Math.Pow, (x, y) => x.pow(y));
    public static readonly Operation Cube = One("Math.Pow({0}, 3)", x => x * x * x, x => x * x * x);
    public static readonly Operation LogOf = Two("Math.Log({0}, {1})", (x, b) => Math.Log(x) / Math.Log(b), (x, b) => x.log() / b.log());
    public static readonly Operation Log2 = One("Math.Log2({0})", Math.Log2, x => x.log().Over(Math.Log(2)));
    public static readonly Operation Log10 = One("Math.Log10({0})", Math.Log10, x => x.log().Over(Math.Log(10)));
    public static readonly Operation Asin = One("Math.Asin({0})", Math.Asin, x => x.asin());
    public static readonly Operation Acos = One("Math.Acos({0})", Math.Acos, x => x.acos());
    public static readonly Operation Atanh = One("Math.Atanh({0})", Math.Atanh, x => (x.Plus(1) / x.neg().Plus(1)).log().Times(0.5));
    public static readonly Operation Acosh = One("Math.Acosh({0})", Math.Acosh, x => x.Plus((x * x).Minus(1).sqrt()).log());
    public static readonly Operation Sinh = One("Math.Sinh({0})", Math.Sinh, x => (x.exp() - x.neg().exp()).Times(0.5));
    public static readonly Operation Cosh = One("Math.Cosh({0})", Math.Cosh, x => x.exp().Plus(x.neg().exp()).Times(0.5));
    public static readonly Operation Tan = One("Math.Tan({0})", Math.Tan, x => x.sin() / x.cos());
    public static readonly Operation Atan2 = Two("Math.Atan2({0}, {1})", Math.Atan2, (y, x) => y.atan2(x));
    public static readonly Operation Log1mExp = One("Log1mExp({0})", x => Math.Log(1 - Math.Exp(x)), x => x.exp().neg().Plus(1).log());
    public static readonly Operation Clamp = new(
        Kind.Number,
        "Math.Clamp({0}, {1}, {2})",
        [Kind.Number, Kind.Number, Kind.Number],
        v => [Math.Min(Math.Max(v[0][0], v[1][0]), v[2][0])],
        t =>
            At(t[0]) < At(t[1]) ? t[1]
            : At(t[0]) > At(t[2]) ? t[2]
            : t[0],
        v => v[1][0] > v[2][0] ? 0 : Math.Min(Apart(v[0][0], v[1][0]), Apart(v[0][0], v[2][0]))
    );

    public static readonly Operation ClampHalf = new(
        Kind.Number,
        "Math.Clamp({0}, -0.5, 0.5)",
        [Kind.Number],
        v => [Math.Min(Math.Max(v[0][0], -0.5), 0.5)],
        t =>
            At(t[0]) < -0.5 ? tensor(-0.5, float64)
            : At(t[0]) > 0.5 ? tensor(0.5, float64)
            : t[0],
        v => Apart(Math.Abs(v[0][0]), 0.5)
    );

    /// <summary>Defined for every number, with moderate values and slopes.</summary>
    public static readonly IReadOnlyList<Operation> Tame =
    [
        Square,
        Negate,
        Twice,
        Half,
        ClampHalf,
        One("Math.Tanh({0})", Math.Tanh, x => x.Plus(x).exp().Plus(1).reciprocal().Times(-2).Plus(1)),
        One("Math.Sin({0})", Math.Sin, x => x.sin()),
        One("Math.Cos({0})", Math.Cos, x => x.cos()),
        One("Math.Atan({0})", Math.Atan, x => x.atan()),
        One("Math.Asinh({0})", Math.Asinh, x => x.asinh()),
        One("Math.Cbrt({0})", Math.Cbrt, x => x.abs().pow(Third) * x.sign(), x => Math.Abs(x) / 50),
        One("Math.Abs({0})", Math.Abs, x => At(x) > 0 ? x : x.neg(), Math.Abs),
        One("Sigmoid({0})", x => 1 / (1 + Math.Exp(-x)), x => x.neg().exp().Plus(1).reciprocal()),
        One("LogSigmoid({0})", x => -Math.Log(1 + Math.Exp(-x)), x => x.neg().exp().Plus(1).log().neg()),
        One("Softplus({0})", x => Math.Log(1 + Math.Exp(x)), x => x.exp().Plus(1).log()),
    ];

    /// <summary>Piecewise constant.</summary>
    public static readonly IReadOnlyList<Operation> Steps =
    [
        One("((double)Math.Sign({0}))", x => Math.Sign(x), x => x.sign(), Math.Abs),
        One("Math.Floor({0})", Math.Floor, x => x.floor(), ToWhole),
        One("Math.Ceiling({0})", Math.Ceiling, x => x.ceil(), ToWhole),
        One("Math.Truncate({0})", Math.Truncate, x => x.trunc(), ToWhole),
        One("Math.Round({0})", Math.Round, x => x.round(), x => ToWhole(x - 0.5)),
    ];

    public static readonly IReadOnlyList<Operation> Extremes =
    [
        Two("Math.Max({0}, {1})", Math.Max, (x, y) => At(x) >= At(y) ? x : y, Apart),
        Two("Math.Min({0}, {1})", Math.Min, (x, y) => At(x) <= At(y) ? x : y, Apart),
    ];

    public static readonly Operation CrossEntropy = new(
        Kind.Number,
        "BinaryCrossEntropy({0}, {1})",
        [Kind.Number, Kind.Truth],
        v => [Math.Log(1 + Math.Exp(v[1][0] != 0 ? -v[0][0] : v[0][0]))],
        t => (At(t[1]) != 0 ? t[0].neg() : t[0]).exp().Plus(1).log()
    );

    public static readonly Operation ToNumber = new(Kind.Number, "((double){0})", [Kind.Whole], v => v[0], t => t[0]);
    public static readonly Operation Plus = new(
        Kind.Number,
        "({0} + {1})",
        [Kind.Number, Kind.Whole],
        v => [v[0][0] + v[1][0]],
        t => t[0].Plus(t[1])
    );
    public static readonly Operation Times = new(
        Kind.Number,
        "({0} * {1})",
        [Kind.Whole, Kind.Number],
        v => [v[0][0] * v[1][0]],
        t => t[0] * t[1]
    );

    public static readonly IReadOnlyList<Operation> OfWholes =
    [
        new(Kind.Whole, "({0} + {1})", [Kind.Whole, Kind.Whole], v => [v[0][0] + v[1][0]], t => t[0].Plus(t[1])),
        new(Kind.Whole, "({0} * {1})", [Kind.Whole, Kind.Whole], v => [v[0][0] * v[1][0]], t => t[0] * t[1]),
        new(Kind.Whole, "({0} - {1})", [Kind.Whole, Kind.Whole], v => [v[0][0] - v[1][0]], t => t[0] - t[1]),
        new(Kind.Whole, "(-{0})", [Kind.Whole], v => [-v[0][0]], t => t[0].neg()),
    ];

    // conditions
    public static readonly IReadOnlyList<Operation> OfNumbers =
    [
        Compare(Kind.Number, "<", (x, y) => x < y, Apart),
        Compare(Kind.Number, "<=", (x, y) => x <= y, Apart),
        Compare(Kind.Number, ">", (x, y) => x > y, Apart),
        Compare(Kind.Number, ">=", (x, y) => x >= y, Apart),
    ];

    public static readonly IReadOnlyList<Operation> Conditions =
    [
        Compare(Kind.Whole, "==", (x, y) => x == y),
        Compare(Kind.Whole, "!=", (x, y) => x != y),
        Compare(Kind.Whole, "<", (x, y) => x < y),
        Compare(Kind.Whole, ">=", (x, y) => x >= y),
        Compare(Kind.Level, "<", (x, y) => x < y),
        Compare(Kind.Level, ">=", (x, y) => x >= y),
        Compare(Kind.Level, "==", (x, y) => x == y),
        Compare(Kind.Level, "!=", (x, y) => x != y),
        Compare(Kind.Truth, "==", (x, y) => x == y),
        Compare(Kind.Truth, "!=", (x, y) => x != y),
    ];

    public static readonly Operation Not = new(Kind.Truth, "(!{0})", [Kind.Truth], v => [1 - v[0][0]], t => t[0].neg().Plus(1));

    private static Operation One(
        string format,
        Func<double, double> plain,
        Func<Tensor, Tensor> torch,
        Func<double, double>? margin = null
    ) => new(Kind.Number, format, [Kind.Number], v => [plain(v[0][0])], t => torch(t[0]), margin is null ? null : v => margin(v[0][0]));

    private static Operation Two(
        string format,
        Func<double, double, double> plain,
        Func<Tensor, Tensor, Tensor> torch,
        Func<double, double, double>? margin = null
    ) =>
        new(
            Kind.Number,
            format,
            [Kind.Number, Kind.Number],
            v => [plain(v[0][0], v[1][0])],
            t => torch(t[0], t[1]),
            margin is null ? null : v => margin(v[0][0], v[1][0])
        );

    private static Operation Compare(
        Kind kind,
        string @operator,
        Func<double, double, bool> compare,
        Func<double, double, double>? margin = null
    ) =>
        new(
            Kind.Truth,
            $"({{0}} {@operator} {{1}})",
            [kind, kind],
            v => [compare(v[0][0], v[1][0]) ? 1 : 0],
            t => tensor(compare(At(t[0]), At(t[1])) ? 1.0 : 0.0, float64),
            margin is null ? null : v => margin(v[0][0], v[1][0])
        );

    private static double Apart(double x, double y) => Math.Abs(x - y) / Math.Max(1, Math.Max(Math.Abs(x), Math.Abs(y)));

    private static double ToWhole(double x) => Math.Abs(x - Math.Round(x));

    internal static double At(Tensor number) => number.item<double>();
}
