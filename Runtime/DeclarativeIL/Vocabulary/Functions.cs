using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>The functions of the language beside <see cref="Math"/>; import them with <c>using static</c>.</summary>
/// <remarks>
/// Each is there twice: for one sample in float64, and for tensors whose leading dimensions are rows (a number is [...], a
/// vector [..., k], a matrix [..., k, k]). The methods named <c>...Gradient</c> are equations of the language themselves:
/// generators read them, nothing calls them.
/// </remarks>
public static partial class Functions
{
    /// <summary>A number or a discrete act of each row as [..., 1], beside vectors [..., k].</summary>
    /// <param name="value">[...], [..., 1], or [..., k] that repeats one number (a number of the host spread over a vector).</param>
    /// <param name="vector">[..., k].</param>
    internal static Tensor PerRow(Tensor value, Tensor vector) =>
        Given(value).dim() != Given(vector).dim() ? value.unsqueeze(-1)
        : value.size(-1) == 1 ? value
        : value.narrow(-1, 0, 1);

    /// <summary>A view of a shape: itself where it has that, since a view costs as much as a small computation.</summary>
    internal static Tensor Expanded(Tensor value, ReadOnlySpan<long> shape) =>
        value.HasShape(shape) ? value : value.expand(shape.ToArray());

    private static Tensor Given(Tensor tensor) => tensor ?? throw new ArgumentNullException(nameof(tensor));
}
