using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL;

/// <summary>The logarithm of the gamma function and its derivatives; numbers in parentheses are those of Abramowitz, Stegun 1964.</summary>
internal static class GammaFunctions
{
    /// <summary>From here on the asymptotic series hold all digits.</summary>
    public const int Large = 10;

    private const double HalfLogOf2Pi = 0.91893853320467274178;

    // of psi: the zero, in two parts, and how far its Taylor series is taken
    private const double Zero = 1.4616321449683622,
        ZeroRest = 9.5499954299656977e-17,
        NearZero = 0.25;

    // arrays: a span over constants allocates where code is not optimised
    /// <summary>(-1)^n (zeta(n) - 1) / n from n = 2, and 1 - gamma before (6.1.33).</summary>
    private static readonly double[] Zetas =
    [
        0.42278433509846713939,
        0.32246703342411321824,
        -0.067352301053198095133,
        0.020580808427784547879,
        -0.0073855510286739852663,
        0.0028905103307415232858,
        -0.0011927539117032609771,
        0.00050966952474304242234,
        -0.00022315475845357937976,
        0.000099457512781808533715,
        -0.0000449262367381331417,
        0.000020507212775670691553,
        -9.439488275268395904e-6,
        4.3748667899074878042e-6,
        -2.0392157538013662368e-6,
        9.5514121304074198329e-7,
        -4.4924691987645660433e-7,
        2.1207184805554665869e-7,
        -1.0043224823968099609e-7,
        4.7698101693639805658e-8,
        -2.271109460894316491e-8,
        1.0838659214896954091e-8,
        -5.1834750419700466551e-9,
        2.4836745438024783172e-9,
        -1.1921401405860912074e-9,
        5.7313672416788620133e-10,
        -2.7595228851242331452e-10,
    ];

    /// <summary>The derivatives of psi at its zero over n!, from n = 1.</summary>
    private static readonly double[] AtZero =
    [
        0.96767224544762117043,
        -0.44276316898359210609,
        0.25849976095565101062,
        -0.1639427054424065275,
        0.10782405069126236576,
        -0.072199561256454710926,
        0.048804288164143107225,
        -0.033161126474847359292,
        0.02259764823221810466,
        -0.015424765904948959139,
        0.010538791616612175388,
        -0.007204534386356868241,
        0.0049267813957298534464,
        -0.0033698016554393280828,
        0.0023051263267349278369,
        -0.0015769368714301972593,
        0.0010788252019162965807,
        -0.00073807093899600512957,
        0.00050495326583460203518,
        -0.00034546802510630769956,
        0.00023635601564027052792,
        -0.00016170622091974803449,
    ];

    /// <summary>B_2k / (2k (2k - 1)) (6.1.41), B_2k / 2k (6.3.18) and B_2k (6.4.12), from k = 1.</summary>
    private static readonly double[] Stirling = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156];

    private static readonly double[] DigammaSeries = [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12];

    private static readonly double[] TrigammaSeries = [1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6];

    public static double LogGamma(double x)
    {
        if (x < 0)
            return x == Math.Floor(x) ? double.PositiveInfinity : Math.Log(Math.PI / Math.Abs(Math.Sin(Angle(x)))) - LogGamma(1 - x);
        if (double.IsPositiveInfinity(x))
            return x;
        if (x >= Large) // x (log x - 1) overflows where the result does
            return x * (Math.Log(x) - 1) - 0.5 * Math.Log(x) + HalfLogOf2Pi + Polynomial(Stirling, 1 / x / x) / x;
        if (x < 0.5)
            return LogGamma(x + 1) - Math.Log(x);
        if (x < 1.5)
            return (x - 1) * Polynomial(Zetas, x - 1) - Math.Log(x); // x is near 1: it has the digits of x - 1
        var product = 1.0;
        for (; x > 2.5; x--)
            product *= x - 1;
        return (x - 2) * Polynomial(Zetas, x - 2) + Math.Log(product);
    }

    public static double Digamma(double x)
    {
        if (x < 0 && x != Math.Floor(x))
            return Digamma(1 - x) - Math.PI / Math.Tan(Angle(x));
        if (x < 0)
            return double.NaN;
        if (Math.Abs(x - Zero) < NearZero && x - Zero - ZeroRest is var near)
            return near * Polynomial(AtZero, near);
        var below = 0.0;
        for (; x < Large; x++)
            below += 1 / x;
        return Math.Log(x) - 0.5 / x - Polynomial(DigammaSeries, 1 / x / x) / x / x - below;
    }

    public static double Trigamma(double x)
    {
        if (x < 0 && Math.PI / Math.Sin(Angle(x)) is var root)
            return x == Math.Floor(x) ? double.PositiveInfinity : root * root - Trigamma(1 - x);
        var below = 0.0;
        for (; x < Large; x++)
            below += 1 / x / x;
        return (1 + 0.5 / x + Polynomial(TrigammaSeries, 1 / x / x) / x / x) / x + below;
    }

    /// <summary>psi' from <see cref="Large"/> on, elementwise.</summary>
    public static Tensor TrigammaAbove(Tensor x)
    {
        var inverse = x.reciprocal();
        var square = inverse.mul(inverse);
        var series = square.Times(TrigammaSeries[^1]);
        for (var k = TrigammaSeries.Length - 2; k >= 0; k--)
            series = series.Plus(TrigammaSeries[k]).mul(square);
        return series.Plus(inverse.Times(0.5)).Plus(1).mul(inverse);
    }

    /// <summary>pi x less a whole number of half turns: a large x keeps its digits.</summary>
    private static double Angle(double x) => Math.PI * (x - Math.Round(x));

    /// <summary>The sum of the coefficients times the powers of x, from x^0 (Horner).</summary>
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }
}
