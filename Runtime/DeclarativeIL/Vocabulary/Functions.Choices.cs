using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

public static partial class Functions
{
    /// <summary>The number of the largest component as a discrete action; of equals, the first.</summary>
    /// <exception cref="ArgumentException">There are no components.</exception>
    [Operation(nameof(Argmax), Into = nameof(Argmax), Chooses = true, Latex = @"\arg\max_i \left( {0} \right)_i")]
    public static Act Argmax(Vector v) => Act.Discrete(IndexOfLargest(v.Span));

    /// <summary>The same into memory of the caller: one number.</summary>
    public static void Argmax(ReadOnlySpan<double> v, Span<double> result) => result[0] = IndexOfLargest(v);

    /// <summary>The batched form: [..., k] -> [..., 1].</summary>
    public static Tensor Argmax(Tensor v) => Given(v).argmax(-1, keepdim: true).to(v.dtype);

    private static int IndexOfLargest(ReadOnlySpan<double> v)
    {
        if (v.IsEmpty)
            throw new ArgumentException("Nothing is the largest of no components.", nameof(v));
        var best = 0;
        for (var i = 1; i < v.Length; i++)
            if (v[i] > v[best] || (double.IsNaN(v[i]) && !double.IsNaN(v[best]))) // what is no number is the largest, as for tensors
                best = i;
        return best;
    }

    /// <summary>The logit where <paramref name="allowed"/> is not 0, else -infinity: the softmax is 0 there.</summary>
    [Operation(nameof(Masked), Latex = @"\mathrm{{masked}}\left( {0}, {1} \right)")]
    [Gradient("logit", nameof(MaskedGradient))]
    [Gradient("allowed", nameof(MaskedGradientAllowed))]
    public static double Masked(double logit, double allowed) => allowed != 0 ? logit : double.NegativeInfinity;

    /// <summary>Of each component the logit where <paramref name="allowed"/> is not 0, else -infinity: the softmax is 0 there.</summary>
    /// <exception cref="ArgumentException">The vectors are not of one size, or nothing is allowed.</exception>
    [Operation(nameof(Masked), Into = nameof(Masked), Latex = @"\mathrm{{masked}}\left( {0}, {1} \right)")]
    [Gradient("logits", nameof(MaskedGradient))]
    [Gradient("allowed", nameof(MaskedGradientAllowed))]
    public static Vector Masked(Vector logits, Vector allowed)
    {
        Elementwise.CheckSizes(logits, allowed);
        var result = new double[logits.Size];
        Masked(logits.Span, allowed.Span, result);
        return new Vector(result.AsMemory());
    }

    /// <summary>The same into memory of the caller.</summary>
    public static void Masked(ReadOnlySpan<double> logits, ReadOnlySpan<double> allowed, Span<double> result)
    {
        var isAny = logits.IsEmpty;
        for (var i = 0; i < logits.Length; i++)
        {
            result[i] = Masked(logits[i], allowed[i]);
            isAny |= allowed[i] != 0;
        }
        if (!isAny)
            throw new ArgumentException($"Found {logits.Length} zeros; expected a mask that allows something.", nameof(allowed));
    }

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Masked(Tensor logits, Tensor allowed) => Given(logits).Filled(Given(allowed).Is(0), double.NegativeInfinity);

    /// <summary>The gradient goes to what is allowed.</summary>
    public static double MaskedGradient(double logit, double allowed, double gradient) => allowed != 0 ? gradient : 0;

    /// <summary>The gradient goes to what is allowed.</summary>
    public static Vector MaskedGradient(Vector logits, Vector allowed, Vector gradient) => Where(allowed, gradient, Repeat(0, gradient));

    /// <summary>A condition has no derivative.</summary>
    public static double MaskedGradientAllowed(double logit, double allowed, double gradient) => 0;

    /// <summary>A condition has no derivative.</summary>
    public static Vector MaskedGradientAllowed(Vector logits, Vector allowed, Vector gradient) => Repeat(0, allowed);
}
