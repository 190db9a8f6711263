using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>log |Gamma(x)|; infinite at 0 and at the negative whole numbers.</summary>
    /// <remarks>
    /// For positive x to a few units in the last place, near the zeros at 1 and 2 too: Abramowitz, Stegun 1964, 6.1.33 up to 2.5, 6.1.15
    /// up to 10, 6.1.41 (Stirling) above; 6.1.17 (reflection) below 0.
    /// </remarks>
    [Operation(nameof(LogGamma), Latex = @"\log \Gamma\left( {0} \right)")]
    [Gradient("x", nameof(LogGammaGradient))]
    public static double LogGamma(double x) => GammaFunctions.LogGamma(x);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor LogGamma(Tensor x) => Given(x).lgamma();

    /// <summary>d log Gamma(x) = psi(x).</summary>
    public static double LogGammaGradient(double x, double gradient) => gradient * Digamma(x);

    /// <summary>log |Gamma(v)|, componentwise.</summary>
    [Operation(nameof(LogGamma), Each = nameof(LogGamma), Latex = @"\log \Gamma\left( {0} \right)")]
    [Gradient("v", nameof(LogGammaGradient))]
    public static Vector LogGamma(Vector v) => Elementwise.Map(v, LogGamma);

    /// <summary>d log Gamma(v) = psi(v), componentwise.</summary>
    public static Vector LogGammaGradient(Vector v, Vector gradient) => gradient * Digamma(v);

    /// <summary>psi(x) = d log Gamma(x) / dx; infinite at 0, no number at the negative whole numbers.</summary>
    /// <remarks>
    /// For positive x to a few units in the last place, near the zero at 1.4616 too: its Taylor series there, else Abramowitz, Stegun 1964,
    /// 6.3.5 up to 10, 6.3.18 above; 6.3.7 (reflection) below 0.
    /// </remarks>
    [Operation(nameof(Digamma), Latex = @"\psi\left( {0} \right)")]
    [Gradient("x", nameof(DigammaGradient))]
    public static double Digamma(double x) => GammaFunctions.Digamma(x);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Digamma(Tensor x) => Given(x).digamma();

    /// <summary>d psi(x) = psi'(x).</summary>
    public static double DigammaGradient(double x, double gradient) => gradient * Trigamma(x);

    /// <summary>psi(v), componentwise.</summary>
    [Operation(nameof(Digamma), Each = nameof(Digamma), Latex = @"\psi\left( {0} \right)")]
    [Gradient("v", nameof(DigammaGradient))]
    public static Vector Digamma(Vector v) => Elementwise.Map(v, Digamma);

    /// <summary>d psi(v) = psi'(v), componentwise.</summary>
    public static Vector DigammaGradient(Vector v, Vector gradient) => gradient * Trigamma(v);

    /// <summary>psi'(x), the derivative of <see cref="Digamma(double)"/>; infinite at 0 and at the negative whole numbers.</summary>
    /// <remarks>
    /// For positive x to a few units in the last place: Abramowitz, Stegun 1964, 6.4.6 up to 10, 6.4.12 above; 6.4.7 (reflection) below 0.
    /// It names no derivative: it is one itself.
    /// </remarks>
    [Operation(nameof(Trigamma), Latex = @"\psi'\left( {0} \right)")]
    public static double Trigamma(double x) => GammaFunctions.Trigamma(x);

    /// <summary>psi'(v), componentwise.</summary>
    [Operation(nameof(Trigamma), Each = nameof(Trigamma), Latex = @"\psi'\left( {0} \right)")]
    public static Vector Trigamma(Vector v) => Elementwise.Map(v, Trigamma);

    /// <summary>Batched, elementwise.</summary>
    /// <remarks>Not torch's polygamma, which is off by up to 8e-10.</remarks>
    public static Tensor Trigamma(Tensor x)
    {
        var isNegative = Given(x).Below(0);
        var positive = where(isNegative, x.neg().Plus(1), x);
        var sum = GammaFunctions.TrigammaAbove(positive.Plus(GammaFunctions.Large));
        for (var i = GammaFunctions.Large - 1; i >= 0; i--)
            sum = sum.Plus(SquaredReciprocal(positive.Plus(i)));
        var sine = (x - x.round()).FilledUnless(isNegative, 0.5).Times(Math.PI).sin(); // 1 where it is not needed: finite for autograd
        return where(isNegative, SquaredReciprocal(sine.Over(Math.PI)) - sum, sum);
    }

    private static Tensor SquaredReciprocal(Tensor x) => x.mul(x).reciprocal();
}
