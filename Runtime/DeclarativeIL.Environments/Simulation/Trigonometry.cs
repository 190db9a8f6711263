using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>Sine and cosine that come out the same on every machine, within 1 unit in the last place.</summary>
/// <remarks>
/// The polynomials and the two-part reduction of fdlibm (Sun Microsystems 1993, as in FreeBSD's msun: k_sin.c, k_cos.c,
/// e_rem_pio2.c), without branches. Arguments up to <see cref="Limit"/>. <c>Math.Sin</c> is the platform's own.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Trigonometry
{
    /// <summary>Up to here the product of the number of quarter turns and the first part of pi/2 is exact.</summary>
    public const double Limit = 1e6;

    private const double S1 = -1.66666666666666324348e-01,
        S2 = 8.33333333332248946124e-03,
        S3 = -1.98412698298579493134e-04;
    private const double S4 = 2.75573137070700676789e-06,
        S5 = -2.50507602534068634195e-08,
        S6 = 1.58969099521155010221e-10;
    private const double C1 = 4.16666666666666019037e-02,
        C2 = -1.38888888888741095749e-03,
        C3 = 2.48015872894767294178e-05;
    private const double C4 = -2.75573143513906633035e-07,
        C5 = 2.08757232129817482790e-09,
        C6 = -1.13596475577881948265e-11;
    private const double QuarterTurns = 6.36619772367581382433e-01; // 2 / pi
    private const double First = 1.57079632673412561417e+00; // the first 33 bits of pi/2, the next 33, and the rest
    private const double Second = 6.07710050630396597660e-11,
        Third = 2.02226624879595063154e-21;

    /// <summary>Sine and cosine (rad).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Sin, T Cos) SinCos<T>(T angle)
        where T : unmanaged, IExactLanes<T>
        // no quarter turn in any lane: reducing would change nothing
        =>
        T.Bits(T.Abs(angle) > T.Of(Math.PI / 4)) == 0 ? Kernel(angle, T.Of(0)) : Reduced(angle);

    /// <summary>The sine (rad).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T angle)
        where T : unmanaged, IExactLanes<T> => SinCos(angle).Sin;

    /// <summary>The cosine (rad).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T angle)
        where T : unmanaged, IExactLanes<T> => SinCos(angle).Cos;

    private static (T Sin, T Cos) Reduced<T>(T angle)
        where T : unmanaged, IExactLanes<T>
    {
        var turns = T.Nearest(angle * T.Of(QuarterTurns));
        var rest = angle - turns * T.Of(First);
        var part = turns * T.Of(Second);
        var high = rest - part;
        var low = turns * T.Of(Third) - ((rest - high) - part);
        var reduced = high - low;
        var (s, c) = Kernel(reduced, (high - reduced) - low);
        var quarter = turns - T.Of(4) * T.Floor(turns * T.Of(0.25)); // 0, 1, 2 or 3
        var odd = T.Same(quarter, T.Of(1)) | T.Same(quarter, T.Of(3));
        var sine = T.Select(odd, c, s);
        var cosine = T.Select(odd, s, c);
        return (T.Select(quarter > T.Of(1.5), -sine, sine), T.Select(T.Same(quarter, T.Of(1)) | T.Same(quarter, T.Of(2)), -cosine, cosine));
    }

    /// <summary>Of x + tail, at most pi/4 from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Sin, T Cos) Kernel<T>(T x, T tail)
        where T : unmanaged, IExactLanes<T>
    {
        T half = T.Of(0.5),
            one = T.Of(1),
            z = x * x,
            w = z * z,
            cube = z * x;
        var r = T.Of(S2) + z * (T.Of(S3) + z * T.Of(S4)) + z * w * (T.Of(S5) + z * T.Of(S6));
        var sin = x - ((z * (half * tail - cube * r) - tail) - cube * T.Of(S1));
        r = z * (T.Of(C1) + z * (T.Of(C2) + z * T.Of(C3))) + w * w * (T.Of(C4) + z * (T.Of(C5) + z * T.Of(C6)));
        var halved = half * z;
        var near = one - halved;
        return (sin, near + (((one - near) - halved) + (z * r - x * tail)));
    }
}
