using System.Runtime.CompilerServices;

namespace DeclarativeIL.Networks;

/// <summary>
/// Elementary functions of float32 registers. NaN stays NaN, infinities give the limits. The errors stated are the largest that
/// the tests find against double precision.
/// </summary>
/// <typeparam name="TVector">The register.</typeparam>
/// <typeparam name="TLanes">What it can do.</typeparam>
internal static class VectorMath<TVector, TLanes>
    where TVector : struct
    where TLanes : ILanes<TVector>
{
    /// <summary>
    /// tanh x, at most 5 units in the last place off, and never beyond 1: the rational function of degrees 13 and 6 of the
    /// Eigen library (<c>ptanh_float</c>), constant beyond 7.9, where float32 says 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        x = TLanes.Max(TLanes.Min(x, 7.90531110763549805f), -7.90531110763549805f);
        var square = TLanes.Multiply(x, x);
        var numerator = Next(square, TLanes.Create(-2.76076847742355e-16f), 2.00018790482477e-13f);
        numerator = Next(square, numerator, -8.60467152213735e-11f);
        numerator = Next(square, numerator, 5.12229709037114e-08f);
        numerator = Next(square, numerator, 1.48572235717979e-05f);
        numerator = Next(square, numerator, 6.37261928875436e-04f);
        numerator = Next(square, numerator, 4.89352455891786e-03f);
        var denominator = Next(square, TLanes.Create(1.19825839466702e-06f), 1.18534705686654e-04f);
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
        x = TLanes.Max(TLanes.Min(x, 89.5f), -105f);
        var n = TLanes.Round(TLanes.Multiply(x, TLanes.Create(1.44269504088896341f)));
        var rest = TLanes.MultiplyAdd(n, TLanes.Create(-0.693359375f), x);
        rest = TLanes.MultiplyAdd(n, TLanes.Create(2.12194440e-4f), rest);
        var p = Next(rest, TLanes.Create(1.9875691500e-4f), 1.3981999507e-3f);
        p = Next(rest, p, 8.3334519073e-3f);
        p = Next(rest, p, 4.1665795894e-2f);
        p = Next(rest, p, 1.6666665459e-1f);
        p = Next(rest, p, 5.0000001201e-1f);
        p = TLanes.Add(TLanes.MultiplyAdd(TLanes.Multiply(rest, rest), p, rest), TLanes.Create(1));
        var half = TLanes.Round(TLanes.Multiply(n, TLanes.Create(0.5f)));
        return TLanes.Multiply(TLanes.Multiply(p, TLanes.PowerOfTwo(half)), TLanes.PowerOfTwo(TLanes.Subtract(n, half)));
    }

    /// <summary>1 / (1 + e^-x), at most 4 units in the last place off down to x = -87, and constant (1.6e-38) below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x)
    {
        var one = TLanes.Create(1);
        return TLanes.Divide(one, TLanes.Add(one, Exp(TLanes.Subtract(TLanes.Create(0), TLanes.Max(x, -87)))));
    }

    /// <summary>
    /// erf x, at most 2 units in the last place off: two polynomials that meet at 475/512 (N. Juffa's <c>erff</c>, 2015).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf(TVector x)
    {
        var size = TLanes.Abs(x);
        var square = TLanes.Multiply(x, x);
        var near = Next(square, TLanes.Create(-5.96761703e-4f), 4.99119423e-3f);
        near = Next(square, near, -2.67681349e-2f);
        near = Next(square, near, 1.12819925e-1f);
        near = Next(square, near, -3.76125336e-1f);
        near = Next(square, near, 1.28379166e-1f);
        near = TLanes.MultiplyAdd(near, x, x);
        var far = Next(size, TLanes.Create(-1.72853470e-5f), 3.83197126e-4f);
        far = TLanes.MultiplyAdd(far, square, Next(size, TLanes.Create(-3.88396438e-3f), 2.42546219e-2f));
        far = Next(size, far, -1.06777877e-1f);
        far = Next(size, far, -6.34846687e-1f);
        far = Next(size, far, -1.28717512e-1f);
        far = TLanes.Subtract(TLanes.Multiply(far, size), size);
        far = TLanes.Subtract(TLanes.Create(1), Exp(far));
        far = TLanes.WhereLess(x, TLanes.Create(0), TLanes.Subtract(TLanes.Create(0), far), far);
        return TLanes.WhereLess(TLanes.Create(0.927734375f), size, far, near);
    }

    /// <summary>x y + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Next(TVector x, TVector y, float c) => TLanes.MultiplyAdd(x, y, TLanes.Create(c));
}
