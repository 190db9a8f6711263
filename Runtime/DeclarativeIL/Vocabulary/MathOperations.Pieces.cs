using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class MathOperations
{
    /// <summary>The magnitude.</summary>
    [Operation(nameof(Abs), Latex = @"\left| {0} \right|")]
    [Gradient("value", nameof(AbsGradient))]
    public static double Abs(double value) => Math.Abs(value);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Abs(Tensor value) => Given(value).abs();

    /// <summary>The sign of x; 0 at 0.</summary>
    public static double AbsGradient(double value, double gradient) =>
        value > 0 ? gradient
        : value < 0 ? -gradient
        : 0;

    /// <summary>The nearest number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    [Operation(nameof(Clamp), Latex = @"\mathrm{{clip}}\left( {0}, {1}, {2} \right)")]
    [Gradient("value", nameof(ClampGradient))]
    [Gradient("min", nameof(ClampGradientMin))]
    [Gradient("max", nameof(ClampGradientMax))]
    public static double Clamp(double value, double min, double max) => Math.Clamp(value, min, max);

    /// <summary>Batched, elementwise. Bounds that cross are not refused: the upper one wins.</summary>
    public static Tensor Clamp(Tensor value, Tensor min, Tensor max) => minimum(maximum(Given(value), min), max);

    /// <summary>The gradient goes to the value within the bounds and on them.</summary>
    public static double ClampGradient(double value, double min, double max, double gradient) =>
        value >= min && value <= max ? gradient : 0;

    /// <summary>The gradient goes to the lower bound below it.</summary>
    public static double ClampGradientMin(double value, double min, double max, double gradient) => value < min ? gradient : 0;

    /// <summary>The gradient goes to the upper bound above it.</summary>
    public static double ClampGradientMax(double value, double min, double max, double gradient) => value > max ? gradient : 0;

    /// <summary>-1, 0 or 1. Throws where there is no number; batched, that stays none.</summary>
    [Operation(nameof(Sign), Latex = @"\mathrm{{sign}}\left( {0} \right)")]
    [Gradient("value", nameof(SignGradient))]
    public static int Sign(double value) => Math.Sign(value);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sign(Tensor value) => Given(value).sign();

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static double SignGradient(double value, double gradient) => 0;

    /// <summary>The largest whole number that is not above.</summary>
    [Operation(nameof(Floor), Latex = @"\left\lfloor {0} \right\rfloor")]
    [Gradient("d", nameof(FloorGradient))]
    public static double Floor(double d) => Math.Floor(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Floor(Tensor d) => Given(d).floor();

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static double FloorGradient(double d, double gradient) => 0;

    /// <summary>The smallest whole number that is not below.</summary>
    [Operation(nameof(Ceiling), Latex = @"\left\lceil {0} \right\rceil")]
    [Gradient("a", nameof(CeilingGradient))]
    public static double Ceiling(double a) => Math.Ceiling(a);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Ceiling(Tensor a) => Given(a).ceil();

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static double CeilingGradient(double a, double gradient) => 0;

    /// <summary>The whole part.</summary>
    [Operation(nameof(Truncate), Latex = @"\mathrm{{trunc}}\left( {0} \right)")]
    [Gradient("d", nameof(TruncateGradient))]
    public static double Truncate(double d) => Math.Truncate(d);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Truncate(Tensor d) => Given(d).trunc();

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static double TruncateGradient(double d, double gradient) => 0;

    /// <summary>The nearest whole number; of two, the even one.</summary>
    [Operation(nameof(Round), Latex = @"\mathrm{{round}}\left( {0} \right)")]
    [Gradient("a", nameof(RoundGradient))]
    public static double Round(double a) => Math.Round(a);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Round(Tensor a) => Given(a).round();

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static double RoundGradient(double a, double gradient) => 0;
}
