using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>The functions of the language beside <see cref="Math"/>; import them with <c>using static</c>.</summary>
public static partial class Functions
{
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

    /// <summary>The batched form: [n, k] -> [n].</summary>
    public static Tensor SquaredNorm(Tensor v)
    {
        ArgumentNullException.ThrowIfNull(v);
        return v.square().sum(-1);
    }

    /// <summary>d|v|^2 = 2 v.</summary>
    public static Vector SquaredNormGradient(Vector v, double gradient) => 2 * gradient * v;
}
