using System.ComponentModel;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>Makes <see cref="Math"/> part of the language: for each function its batched form and its derivative.</summary>
/// <remarks>Declarations write <c>Math.Exp</c>; this class is for the generator and the code it writes.</remarks>
[StandsFor(typeof(Math))]
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static partial class MathOperations
{
    /// <summary>e^x.</summary>
    [Operation(nameof(Exp), Latex = "e^{{{0}}}")]
    [Gradient("d", nameof(ExpGradient))]
    public static double Exp(double d) => Math.Exp(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Exp(Tensor d) => Given(d).exp();

    /// <summary>d e^x = e^x.</summary>
    public static double ExpGradient(double d, double gradient) => gradient * Math.Exp(d);

    /// <summary>Natural logarithm.</summary>
    [Operation(nameof(Log), Latex = @"\log {0}")]
    [Gradient("d", nameof(LogGradient))]
    public static double Log(double d) => Math.Log(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Log(Tensor d) => Given(d).log();

    /// <summary>d log x = 1/x.</summary>
    public static double LogGradient(double d, double gradient) => gradient / d;

    /// <summary>x^y.</summary>
    [Operation(nameof(Pow), Latex = "{0}^{{{1}}}")]
    [Gradient("x", nameof(PowGradientX))]
    [Gradient("y", nameof(PowGradientY))]
    public static double Pow(double x, double y) => Math.Pow(x, y);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Pow(Tensor x, Tensor y) => Given(x).pow(y);

    /// <summary>d x^y / dx = y x^(y-1); 0 where y is 0.</summary>
    public static double PowGradientX(double x, double y, double gradient) => y == 0 ? 0 : gradient * y * Math.Pow(x, y - 1);

    /// <summary>d x^y / dy = x^y log x; 0 where x is 0 and y positive.</summary>
    public static double PowGradientY(double x, double y, double gradient) => x == 0 && y > 0 ? 0 : gradient * Math.Pow(x, y) * Math.Log(x);

    /// <summary>The larger one; of equals, the first.</summary>
    [Operation(nameof(Max), Latex = @"\max({0}, {1})")]
    [Gradient("val1", nameof(MaxGradient1))]
    [Gradient("val2", nameof(MaxGradient2))]
    public static double Max(double val1, double val2) => Math.Max(val1, val2);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Max(Tensor val1, Tensor val2) => maximum(Given(val1), val2);

    /// <summary>The gradient goes to the first where it is not smaller.</summary>
    public static double MaxGradient1(double val1, double val2, double gradient) => val1 >= val2 ? gradient : 0;

    /// <summary>The gradient goes to the second where it is larger.</summary>
    public static double MaxGradient2(double val1, double val2, double gradient) => val1 >= val2 ? 0 : gradient;

    /// <summary>The smaller one; of equals, the first.</summary>
    [Operation(nameof(Min), Latex = @"\min({0}, {1})")]
    [Gradient("val1", nameof(MinGradient1))]
    [Gradient("val2", nameof(MinGradient2))]
    public static double Min(double val1, double val2) => Math.Min(val1, val2);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Min(Tensor val1, Tensor val2) => minimum(Given(val1), val2);

    /// <summary>The gradient goes to the first where it is not larger.</summary>
    public static double MinGradient1(double val1, double val2, double gradient) => val1 <= val2 ? gradient : 0;

    /// <summary>The gradient goes to the second where it is smaller.</summary>
    public static double MinGradient2(double val1, double val2, double gradient) => val1 <= val2 ? 0 : gradient;

    private static Tensor Given(Tensor tensor) => tensor ?? throw new ArgumentNullException(nameof(tensor));
}
