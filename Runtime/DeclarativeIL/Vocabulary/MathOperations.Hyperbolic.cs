using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class MathOperations
{
    /// <summary>The hyperbolic sine.</summary>
    [Operation(nameof(Sinh), Latex = @"\sinh {0}")]
    [Gradient("value", nameof(SinhGradient))]
    public static double Sinh(double value) => Math.Sinh(value);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sinh(Tensor value) => Given(value).sinh();

    /// <summary>d sinh x = cosh x.</summary>
    public static double SinhGradient(double value, double gradient) => gradient * Math.Cosh(value);

    /// <summary>The hyperbolic cosine.</summary>
    [Operation(nameof(Cosh), Latex = @"\cosh {0}")]
    [Gradient("value", nameof(CoshGradient))]
    public static double Cosh(double value) => Math.Cosh(value);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Cosh(Tensor value) => Given(value).cosh();

    /// <summary>d cosh x = sinh x.</summary>
    public static double CoshGradient(double value, double gradient) => gradient * Math.Sinh(value);

    /// <summary>The hyperbolic tangent.</summary>
    [Operation(nameof(Tanh), Latex = @"\tanh {0}")]
    [Gradient("value", nameof(TanhGradient))]
    public static double Tanh(double value) => Math.Tanh(value);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Tanh(Tensor value) => Given(value).tanh();

    /// <summary>d tanh x = 1 / cosh^2 x (1 - tanh^2 x would cancel).</summary>
    public static double TanhGradient(double value, double gradient) => gradient / Math.Cosh(value) / Math.Cosh(value);

    /// <summary>The number whose hyperbolic sine is given.</summary>
    [Operation(nameof(Asinh), Latex = @"\mathrm{{arsinh}}\, {0}")]
    [Gradient("d", nameof(AsinhGradient))]
    public static double Asinh(double d) => Math.Asinh(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Asinh(Tensor d) => Given(d).asinh();

    /// <summary>d asinh x = 1 / sqrt(1 + x^2).</summary>
    public static double AsinhGradient(double d, double gradient) => gradient / Math.Sqrt(1 + d * d);

    /// <summary>The number from 0 whose hyperbolic cosine is given.</summary>
    [Operation(nameof(Acosh), Latex = @"\mathrm{{arcosh}}\, {0}")]
    [Gradient("d", nameof(AcoshGradient))]
    public static double Acosh(double d) => Math.Acosh(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Acosh(Tensor d) => Given(d).acosh();

    /// <summary>d acosh x = 1 / sqrt(x^2 - 1).</summary>
    public static double AcoshGradient(double d, double gradient) => gradient / Math.Sqrt((d - 1) * (d + 1));

    /// <summary>The number whose hyperbolic tangent is given.</summary>
    [Operation(nameof(Atanh), Latex = @"\mathrm{{artanh}}\, {0}")]
    [Gradient("d", nameof(AtanhGradient))]
    public static double Atanh(double d) => Math.Atanh(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Atanh(Tensor d) => Given(d).atanh();

    /// <summary>d atanh x = 1 / (1 - x^2).</summary>
    public static double AtanhGradient(double d, double gradient) => gradient / ((1 - d) * (1 + d));
}
