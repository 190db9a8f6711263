using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>Components of a vector that follow each other; <c>v.Part(first, count)</c> in an equation.</summary>
    /// <param name="v">[k].</param>
    /// <param name="first">The first, counted from 0: a constant or a hyperparameter.</param>
    /// <param name="count">How many, 1 or more: a constant or a hyperparameter.</param>
    /// <exception cref="ArgumentException">The vector has no such components.</exception>
    [Operation(nameof(Part), Into = nameof(Part), Latex = @"\left( {0} \right)_{{[{1}, {1} + {2})}}")]
    [ResultWidth(nameof(PartWidth))]
    [Gradient("v", nameof(PartGradient))]
    public static Vector Part(Vector v, int first, int count) => new(v.Memory.Slice(first, PartWidth(v.Size, first, count)));

    /// <summary>The same into memory of the caller.</summary>
    public static void Part(ReadOnlySpan<double> v, int first, int count, Span<double> result) =>
        v.Slice(first, PartWidth(v.Length, first, count)).CopyTo(result);

    /// <summary>The batched form: [..., k] -> [..., count].</summary>
    public static Tensor Part(Tensor v, int first, int count) => Given(v).narrow(-1, first, PartWidth((int)v.size(-1), first, count));

    /// <summary>What arrives, with zeros around it.</summary>
    public static Vector PartGradient(Vector v, int first, int count, Vector gradient) => PartLike(v, first, count, gradient);

    /// <summary>A vector like <paramref name="v"/> that is 0 but for a part of it.</summary>
    /// <param name="v">Says how many components there are.</param>
    /// <param name="first">The first component of the part, counted from 0.</param>
    /// <param name="count">How many it has.</param>
    /// <param name="value">[count], the part.</param>
    /// <exception cref="ArgumentException">The vector has no such components, or the part has more or fewer.</exception>
    [Operation(
        nameof(PartLike),
        Into = nameof(PartLike),
        Latex = @"\left[ 0 \cdots \left( {3} \right)_{{[{1}, {1} + {2})}} \cdots 0 \right]"
    )]
    [ResultWidth(nameof(PartLikeWidth))]
    [Gradient("v", nameof(PartLikeGradientLike))]
    [Gradient("value", nameof(PartLikeGradientValue))]
    public static Vector PartLike(Vector v, int first, int count, Vector value)
    {
        var result = new double[PartLikeWidth(v.Size, first, count, value.Size)];
        value.Span.CopyTo(result.AsSpan(first));
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void PartLike(ReadOnlySpan<double> v, int first, int count, ReadOnlySpan<double> value, Span<double> result)
    {
        _ = PartLikeWidth(v.Length, first, count, value.Length);
        result.Clear();
        value.CopyTo(result[first..]);
    }

    /// <summary>The batched form: [..., k], [..., count] -> [..., k].</summary>
    public static Tensor PartLike(Tensor v, int first, int count, Tensor value)
    {
        var width = PartLikeWidth((int)Given(v).size(-1), first, count, (int)Given(value).size(-1));
        return nn.functional.pad(value, [first, width - first - count]);
    }

    /// <summary>Only the width counts: 0.</summary>
    public static Vector PartLikeGradientLike(Vector v, int first, int count, Vector value, Vector gradient) => Repeat(0, v);

    /// <summary>The part of what arrives.</summary>
    public static Vector PartLikeGradientValue(Vector v, int first, int count, Vector value, Vector gradient) =>
        gradient.Part(first, count);

    /// <summary>Components of a part.</summary>
    /// <exception cref="ArgumentException">There are no such components.</exception>
    public static int PartWidth(int v, int first, int count) =>
        first >= 0 && count > 0 && first <= v - count
            ? count
            : throw new ArgumentException($"Found the part of {count} from number {first} on, of {v}; expected one within these.");

    /// <summary>Components of a vector with a part.</summary>
    /// <exception cref="ArgumentException">There are no such components, or the part has more or fewer.</exception>
    public static int PartLikeWidth(int v, int first, int count, int value) =>
        PartWidth(v, first, count) == value ? v : throw new ArgumentException($"Found a part of {value} numbers; expected {count}.");
}
