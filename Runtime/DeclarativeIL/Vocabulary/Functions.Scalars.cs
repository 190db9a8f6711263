using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    private const double NegativeLog2 = -0.69314718055994530942;

    /// <summary>x^2.</summary>
    [Operation(nameof(Square), Latex = @"\left( {0} \right)^2")]
    [Gradient("x", nameof(SquareGradient))]
    public static double Square(double x) => x * x;

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Square(Tensor x) => Given(x).mul(x);

    /// <summary>d x^2 = 2 x.</summary>
    public static double SquareGradient(double x, double gradient) => 2 * gradient * x;

    /// <summary>1 / (1 + e^-x).</summary>
    [Operation(nameof(Sigmoid), Latex = @"\sigma\left( {0} \right)")]
    [Gradient("x", nameof(SigmoidGradient))]
    public static double Sigmoid(double x)
    {
        var small = Math.Exp(-Math.Abs(x)); // never overflows
        return (x >= 0 ? 1 : small) / (1 + small);
    }

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sigmoid(Tensor x) => Given(x).sigmoid();

    /// <summary>d sigma(x) = sigma(x) sigma(-x).</summary>
    public static double SigmoidGradient(double x, double gradient) => gradient * Sigmoid(x) * Sigmoid(-x);

    /// <summary>log sigma(x) = -log(1 + e^-x), without overflow or cancellation.</summary>
    [Operation(nameof(LogSigmoid), Latex = @"\log \sigma\left( {0} \right)")]
    [Gradient("x", nameof(LogSigmoidGradient))]
    public static double LogSigmoid(double x) => Math.Min(x, 0) - Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>Batched, elementwise.</summary>
    public static Tensor LogSigmoid(Tensor x) => nn.functional.logsigmoid(Given(x));

    /// <summary>d log sigma(x) = sigma(-x).</summary>
    public static double LogSigmoidGradient(double x, double gradient) => gradient * Sigmoid(-x);

    /// <summary>log(1 + e^x), without overflow or cancellation.</summary>
    [Operation(nameof(Softplus), Latex = @"\log\left( 1 + e^{{{0}}} \right)")]
    [Gradient("x", nameof(SoftplusGradient))]
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>Batched, elementwise.</summary>
    /// <remarks>Not torch's softplus, which is x itself above 20 and so off by up to 2e-9.</remarks>
    public static Tensor Softplus(Tensor x) => nn.functional.logsigmoid(Given(x).neg()).neg();

    /// <summary>d log(1 + e^x) = sigma(x).</summary>
    public static double SoftplusGradient(double x, double gradient) => gradient * Sigmoid(x);

    /// <summary>log(1 - e^x) for x below 0; -infinity at 0 and no number above (Maechler 2012: split at -log 2).</summary>
    [Operation(nameof(Log1mExp), Latex = @"\log\left( 1 - e^{{{0}}} \right)")]
    [Gradient("x", nameof(Log1mExpGradient))]
    public static double Log1mExp(double x) => x > NegativeLog2 ? Math.Log(-Expm1(x)) : Log1p(-Math.Exp(x));

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Log1mExp(Tensor x)
    {
        using Scalar split = NegativeLog2;
        var far = Given(x).clamp_max(split).exp().neg().log1p(); // clamped: the branch not taken stays finite for autograd
        return where(x.gt(split), x.expm1().neg().log(), far);
    }

    /// <summary>d log(1 - e^x) = -e^x / (1 - e^x).</summary>
    public static double Log1mExpGradient(double x, double gradient) => -gradient * Math.Exp(x - Log1mExp(x));

    /// <summary>-log sigma(logit) where the label is true, else -log sigma(-logit).</summary>
    [Operation(nameof(BinaryCrossEntropy), Latex = @"\mathrm{{BCE}}\left( {0}, {1} \right)")]
    [Gradient("logit", nameof(BinaryCrossEntropyGradient))]
    public static double BinaryCrossEntropy(double logit, bool label) => Softplus(label ? -logit : logit);

    /// <summary>Batched, elementwise.</summary>
    /// <param name="logit">[...].</param>
    /// <param name="label">[...], boolean, or 0 for false and any other number for true.</param>
    public static Tensor BinaryCrossEntropy(Tensor logit, Tensor label) =>
        nn.functional.logsigmoid(where(Given(label).to(ScalarType.Bool), logit, Given(logit).neg())).neg();

    /// <summary>sigma(logit) - label, without cancellation.</summary>
    public static double BinaryCrossEntropyGradient(double logit, bool label, double gradient) =>
        label ? -gradient * Sigmoid(-logit) : gradient * Sigmoid(logit);

    /// <summary>log(1 + x) for small x too (Kahan: the rounding of 1 + x cancels out of the quotient).</summary>
    private static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>e^x - 1 for small negative x too, by the same device; for x above -1.</summary>
    private static double Expm1(double x)
    {
        var power = Math.Exp(x);
        return power == 1 ? x : (power - 1) * (x / Math.Log(power));
    }
}
