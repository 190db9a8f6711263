using TorchSharp;
using static TorchSharp.torch;

namespace DeclarativeIL.Arithmetic;

/// <summary>Arithmetic of tensors for generated code, where TorchSharp's operators would make a number of their own for the call.</summary>
/// <remarks>
/// Nothing holds such a number: when another thread sets off a garbage collection in mid-call, the finaliser frees what
/// native code still reads. Here each is held through the call and freed after it, so nothing is left to the finaliser either.
/// Differences, products and quotients of two tensors need no number and stay operators.
/// </remarks>
public static class TensorArithmetic
{
    /// <summary>x + y, component by component; shapes broadcast.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => Given(x).add(y, Alpha.One);

    /// <summary>x + c.</summary>
    public static Tensor Plus(this Tensor x, double c) // a Number is no nearer to it than a Tensor is
    {
        using Scalar held = c;
        return Given(x).add(held, Alpha.One);
    }

    /// <summary>x + c.</summary>
    public static Tensor Plus(this Tensor x, long c)
    {
        using Scalar held = c;
        return Given(x).add(held, Alpha.One);
    }

    /// <summary>x - c.</summary>
    public static Tensor Minus(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).sub(held);
    }

    /// <summary>x c.</summary>
    public static Tensor Times(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).mul(held);
    }

    /// <summary>x / c.</summary>
    public static Tensor Over(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).div(held);
    }

    /// <summary>c / x, rounded once.</summary>
    public static Tensor Under(this Tensor x, Number c)
    {
        using var held = c.Held();
        using var one = full([], held, Given(x).dtype, x.device); // made where it is used: nothing is sent
        return one.div(x);
    }

    /// <summary>x &lt; c, component by component.</summary>
    public static Tensor Below(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).lt(held);
    }

    /// <summary>x &lt;= c.</summary>
    public static Tensor AtMost(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).le(held);
    }

    /// <summary>x &gt; c.</summary>
    public static Tensor Above(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).gt(held);
    }

    /// <summary>x &gt;= c.</summary>
    public static Tensor AtLeast(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).ge(held);
    }

    /// <summary>x = c.</summary>
    public static Tensor Is(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).eq(held);
    }

    /// <summary>x differs from c.</summary>
    public static Tensor IsNot(this Tensor x, Number c)
    {
        using var held = c.Held();
        return Given(x).ne(held);
    }

    /// <summary>c where <paramref name="chosen"/> holds, x elsewhere.</summary>
    public static Tensor Filled(this Tensor x, Tensor chosen, Number c)
    {
        using var held = c.Held();
        return Given(x).masked_fill(chosen, held);
    }

    /// <summary>x where <paramref name="kept"/> holds, c elsewhere.</summary>
    public static Tensor FilledUnless(this Tensor x, Tensor kept, Number c)
    {
        using var held = c.Held();
        using var other = full([], held, Given(x).dtype, x.device);
        return where(kept, x, other);
    }

    /// <summary>c for every component of x, on its device; what float32 cannot hold is infinite in it.</summary>
    /// <param name="x">Whose shape the result has.</param>
    /// <param name="c">The number.</param>
    /// <param name="type">The element type; that of x unless said.</param>
    public static Tensor FilledLike(this Tensor x, Number c, ScalarType? type = null)
    {
        using var held = ((type ?? Given(x).dtype) == ScalarType.Float32 ? c.Single() : c).Held();
        return full_like(Given(x), held, type);
    }

    /// <summary>The quantile of the last dimension, which stays with one component, interpolated between neighbours.</summary>
    /// <param name="x">[..., n].</param>
    /// <param name="level">From 0 to 1.</param>
    public static Tensor QuantileOf(this Tensor x, double level)
    {
        using Scalar held = level;
        using var at = full([], held, Given(x).dtype, x.device); // made where it is used: nothing is sent
        return x.quantile(at, dim: -1, keepdim: true);
    }

    /// <summary>c for every component of a new tensor.</summary>
    public static Tensor Full(ReadOnlySpan<long> shape, Number c, ScalarType type, torch.Device device)
    {
        using var held = c.Held();
        return full(shape, held, type, device);
    }

    /// <summary>The element type in which equations are computed on a device: float64, wherever there is one.</summary>
    public static ScalarType EquationType(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return EquationType(device.type);
    }

    private static ScalarType EquationType(DeviceType device) => device == DeviceType.MPS ? ScalarType.Float32 : ScalarType.Float64;

    /// <summary>Whether a tensor is of a shape; nothing is allocated.</summary>
    internal static bool HasShape(this Tensor x, ReadOnlySpan<long> shape)
    {
        if (x.dim() != shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
            if (x.size(i) != shape[i])
                return false;
        return true;
    }

    /// <summary>
    /// Gives what a network answered or a column holds in the element type of equations; x itself where it has that type.
    /// </summary>
    /// <remarks>It changes no number. A comparison in float32 would first round what float64 it is compared with.</remarks>
    public static Tensor Widened(this Tensor x)
    {
        var type = EquationType(Given(x).device_type);
        return x.dtype == type || !x.is_floating_point() ? x : x.to(type);
    }

    private static Tensor Given(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x;
    }
}
