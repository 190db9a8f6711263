using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>e to each component.</summary>
    [Operation(nameof(Exp), Each = nameof(Math.Exp), Into = nameof(Exp), Latex = "e^{{{0}}}")]
    [Gradient("v", nameof(ExpGradient))]
    public static Vector Exp(Vector v) => Elementwise.Map(v, Math.Exp);

    /// <summary>The same into memory of the caller, which may be that of <paramref name="v"/>; in lanes where it is long.</summary>
    public static void Exp(ReadOnlySpan<double> v, Span<double> result) => Exponentials.Of(v, result);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Exp(Tensor v) => Given(v).exp();

    /// <summary>d e^v = e^v, componentwise.</summary>
    public static Vector ExpGradient(Vector v, Vector gradient) => gradient * Exp(v);

    /// <summary>The natural logarithm of each component.</summary>
    [Operation(nameof(Log), Each = nameof(Math.Log), Latex = @"\log {0}")]
    [Gradient("v", nameof(LogGradient))]
    public static Vector Log(Vector v) => Elementwise.Map(v, Math.Log);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Log(Tensor v) => Given(v).log();

    /// <summary>d log v = 1/v, componentwise.</summary>
    public static Vector LogGradient(Vector v, Vector gradient) => gradient / v;

    /// <summary>The square root of each component.</summary>
    [Operation(nameof(Sqrt), Each = nameof(Math.Sqrt), Latex = @"\sqrt{{{0}}}")]
    [Gradient("v", nameof(SqrtGradient))]
    public static Vector Sqrt(Vector v) => Elementwise.Map(v, Math.Sqrt);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sqrt(Tensor v) => Given(v).sqrt();

    /// <summary>d sqrt(v) = 1 / (2 sqrt(v)), componentwise; infinite at 0.</summary>
    public static Vector SqrtGradient(Vector v, Vector gradient) => gradient / (2 * Sqrt(v));

    /// <summary>v^2, componentwise.</summary>
    [Operation(nameof(Square), Each = nameof(Square), Latex = @"\left( {0} \right)^2")]
    [Gradient("v", nameof(SquareGradient))]
    public static Vector Square(Vector v) => Elementwise.Map(v, Square);

    /// <summary>d v^2 = 2 v, componentwise.</summary>
    public static Vector SquareGradient(Vector v, Vector gradient) => 2 * gradient * v;

    /// <summary>The hyperbolic tangent of each component.</summary>
    [Operation(nameof(Tanh), Each = nameof(Math.Tanh), Latex = @"\tanh {0}")]
    [Gradient("v", nameof(TanhGradient))]
    public static Vector Tanh(Vector v) => Elementwise.Map(v, Math.Tanh);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Tanh(Tensor v) => Given(v).tanh();

    /// <summary>d tanh v = 1 / cosh^2 v = 4 sigma(2 v) sigma(-2 v), componentwise (1 - tanh^2 v would cancel, cosh^2 v overflow).</summary>
    public static Vector TanhGradient(Vector v, Vector gradient) => 4 * gradient * Sigmoid(2 * v) * Sigmoid(-2 * v);

    /// <summary>The number whose hyperbolic tangent is given, componentwise.</summary>
    [Operation(nameof(Atanh), Each = nameof(Math.Atanh), Latex = @"\mathrm{{artanh}}\, {0}")]
    [Gradient("v", nameof(AtanhGradient))]
    public static Vector Atanh(Vector v) => Elementwise.Map(v, Math.Atanh);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Atanh(Tensor v) => Given(v).atanh();

    /// <summary>d atanh v = 1 / (1 - v^2), componentwise.</summary>
    public static Vector AtanhGradient(Vector v, Vector gradient) => gradient / ((1 - v) * (1 + v));

    /// <summary>The sine of each component, an angle in radians.</summary>
    [Operation(nameof(Sin), Each = nameof(Math.Sin), Latex = @"\sin {0}")]
    [Gradient("v", nameof(SinGradient))]
    public static Vector Sin(Vector v) => Elementwise.Map(v, Math.Sin);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sin(Tensor v) => Given(v).sin();

    /// <summary>d sin v = cos v, componentwise.</summary>
    public static Vector SinGradient(Vector v, Vector gradient) => gradient * Cos(v);

    /// <summary>The cosine of each component, an angle in radians.</summary>
    [Operation(nameof(Cos), Each = nameof(Math.Cos), Latex = @"\cos {0}")]
    [Gradient("v", nameof(CosGradient))]
    public static Vector Cos(Vector v) => Elementwise.Map(v, Math.Cos);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Cos(Tensor v) => Given(v).cos();

    /// <summary>d cos v = -sin v, componentwise.</summary>
    public static Vector CosGradient(Vector v, Vector gradient) => -gradient * Sin(v);

    /// <summary>1 / (1 + e^-v), componentwise.</summary>
    [Operation(nameof(Sigmoid), Each = nameof(Sigmoid), Latex = @"\sigma\left( {0} \right)")]
    [Gradient("v", nameof(SigmoidGradient))]
    public static Vector Sigmoid(Vector v) => Elementwise.Map(v, Sigmoid);

    /// <summary>d sigma(v) = sigma(v) sigma(-v), componentwise.</summary>
    public static Vector SigmoidGradient(Vector v, Vector gradient) => gradient * Sigmoid(v) * Sigmoid(-v);

    /// <summary>log sigma(v), componentwise, without overflow or cancellation.</summary>
    [Operation(nameof(LogSigmoid), Each = nameof(LogSigmoid), Latex = @"\log \sigma\left( {0} \right)")]
    [Gradient("v", nameof(LogSigmoidGradient))]
    public static Vector LogSigmoid(Vector v) => Elementwise.Map(v, LogSigmoid);

    /// <summary>d log sigma(v) = sigma(-v), componentwise.</summary>
    public static Vector LogSigmoidGradient(Vector v, Vector gradient) => gradient * Sigmoid(-v);

    /// <summary>log(1 + e^v), componentwise, without overflow or cancellation.</summary>
    [Operation(nameof(Softplus), Each = nameof(Softplus), Latex = @"\log\left( 1 + e^{{{0}}} \right)")]
    [Gradient("v", nameof(SoftplusGradient))]
    public static Vector Softplus(Vector v) => Elementwise.Map(v, Softplus);

    /// <summary>d log(1 + e^v) = sigma(v), componentwise.</summary>
    public static Vector SoftplusGradient(Vector v, Vector gradient) => gradient * Sigmoid(v);
}
