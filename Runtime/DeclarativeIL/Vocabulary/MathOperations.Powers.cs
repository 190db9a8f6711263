using DeclarativeIL.Arithmetic;
using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class MathOperations
{
    private const double LogOf2 = 0.69314718055994530942,
        LogOf10 = 2.3025850929940456840;

    /// <summary>The square root.</summary>
    [Operation(nameof(Sqrt), Latex = @"\sqrt{{{0}}}")]
    [Gradient("d", nameof(SqrtGradient))]
    public static double Sqrt(double d) => Math.Sqrt(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sqrt(Tensor d) => Given(d).sqrt();

    /// <summary>d sqrt(x) = 1 / (2 sqrt(x)); infinite at 0.</summary>
    public static double SqrtGradient(double d, double gradient) => gradient / (2 * Math.Sqrt(d));

    /// <summary>The cube root.</summary>
    [Operation(nameof(Cbrt), Latex = @"\sqrt[3]{{{0}}}")]
    [Gradient("d", nameof(CbrtGradient))]
    public static double Cbrt(double d) => Math.Cbrt(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Cbrt(Tensor d)
    {
        using Scalar third = 1.0 / 3;
        return Given(d).abs().pow(third) * d.sign();
    }

    /// <summary>d cbrt(x) = 1 / (3 cbrt(x)^2); infinite at 0.</summary>
    public static double CbrtGradient(double d, double gradient) => gradient / (3 * Math.Cbrt(d) * Math.Cbrt(d));

    /// <summary>The logarithm to base 2.</summary>
    [Operation(nameof(Log2), Latex = @"\log_2 {0}")]
    [Gradient("x", nameof(Log2Gradient))]
    public static double Log2(double x) => Math.Log2(x);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Log2(Tensor x) => Given(x).log2();

    /// <summary>d log2(x) = 1 / (x log 2).</summary>
    public static double Log2Gradient(double x, double gradient) => gradient / (x * LogOf2);

    /// <summary>The logarithm to base 10.</summary>
    [Operation(nameof(Log10), Latex = @"\log_{{10}} {0}")]
    [Gradient("d", nameof(Log10Gradient))]
    public static double Log10(double d) => Math.Log10(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Log10(Tensor d) => Given(d).log10();

    /// <summary>d log10(x) = 1 / (x log 10).</summary>
    public static double Log10Gradient(double d, double gradient) => gradient / (d * LogOf10);

    /// <summary>The logarithm of <paramref name="a"/> to a given base; no number where the base is 0, 1 or infinite.</summary>
    [Operation(nameof(Log), Latex = @"\log_{{{1}}} {0}")]
    [Gradient("a", nameof(LogToBaseGradientA))]
    [Gradient("newBase", nameof(LogToBaseGradientBase))]
    public static double Log(double a, double newBase) => Math.Log(a, newBase);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Log(Tensor a, Tensor newBase)
    {
        var unusable = Given(newBase).Is(1).logical_or(newBase.Is(0).logical_or(newBase.isinf()).logical_and(Given(a).IsNot(1)));
        return (a.log() / newBase.log()).Filled(unusable, double.NaN);
    }

    /// <summary>d log_b(a) / da = 1 / (a log b).</summary>
    public static double LogToBaseGradientA(double a, double newBase, double gradient) => gradient / (a * Math.Log(newBase));

    /// <summary>d log_b(a) / db = -log_b(a) / (b log b).</summary>
    public static double LogToBaseGradientBase(double a, double newBase, double gradient) =>
        -gradient * Math.Log(a, newBase) / (newBase * Math.Log(newBase));
}
