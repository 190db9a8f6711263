using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>The sum of the components.</summary>
    [Operation(nameof(Sum), Latex = @"\sum_i \left( {0} \right)_i")]
    [Gradient("v", nameof(SumGradient))]
    public static double Sum(Vector v)
    {
        var sum = 0.0;
        foreach (var component in v.Span)
            sum += component;
        return sum;
    }

    /// <summary>The batched form: [..., k] -> [...].</summary>
    public static Tensor Sum(Tensor v) => Given(v).sum(-1);

    /// <summary>Every component receives the gradient.</summary>
    public static Vector SumGradient(Vector v, double gradient) => Repeat(gradient, v);

    /// <summary>A vector as wide as <paramref name="like"/> with <paramref name="value"/> in every component.</summary>
    [Operation(nameof(Repeat), Latex = @"{0} \mathbf{{1}}")]
    [Gradient("value", nameof(RepeatGradient))]
    [Gradient("like", nameof(RepeatGradientLike))]
    public static Vector Repeat(double value, Vector like)
    {
        var components = new double[like.Size];
        Array.Fill(components, value);
        return new Vector(components.AsMemory());
    }

    /// <summary>The batched form: [...], [..., k] -> [..., k].</summary>
    public static Tensor Repeat(Tensor value, Tensor like) => PerRow(value, like).expand_as(like);

    /// <summary>The sum of what arrives.</summary>
    public static double RepeatGradient(double value, Vector like, Vector gradient) => Sum(gradient);

    /// <summary>Only the width counts: 0.</summary>
    public static Vector RepeatGradientLike(double value, Vector like, Vector gradient) => Repeat(0, like);

    /// <summary>The sum of the products of the components.</summary>
    [Operation(nameof(Dot), Latex = @"\left\langle {0}, {1} \right\rangle")]
    [Gradient("u", nameof(DotGradientU))]
    [Gradient("v", nameof(DotGradientV))]
    public static double Dot(Vector u, Vector v)
    {
        Elementwise.CheckSizes(u, v);
        var sum = 0.0;
        for (var i = 0; i < u.Size; i++)
            sum += u.Span[i] * v.Span[i];
        return sum;
    }

    /// <summary>The batched form: [..., k], [..., k] -> [...].</summary>
    public static Tensor Dot(Tensor u, Tensor v) => (Given(u) * Given(v)).sum(-1);

    /// <summary>d u.v / du = v.</summary>
    public static Vector DotGradientU(Vector u, Vector v, double gradient) => gradient * v;

    /// <summary>d u.v / dv = u.</summary>
    public static Vector DotGradientV(Vector u, Vector v, double gradient) => gradient * u;

    /// <summary>|v|^2, the sum of the squared components.</summary>
    [Operation(nameof(SquaredNorm), Latex = @"\left\lVert {0} \right\rVert^2")]
    [Gradient("v", nameof(SquaredNormGradient))]
    public static double SquaredNorm(Vector v)
    {
        var sum = 0.0;
        foreach (var component in v.Span)
            sum += component * component;
        return sum;
    }

    /// <summary>The batched form: [..., k] -> [...].</summary>
    public static Tensor SquaredNorm(Tensor v) => Given(v).mul(v).sum(-1);

    /// <summary>d|v|^2 = 2 v.</summary>
    public static Vector SquaredNormGradient(Vector v, double gradient) => 2 * gradient * v;

    /// <summary>|v|, the root of the sum of the squared components.</summary>
    [Operation(nameof(Norm), Latex = @"\left\lVert {0} \right\rVert")]
    [Gradient("v", nameof(NormGradient))]
    public static double Norm(Vector v) => Math.Sqrt(SquaredNorm(v));

    /// <summary>The batched form: [..., k] -> [...].</summary>
    public static Tensor Norm(Tensor v) => SquaredNorm(v).sqrt();

    /// <summary>d|v| = v / |v|; 0 at the origin.</summary>
    public static Vector NormGradient(Vector v, double gradient)
    {
        var norm = Norm(v);
        return (norm == 0 ? 0 : gradient / norm) * v;
    }

    /// <summary>A vector like <paramref name="v"/> that is 0 but for the component of a discrete action.</summary>
    [Operation(nameof(OneHotLike), Into = nameof(OneHotLike), Latex = @"{2} \mathbf{{e}}_{{{1}}}")]
    [Gradient("v", nameof(OneHotGradientLike))]
    [Gradient("value", nameof(OneHotGradientValue))]
    public static Vector OneHotLike(Vector v, Act action, double value) => OneHotLike(v, action.Index, value);

    /// <summary>A vector like <paramref name="v"/> that is 0 but for component <paramref name="index"/>.</summary>
    [Operation(nameof(OneHotLike), Into = nameof(OneHotLike), Latex = @"{2} \mathbf{{e}}_{{{1}}}")]
    [Gradient("v", nameof(OneHotIndexGradientLike))]
    [Gradient("value", nameof(OneHotIndexGradientValue))]
    public static Vector OneHotLike(Vector v, int index, double value)
    {
        var components = new double[v.Size];
        components[index] = value;
        return new Vector(components.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void OneHotLike(ReadOnlySpan<double> v, Act action, double value, Span<double> result) =>
        OneHotLike(v, action.Index, value, result);

    /// <summary>The same into memory of the caller.</summary>
    public static void OneHotLike(ReadOnlySpan<double> v, int index, double value, Span<double> result)
    {
        result.Clear();
        result[index] = value;
    }

    /// <summary>The batched form: [..., k], [..., 1] or [...], [...] -> [..., k].</summary>
    public static Tensor OneHotLike(Tensor v, Tensor index, Tensor value)
    {
        long[] column = [.. Given(v).shape[..^1], 1];
        var numbers = PerRow(value, v);
        return zeros_like(v)
            .scatter_(-1, Vector.Places(v, index), Expanded(numbers.dtype == v.dtype ? numbers : numbers.to(v.dtype), column));
    }

    /// <summary>Only the width counts: 0.</summary>
    public static Vector OneHotGradientLike(Vector v, Act action, double value, Vector gradient) => Repeat(0, v);

    /// <summary>Only the width counts: 0.</summary>
    public static Vector OneHotIndexGradientLike(Vector v, int index, double value, Vector gradient) => Repeat(0, v);

    /// <summary>The gradient that arrives at the component.</summary>
    public static double OneHotGradientValue(Vector v, Act action, double value, Vector gradient) => gradient[action];

    /// <summary>The gradient that arrives at the component.</summary>
    public static double OneHotIndexGradientValue(Vector v, int index, double value, Vector gradient) => gradient[index];
}
