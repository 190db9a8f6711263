using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class MathOperations
{
    /// <summary>The sine of an angle in radians.</summary>
    [Operation(nameof(Sin), Latex = @"\sin {0}")]
    [Gradient("a", nameof(SinGradient))]
    public static double Sin(double a) => Math.Sin(a);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sin(Tensor a) => Given(a).sin();

    /// <summary>d sin x = cos x.</summary>
    public static double SinGradient(double a, double gradient) => gradient * Math.Cos(a);

    /// <summary>The cosine of an angle in radians.</summary>
    [Operation(nameof(Cos), Latex = @"\cos {0}")]
    [Gradient("d", nameof(CosGradient))]
    public static double Cos(double d) => Math.Cos(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Cos(Tensor d) => Given(d).cos();

    /// <summary>d cos x = -sin x.</summary>
    public static double CosGradient(double d, double gradient) => -gradient * Math.Sin(d);

    /// <summary>The tangent of an angle in radians.</summary>
    [Operation(nameof(Tan), Latex = @"\tan {0}")]
    [Gradient("a", nameof(TanGradient))]
    public static double Tan(double a) => Math.Tan(a);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Tan(Tensor a) => Given(a).tan();

    /// <summary>d tan x = 1 / cos^2 x.</summary>
    public static double TanGradient(double a, double gradient) => gradient / (Math.Cos(a) * Math.Cos(a));

    /// <summary>The angle from -pi/2 to pi/2 whose sine is given.</summary>
    [Operation(nameof(Asin), Latex = @"\arcsin {0}")]
    [Gradient("d", nameof(AsinGradient))]
    public static double Asin(double d) => Math.Asin(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Asin(Tensor d) => Given(d).asin();

    /// <summary>d asin x = 1 / sqrt(1 - x^2).</summary>
    public static double AsinGradient(double d, double gradient) => gradient / Math.Sqrt((1 - d) * (1 + d));

    /// <summary>The angle from 0 to pi whose cosine is given.</summary>
    [Operation(nameof(Acos), Latex = @"\arccos {0}")]
    [Gradient("d", nameof(AcosGradient))]
    public static double Acos(double d) => Math.Acos(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Acos(Tensor d) => Given(d).acos();

    /// <summary>d acos x = -1 / sqrt(1 - x^2).</summary>
    public static double AcosGradient(double d, double gradient) => -gradient / Math.Sqrt((1 - d) * (1 + d));

    /// <summary>The angle from -pi/2 to pi/2 whose tangent is given.</summary>
    [Operation(nameof(Atan), Latex = @"\arctan {0}")]
    [Gradient("d", nameof(AtanGradient))]
    public static double Atan(double d) => Math.Atan(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Atan(Tensor d) => Given(d).atan();

    /// <summary>d atan x = 1 / (1 + x^2).</summary>
    public static double AtanGradient(double d, double gradient) => gradient / (1 + d * d);

    /// <summary>The angle from -pi to pi of the point (x, y).</summary>
    [Operation(nameof(Atan2), Latex = @"\mathrm{{atan2}}\left( {0}, {1} \right)")]
    [Gradient("y", nameof(Atan2GradientY))]
    [Gradient("x", nameof(Atan2GradientX))]
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Atan2(Tensor y, Tensor x) => Given(y).atan2(x);

    /// <summary>d atan2(y, x) / dy = x / (x^2 + y^2); 0 at the origin.</summary>
    public static double Atan2GradientY(double y, double x, double gradient) => x == 0 && y == 0 ? 0 : gradient * x / (x * x + y * y);

    /// <summary>d atan2(y, x) / dx = -y / (x^2 + y^2); 0 at the origin.</summary>
    public static double Atan2GradientX(double y, double x, double gradient) => x == 0 && y == 0 ? 0 : -gradient * y / (x * x + y * y);
}
