using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>The largest whole number that is not above, componentwise.</summary>
    [Operation(nameof(Floor), Each = nameof(Math.Floor), Latex = @"\left\lfloor {0} \right\rfloor")]
    [Gradient("v", nameof(FloorGradient))]
    public static Vector Floor(Vector v) => Elementwise.Map(v, Math.Floor);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Floor(Tensor v) => Given(v).floor();

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static Vector FloorGradient(Vector v, Vector gradient) => Repeat(0, v);

    /// <summary>The nearest numbers from <paramref name="min"/> to <paramref name="max"/>, componentwise.</summary>
    /// <exception cref="ArgumentException">The bounds cross; batched, the upper one wins.</exception>
    [Operation(nameof(Clamp), Each = nameof(Math.Clamp), Latex = @"\mathrm{{clip}}\left( {0}, {1}, {2} \right)")]
    [Gradient("v", nameof(ClampGradient))]
    [Gradient("min", nameof(ClampGradientMin))]
    [Gradient("max", nameof(ClampGradientMax))]
    public static Vector Clamp(Vector v, double min, double max) =>
        Elementwise.Map(v, static (x, bounds) => Math.Clamp(x, bounds.min, bounds.max), (min, max));

    /// <summary>The batched form: [..., k], [...], [...] -> [..., k].</summary>
    public static Tensor Clamp(Tensor v, Tensor min, Tensor max) => minimum(maximum(Given(v), PerRow(min, v)), PerRow(max, v));

    /// <summary>The gradient goes to the components within the bounds and on them.</summary>
    public static Vector ClampGradient(Vector v, double min, double max, Vector gradient) =>
        Where(Within(v, min, max), gradient, Repeat(0, gradient));

    /// <summary>The gradient of the components below goes to the lower bound.</summary>
    public static double ClampGradientMin(Vector v, double min, double max, Vector gradient) =>
        Sum(Where(Within(v, min, double.PositiveInfinity), Repeat(0, gradient), gradient));

    /// <summary>The gradient of the components above goes to the upper bound.</summary>
    public static double ClampGradientMax(Vector v, double min, double max, Vector gradient) =>
        Sum(Where(Within(v, double.NegativeInfinity, max), Repeat(0, gradient), gradient));

    /// <summary>1 from <paramref name="min"/> to <paramref name="max"/>, 0 elsewhere and where there is no number.</summary>
    [Operation(nameof(Within), Latex = @"\mathbf{{1}}_{{\left[ {1}, {2} \right]}}\left( {0} \right)")]
    [Gradient("x", nameof(WithinGradient))]
    [Gradient("min", nameof(WithinGradient))]
    [Gradient("max", nameof(WithinGradient))]
    public static double Within(double x, double min, double max) => x >= min && x <= max ? 1 : 0;

    /// <summary>1 from <paramref name="min"/> to <paramref name="max"/>, 0 elsewhere and where there is no number, componentwise.</summary>
    [Operation(nameof(Within), Each = nameof(Within), Latex = @"\mathbf{{1}}_{{\left[ {1}, {2} \right]}}\left( {0} \right)")]
    [Gradient("v", nameof(WithinGradient))]
    [Gradient("min", nameof(WithinGradientBound))]
    [Gradient("max", nameof(WithinGradientBound))]
    public static Vector Within(Vector v, double min, double max) =>
        Elementwise.Map(v, static (x, bounds) => Within(x, bounds.min, bounds.max), (min, max));

    /// <summary>Batched: [...] or [..., k], and bounds [...].</summary>
    public static Tensor Within(Tensor v, Tensor min, Tensor max)
    {
        var (from, to) = Given(v).dim() == Given(min).dim() ? (min, max) : (PerRow(min, v), PerRow(max, v));
        return v.ge(from).logical_and(v.le(to)).to(v.dtype);
    }

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static double WithinGradient(double x, double min, double max, double gradient) => 0;

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static Vector WithinGradient(Vector v, double min, double max, Vector gradient) => Repeat(0, v);

    /// <summary>The function is flat wherever it has a derivative; 0 also where it jumps.</summary>
    public static double WithinGradientBound(Vector v, double min, double max, Vector gradient) => 0;

    /// <summary><paramref name="whenTrue"/> where the condition is not 0, else <paramref name="whenFalse"/>.</summary>
    [Operation(nameof(Where), Latex = @"\mathrm{{where}}\left( {0}, {1}, {2} \right)")]
    [Gradient("condition", nameof(WhereGradient))]
    [Gradient("whenTrue", nameof(WhereGradientTrue))]
    [Gradient("whenFalse", nameof(WhereGradientFalse))]
    public static double Where(double condition, double whenTrue, double whenFalse) => condition != 0 ? whenTrue : whenFalse;

    /// <summary>Of each component <paramref name="whenTrue"/> where the condition is not 0, else <paramref name="whenFalse"/>.</summary>
    /// <exception cref="ArgumentException">The vectors are not of one size.</exception>
    [Operation(nameof(Where), Each = nameof(Where), Latex = @"\mathrm{{where}}\left( {0}, {1}, {2} \right)")]
    [Gradient("condition", nameof(WhereGradient))]
    [Gradient("whenTrue", nameof(WhereGradientTrue))]
    [Gradient("whenFalse", nameof(WhereGradientFalse))]
    public static Vector Where(Vector condition, Vector whenTrue, Vector whenFalse)
    {
        Elementwise.CheckSizes(condition, whenTrue);
        Elementwise.CheckSizes(condition, whenFalse);
        var result = new double[condition.Size];
        for (var i = 0; i < result.Length; i++)
            result[i] = Where(condition[i], whenTrue[i], whenFalse[i]);
        return new Vector(result.AsMemory());
    }

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Where(Tensor condition, Tensor whenTrue, Tensor whenFalse) =>
        where(Given(condition).IsNot(0), whenTrue, whenFalse);

    /// <summary>A condition has no derivative.</summary>
    public static double WhereGradient(double condition, double whenTrue, double whenFalse, double gradient) => 0;

    /// <summary>A condition has no derivative.</summary>
    public static Vector WhereGradient(Vector condition, Vector whenTrue, Vector whenFalse, Vector gradient) => Repeat(0, condition);

    /// <summary>The gradient goes to what was taken.</summary>
    public static double WhereGradientTrue(double condition, double whenTrue, double whenFalse, double gradient) =>
        condition != 0 ? gradient : 0;

    /// <summary>The gradient goes to what was taken.</summary>
    public static Vector WhereGradientTrue(Vector condition, Vector whenTrue, Vector whenFalse, Vector gradient) =>
        Where(condition, gradient, Repeat(0, gradient));

    /// <summary>The gradient goes to what was taken.</summary>
    public static double WhereGradientFalse(double condition, double whenTrue, double whenFalse, double gradient) =>
        condition != 0 ? 0 : gradient;

    /// <summary>The gradient goes to what was taken.</summary>
    public static Vector WhereGradientFalse(Vector condition, Vector whenTrue, Vector whenFalse, Vector gradient) =>
        Where(condition, Repeat(0, gradient), gradient);
}
