using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>
/// The meaning of <c>m + n</c>, <c>m - n</c> and <c>m * n</c> of integers in a declaration: that of C#, 32 bits that wrap around at
/// the other end. Generators write these; in a declaration the operators stand.
/// </summary>
public static partial class WholeNumbers
{
    private const long Range = 1L << 32;

    /// <summary>m + n.</summary>
    [Operation(nameof(Sum), Latex = "{0} + {1}")]
    [Gradient("m", nameof(Flat))]
    [Gradient("n", nameof(Flat))]
    public static int Sum(int m, int n) => unchecked(m + n);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Sum(Tensor m, Tensor n) => Wrapped(Whole(m).Plus(Whole(n)), m);

    /// <summary>m - n.</summary>
    [Operation(nameof(Difference), Latex = "{0} - {1}")]
    [Gradient("m", nameof(Flat))]
    [Gradient("n", nameof(Flat))]
    public static int Difference(int m, int n) => unchecked(m - n);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Difference(Tensor m, Tensor n) => Wrapped(Whole(m) - Whole(n), m);

    /// <summary>m n.</summary>
    [Operation(nameof(Product), Latex = @"{0} \, {1}")]
    [Gradient("m", nameof(Flat))]
    [Gradient("n", nameof(Flat))]
    public static int Product(int m, int n) => unchecked(m * n);

    /// <summary>Batched, elementwise.</summary>
    public static Tensor Product(Tensor m, Tensor n) => Wrapped(Whole(m) * Whole(n), m); // at most 2^62: 64 bits hold it

    /// <summary>Whole numbers change in jumps: 0 wherever there is a derivative.</summary>
    public static double Flat(int m, int n, double gradient) => 0;

    private static Tensor Whole(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.to_type(ScalarType.Int64);
    }

    private static Tensor Wrapped(Tensor x, Tensor like)
    {
        var shifted = x.Plus(Range / 2);
        using TorchSharp.Scalar range = Range;
        return shifted.remainder(range).Minus(Range / 2).to_type(like.dtype);
    }
}
