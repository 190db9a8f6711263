using System.Runtime.CompilerServices;

namespace DeclarativeIL.Backends.Cpu;

/// <summary>Elementary functions of float64, number by number.</summary>
internal static class ExactMath
{
    /// <summary>Tells whether a register is one number of float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Serves<TVector>() => typeof(TVector) == typeof(double);

    /// <summary>f(x) of such a register.</summary>
    public static TVector Of<TVector>(TVector x, Func<double, double> function)
        where TVector : struct => Unsafe.BitCast<double, TVector>(function(Unsafe.BitCast<TVector, double>(x)));

    /// <summary>
    /// erf x, at most 1e-15 off: its series about 0 (Abramowitz, Stegun 7.1.6), whose terms have one sign, and from 3 on the
    /// continued fraction of what is missing to 1 (7.1.14).
    /// </summary>
    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        if (size >= 3)
            return Math.CopySign(size > 6 ? 1 : 1 - Complement(size), x);
        double term = x,
            sum = x; // NaN stays NaN
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double Complement(double x)
    {
        var fraction = x;
        for (var n = 60; n > 0; n--)
            fraction = x + n / 2.0 / fraction;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
