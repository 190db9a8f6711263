using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>The components of two vectors, one behind the other; <c>s.Join(v)</c> in an equation.</summary>
    /// <param name="u">[k].</param>
    /// <param name="v">[l].</param>
    /// <returns>[k + l].</returns>
    [Operation(nameof(Join), Into = nameof(Join), Latex = @"\left[ {0} ; {1} \right]")]
    [ResultWidth(nameof(JoinWidth))]
    [Gradient("u", nameof(JoinGradientFirst))]
    [Gradient("v", nameof(JoinGradientLast))]
    public static Vector Join(Vector u, Vector v)
    {
        var result = new double[u.Size + v.Size];
        Join(u.Span, v.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Join(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> result)
    {
        u.CopyTo(result);
        v.CopyTo(result[u.Length..]);
    }

    /// <summary>The batched form: [..., k], [..., l] -> [..., k + l]; one may be the same for all rows.</summary>
    public static Tensor Join(Tensor u, Tensor v)
    {
        var rows = Given(u).dim() >= Given(v).dim() ? u.shape[..^1] : v.shape[..^1];
        return cat([Expanded(u, [.. rows, u.size(-1)]), Expanded(v, [.. rows, v.size(-1)])], -1);
    }

    /// <summary>What arrives for the first of two.</summary>
    public static Vector JoinGradientFirst(Vector u, Vector v, Vector gradient) => JoinedFirst(u, gradient);

    /// <summary>What arrives for the last of two.</summary>
    public static Vector JoinGradientLast(Vector u, Vector v, Vector gradient) => JoinedLast(v, gradient);

    /// <summary>As many components as a vector has, from the beginning of another.</summary>
    /// <param name="like">Says how many.</param>
    /// <param name="joined">The other, with as many or more.</param>
    [Operation(nameof(JoinedFirst), Into = nameof(JoinedFirst), Latex = @"\mathrm{{first}}_{{{0}}}\left( {1} \right)")]
    [ResultWidth(nameof(JoinedWidth))]
    [Gradient("like", nameof(JoinedGradientLike))]
    [Gradient("joined", nameof(JoinedFirstGradient))]
    public static Vector JoinedFirst(Vector like, Vector joined) => new(joined.Memory[..JoinedWidth(like.Size, joined.Size)]);

    /// <summary>The same into memory of the caller.</summary>
    public static void JoinedFirst(ReadOnlySpan<double> like, ReadOnlySpan<double> joined, Span<double> result) =>
        joined[..JoinedWidth(like.Length, joined.Length)].CopyTo(result);

    /// <summary>The batched form: [..., k], [..., k + l] -> [..., k].</summary>
    public static Tensor JoinedFirst(Tensor like, Tensor joined) =>
        Given(joined).narrow(-1, 0, JoinedWidth((int)Given(like).size(-1), (int)joined.size(-1)));

    /// <summary>As many components as a vector has, from the end of another.</summary>
    /// <param name="like">Says how many.</param>
    /// <param name="joined">The other, with as many or more.</param>
    [Operation(nameof(JoinedLast), Into = nameof(JoinedLast), Latex = @"\mathrm{{last}}_{{{0}}}\left( {1} \right)")]
    [ResultWidth(nameof(JoinedWidth))]
    [Gradient("like", nameof(JoinedGradientLike))]
    [Gradient("joined", nameof(JoinedLastGradient))]
    public static Vector JoinedLast(Vector like, Vector joined) => new(joined.Memory[^JoinedWidth(like.Size, joined.Size)..]);

    /// <summary>The same into memory of the caller.</summary>
    public static void JoinedLast(ReadOnlySpan<double> like, ReadOnlySpan<double> joined, Span<double> result) =>
        joined[^JoinedWidth(like.Length, joined.Length)..].CopyTo(result);

    /// <summary>The batched form: [..., l], [..., k + l] -> [..., l].</summary>
    public static Tensor JoinedLast(Tensor like, Tensor joined)
    {
        var width = JoinedWidth((int)Given(like).size(-1), (int)Given(joined).size(-1));
        return joined.narrow(-1, joined.size(-1) - width, width);
    }

    /// <summary>Only the width counts: 0.</summary>
    public static Vector JoinedGradientLike(Vector like, Vector joined, Vector gradient) => Repeat(0, like);

    /// <summary>What arrives, with zeros behind it.</summary>
    public static Vector JoinedFirstGradient(Vector like, Vector joined, Vector gradient) => PaddedFirst(joined, gradient);

    /// <summary>What arrives, with zeros before it.</summary>
    public static Vector JoinedLastGradient(Vector like, Vector joined, Vector gradient) => PaddedLast(joined, gradient);

    /// <summary>Components of two vectors together.</summary>
    public static int JoinWidth(int u, int v) => u + v;

    /// <summary>Components of one of two that were joined.</summary>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public static int JoinedWidth(int like, int joined) =>
        like <= joined ? like : throw new ArgumentException($"Found {joined} numbers; expected {like} or more.");
}
