using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>A vector with zeros behind it, as wide as another.</summary>
    /// <param name="like">Says how wide.</param>
    /// <param name="value">The vector, at most as wide.</param>
    [Operation(nameof(PaddedFirst), Into = nameof(PaddedFirst), Latex = @"\left[ {1} ; 0 \right]")]
    [ResultWidth(nameof(PaddedWidth))]
    [Gradient("like", nameof(PaddedGradientLike))]
    [Gradient("value", nameof(PaddedFirstGradient))]
    public static Vector PaddedFirst(Vector like, Vector value)
    {
        var result = new double[like.Size];
        PaddedFirst(like.Span, value.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void PaddedFirst(ReadOnlySpan<double> like, ReadOnlySpan<double> value, Span<double> result)
    {
        _ = PaddedWidth(like.Length, value.Length);
        result.Clear();
        value.CopyTo(result);
    }

    /// <summary>The batched form: [..., k], [..., l] -> [..., k].</summary>
    public static Tensor PaddedFirst(Tensor like, Tensor value) => nn.functional.pad(value, [0, Missing(like, value)]);

    /// <summary>A vector with zeros before it, as wide as another.</summary>
    /// <param name="like">Says how wide.</param>
    /// <param name="value">The vector, at most as wide.</param>
    [Operation(nameof(PaddedLast), Into = nameof(PaddedLast), Latex = @"\left[ 0 ; {1} \right]")]
    [ResultWidth(nameof(PaddedWidth))]
    [Gradient("like", nameof(PaddedGradientLike))]
    [Gradient("value", nameof(PaddedLastGradient))]
    public static Vector PaddedLast(Vector like, Vector value)
    {
        var result = new double[like.Size];
        PaddedLast(like.Span, value.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void PaddedLast(ReadOnlySpan<double> like, ReadOnlySpan<double> value, Span<double> result)
    {
        _ = PaddedWidth(like.Length, value.Length);
        result.Clear();
        value.CopyTo(result[^value.Length..]);
    }

    /// <summary>The batched form: [..., k], [..., l] -> [..., k].</summary>
    public static Tensor PaddedLast(Tensor like, Tensor value) => nn.functional.pad(value, [Missing(like, value), 0]);

    /// <summary>Only the width counts: 0.</summary>
    public static Vector PaddedGradientLike(Vector like, Vector value, Vector gradient) => Repeat(0, like);

    /// <summary>The beginning of what arrives.</summary>
    public static Vector PaddedFirstGradient(Vector like, Vector value, Vector gradient) => JoinedFirst(value, gradient);

    /// <summary>The end of what arrives.</summary>
    public static Vector PaddedLastGradient(Vector like, Vector value, Vector gradient) => JoinedLast(value, gradient);

    /// <summary>Components of a vector with zeros beside it.</summary>
    /// <exception cref="ArgumentException">The vector is wider.</exception>
    public static int PaddedWidth(int like, int value) =>
        value <= like ? like : throw new ArgumentException($"Found {value} numbers; expected {like} or fewer.");

    private static long Missing(Tensor like, Tensor value) =>
        PaddedWidth((int)Given(like).size(-1), (int)Given(value).size(-1)) - value.size(-1);
}
