using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Functions of each component of a vector, conditions and masks; on operands that they are defined for.</summary>
public static class Componentwise
{
    public static IReadOnlyList<Operation> OfVectors(Kind vector) =>
        [
            new(vector, "({0} + {1})", [vector, Kind.Number], v => [.. v[0].Select(x => x + v[1][0])], t => t[0].Plus(t[1])),
            new(vector, "({1} + {0})", [vector, Kind.Number], v => [.. v[0].Select(x => v[1][0] + x)], t => t[1].Plus(t[0])),
            new(vector, "({1} - {0})", [vector, Kind.Number], v => [.. v[0].Select(x => v[1][0] - x)], t => t[1] - t[0]),
            new(vector, "(1 - {0})", [vector], v => [.. v[0].Select(x => 1 - x)], t => t[0].neg().Plus(1)),
            Each(vector, "Tanh({0})", Math.Tanh, x => x.Plus(x).exp().Plus(1).reciprocal().Times(-2).Plus(1)),
            Each(vector, "Atanh(0.5 * Sin({0}))", x => Math.Atanh(0.5 * Math.Sin(x)), x => Artanh(x.sin().Times(0.5))),
            Each(vector, "Sqrt(0.25 + Square({0}))", x => Math.Sqrt(0.25 + x * x), x => (x * x).Plus(0.25).sqrt()),
            Each(vector, "Cos({0})", Math.Cos, x => x.cos()),
            Each(vector, "Sigmoid({0})", x => 1 / (1 + Math.Exp(-x)), x => x.neg().exp().Plus(1).reciprocal()),
            Each(vector, "LogSigmoid({0})", x => -Math.Log(1 + Math.Exp(-x)), x => x.neg().exp().Plus(1).log().neg()),
            Each(vector, "Softplus({0})", x => Math.Log(1 + Math.Exp(x)), x => x.exp().Plus(1).log()),
            Each(vector, "Floor({0})", Math.Floor, x => x.floor(), x => Math.Abs(x - Math.Round(x))),
            Each(vector, "LogGamma(0.5 + Square({0}))", x => Gammas.Log(0.5 + x * x), x => Gammas.Log((x * x).Plus(0.5))),
            Each(vector, "Digamma(0.5 + Square({0}))", x => Gammas.Digamma(0.5 + x * x), x => Gammas.Digamma((x * x).Plus(0.5))),
            Each(vector, "Trigamma(0.5 + Square({0}))", x => Gammas.Trigamma(0.5 + x * x), x => Gammas.Trigamma((x * x).Plus(0.5))),
            Each(vector, "Within({0}, -1, 1)", x => x >= -1 && x <= 1 ? 1 : 0, x => x.abs().AtMost(1).to(float64), FromOne),
            Each(vector, "Clamp({0}, -1, 1)", x => Math.Min(Math.Max(x, -1), 1), x => x.clamp(Least, Most), FromOne),
            new(
                vector,
                "Clamp({0}, {1}, {1} + 0.5)",
                [vector, Kind.Number],
                v => [.. v[0].Select(x => Math.Min(Math.Max(x, v[1][0]), v[1][0] + 0.5))],
                t => minimum(maximum(t[0], t[1]), t[1].Plus(0.5)),
                v => v[0].Min(x => Math.Min(Math.Abs(x - v[1][0]), Math.Abs(x - v[1][0] - 0.5)))
            ),
            new(
                vector,
                "Where(Within({0}, -1, 1), {1}, {2})",
                [vector, vector, vector],
                v => [.. v[0].Select((x, i) => Math.Abs(x) <= 1 ? v[1][i] : v[2][i])],
                t => where(t[0].abs().AtMost(1), t[1], t[2]),
                v => v[0].Min(FromOne)
            ),
            new(
                vector,
                "Softmax(Masked({0}, OneHotLike({0}, 0, 1) + Within({1}, -1, 1)))",
                [vector, vector],
                v => Softmax([.. v[0].Select((x, i) => i == 0 || Math.Abs(v[1][i]) <= 1 ? x : double.NegativeInfinity)]),
                t => Softmax(t[0], t[1]),
                v => v[1].Min(FromOne)
            ),
        ];

    public static IReadOnlyList<Operation> ToNumbers(Kind vector) =>
        [
            new(Kind.Number, "SoftmaxEntropy({0})", [vector], v => [Entropy(Softmax(v[0]))], t => Entropy(t[0].exp() / t[0].exp().sum())),
            new(
                Kind.Number,
                "SoftmaxEntropy(Masked({0}, OneHotLike({0}, 0, 1) + Within({1}, -1, 1)))",
                [vector, vector],
                v => [Entropy(Softmax([.. v[0].Select((x, i) => i == 0 || Math.Abs(v[1][i]) <= 1 ? x : double.NegativeInfinity)]))],
                t => Entropy(Softmax(t[0], t[1])),
                v => v[1].Min(FromOne)
            ),
        ];

    /// <summary>The same functions of numbers.</summary>
    public static readonly IReadOnlyList<Operation> OfNumbers =
    [
        Each(Kind.Number, "LogGamma(0.5 + Square({0}))", x => Gammas.Log(0.5 + x * x), x => Gammas.Log((x * x).Plus(0.5))),
        Each(Kind.Number, "Digamma(0.5 + Square({0}))", x => Gammas.Digamma(0.5 + x * x), x => Gammas.Digamma((x * x).Plus(0.5))),
        Each(Kind.Number, "Trigamma(0.5 + Square({0}))", x => Gammas.Trigamma(0.5 + x * x), x => Gammas.Trigamma((x * x).Plus(0.5))),
        Each(Kind.Number, "Within({0}, -1, 1)", x => x >= -1 && x <= 1 ? 1 : 0, x => x.abs().AtMost(1).to(float64), FromOne),
        new(
            Kind.Number,
            "Where(({0} ? 2.0 : 0.0), {1}, {2})",
            [Kind.Truth, Kind.Number, Kind.Number],
            v => v[v[0][0] != 0 ? 1 : 2],
            t => t[t[0].item<double>() != 0 ? 1 : 2]
        ),
        new(
            Kind.Number,
            "Math.Exp(Masked(Math.Sin({1}), ({0} ? 1.0 : 0.0)))",
            [Kind.Truth, Kind.Number],
            v => [v[0][0] != 0 ? Math.Exp(Math.Sin(v[1][0])) : 0],
            t => t[0].item<double>() != 0 ? t[1].sin().exp() : tensor(0.0, float64)
        ),
    ];

    private static readonly TorchSharp.Scalar Least = -1.0,
        Most = 1.0;

    private static Operation Each(
        Kind kind,
        string format,
        Func<double, double> plain,
        Func<Tensor, Tensor> torch,
        Func<double, double>? margin = null
    ) =>
        new(
            kind,
            format,
            [kind],
            v => Array.ConvertAll(v[0], x => plain(x)),
            t => torch(t[0]),
            margin is null ? null : v => v[0].Min(margin)
        );

    private static double FromOne(double x) => Math.Abs(Math.Abs(x) - 1);

    private static double[] Softmax(double[] values)
    {
        var powers = Array.ConvertAll(values, Math.Exp);
        var total = powers.Sum();
        return [.. powers.Select(power => power / total)];
    }

    private static Tensor Softmax(Tensor values, Tensor distances)
    {
        var isAllowed = distances.abs().AtMost(1);
        isAllowed[0] = tensor(true);
        var powers = values.exp() * isAllowed.to(float64);
        return powers / powers.sum();
    }

    private static double Entropy(double[] p) => -p.Sum(x => x == 0 ? 0 : x * Math.Log(x));

    private static Tensor Entropy(Tensor p) => (p * where(p.Above(0), p, ones_like(p)).log()).sum().neg();

    private static Tensor Artanh(Tensor x) => (x.Plus(1) / x.neg().Plus(1)).log().Times(0.5);
}
