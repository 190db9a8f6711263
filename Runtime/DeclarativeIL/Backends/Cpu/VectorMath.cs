using System.Runtime.CompilerServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>
/// Elementary functions of float32 registers; of float64, those of <see cref="ExactMath"/>. NaN stays NaN, infinities give the limits. The
/// errors stated are the largest that the tests find against double precision.
/// </summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
/// <typeparam name="TLanes">What it can do.</typeparam>
internal static class VectorMath<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : IFastLanes<T, TVector>
{
    /// <summary>
    /// tanh x, at most 5 units in the last place off, and never beyond 1: the rational function of degrees 13 and 6 of the
    /// Eigen library (<c>ptanh_float</c>), constant beyond 7.9, where float32 says 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        if (ExactMath.Serves<TVector>())
            return ExactMath.Of(x, Math.Tanh);
        x = TLanes.Max(TLanes.Min(x, 7.90531110763549805f), -7.90531110763549805f);
        var square = TLanes.Multiply(x, x);
        var numerator = Next(square, TLanes.Constant(-2.76076847742355e-16f), 2.00018790482477e-13f);
        numerator = Next(square, numerator, -8.60467152213735e-11f);
        numerator = Next(square, numerator, 5.12229709037114e-08f);
        numerator = Next(square, numerator, 1.48572235717979e-05f);
        numerator = Next(square, numerator, 6.37261928875436e-04f);
        numerator = Next(square, numerator, 4.89352455891786e-03f);
        var denominator = Next(square, TLanes.Constant(1.19825839466702e-06f), 1.18534705686654e-04f);
        denominator = Next(square, denominator, 2.26843463243900e-03f);
        denominator = Next(square, denominator, 4.89352518554385e-03f);
        return TLanes.Divide(TLanes.Multiply(x, numerator), denominator);
    }

    /// <summary>
    /// e^x, at most 2 units in the last place off, denormal results included: 2^n times the polynomial of the Cephes library
    /// (<c>expf</c>), n in two halves so that neither leaves the range.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        if (ExactMath.Serves<TVector>())
            return ExactMath.Of(x, Math.Exp);
        x = TLanes.Max(TLanes.Min(x, 89.5f), -105f);
        var n = TLanes.Round(TLanes.Multiply(x, TLanes.Constant(1.44269504088896341f)));
        var rest = TLanes.MultiplyAdd(n, TLanes.Constant(-0.693359375f), x);
        rest = TLanes.MultiplyAdd(n, TLanes.Constant(2.12194440e-4f), rest);
        var p = Next(rest, TLanes.Constant(1.9875691500e-4f), 1.3981999507e-3f);
        p = Next(rest, p, 8.3334519073e-3f);
        p = Next(rest, p, 4.1665795894e-2f);
        p = Next(rest, p, 1.6666665459e-1f);
        p = Next(rest, p, 5.0000001201e-1f);
        p = TLanes.Add(TLanes.MultiplyAdd(TLanes.Multiply(rest, rest), p, rest), TLanes.Constant(1));
        var half = TLanes.Round(TLanes.Multiply(n, TLanes.Constant(0.5f)));
        return TLanes.Multiply(TLanes.Multiply(p, TLanes.PowerOfTwo(half)), TLanes.PowerOfTwo(TLanes.Subtract(n, half)));
    }

    /// <summary>1 / (1 + e^-x), at most 4 units in the last place off down to x = -87, and constant (1.6e-38) below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        if (ExactMath.Serves<TVector>())
            return ExactMath.Of(x, static z => 1 / (1 + Math.Exp(-z)));
        var one = TLanes.Constant(1);
        return TLanes.Divide(one, TLanes.Add(one, Exp(TLanes.Subtract(TLanes.Constant(0), TLanes.Max(x, -87)))));
    }

    /// <summary>
    /// erf x, at most 2 units in the last place off: two polynomials that meet at 475/512 (N. Juffa's <c>erff</c>, 2015).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf(TVector x)
    {
        if (ExactMath.Serves<TVector>())
            return ExactMath.Of(x, ExactMath.Erf);
        var size = TLanes.Abs(x);
        var square = TLanes.Multiply(x, x);
        var near = Next(square, TLanes.Constant(-5.96761703e-4f), 4.99119423e-3f);
        near = Next(square, near, -2.67681349e-2f);
        near = Next(square, near, 1.12819925e-1f);
        near = Next(square, near, -3.76125336e-1f);
        near = Next(square, near, 1.28379166e-1f);
        near = TLanes.MultiplyAdd(near, x, x);
        var far = Next(size, TLanes.Constant(-1.72853470e-5f), 3.83197126e-4f);
        far = TLanes.MultiplyAdd(far, square, Next(size, TLanes.Constant(-3.88396438e-3f), 2.42546219e-2f));
        far = Next(size, far, -1.06777877e-1f);
        far = Next(size, far, -6.34846687e-1f);
        far = Next(size, far, -1.28717512e-1f);
        far = TLanes.Subtract(TLanes.Multiply(far, size), size);
        far = TLanes.Subtract(TLanes.Constant(1), Exp(far));
        far = TLanes.WhereLess(x, TLanes.Constant(0), TLanes.Subtract(TLanes.Constant(0), far), far);
        return TLanes.WhereLess(TLanes.Constant(0.927734375f), size, far, near);
    }

    /// <summary>x y + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Next(TVector x, TVector y, double c) => TLanes.MultiplyAdd(x, y, TLanes.Constant(c));
}
