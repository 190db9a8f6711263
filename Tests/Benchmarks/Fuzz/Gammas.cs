using DeclarativeIL.Arithmetic;
using static TorchSharp.torch;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>The gamma functions of positive numbers: the asymptotic series some steps above, and the recurrences back.</summary>
internal static class Gammas
{
    private const double HalfLogOf2Pi = 0.91893853320467274178;
    private const int Steps = 12;

    public static double Log(double x)
    {
        var (y, product) = (x + Steps, 1.0);
        for (var i = 0; i < Steps; i++)
            product *= x + i;
        var z = 1 / (y * y);
        return (y - 0.5) * Math.Log(y)
            - y
            + HalfLogOf2Pi
            + (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z / 1680))) / y
            - Math.Log(product);
    }

    public static Tensor Log(Tensor x)
    {
        var (y, product) = (x.Plus(Steps), x);
        for (var i = 1; i < Steps; i++)
            product *= x.Plus(i);
        var z = (y * y).reciprocal();
        var series = (z * (z * (z.Times(-1.0 / 1680).Plus(1.0 / 1260))).Plus(-1.0 / 360)).Plus(1.0 / 12);
        return (y.Plus(-0.5) * y.log() - y).Plus(HalfLogOf2Pi).Plus(series / y) - product.log();
    }

    public static double Digamma(double x)
    {
        var (y, sum) = (x + Steps, 0.0);
        for (var i = 0; i < Steps; i++)
            sum += 1 / (x + i);
        var z = 1 / (y * y);
        return Math.Log(y) - 0.5 / y - z * (1.0 / 12 - z * (1.0 / 120 - z * (1.0 / 252 - z * (1.0 / 240 - z / 132)))) - sum;
    }

    public static Tensor Digamma(Tensor x)
    {
        var (y, sum) = (x.Plus(Steps), x.reciprocal());
        for (var i = 1; i < Steps; i++)
            sum = sum.Plus(x.Plus(i).reciprocal());
        var z = (y * y).reciprocal();
        var series = z.Times(-1.0 / 132).Plus(1.0 / 240);
        series = (series * z).neg().Plus(1.0 / 252);
        series = (series * z).neg().Plus(1.0 / 120);
        series = (series * z).neg().Plus(1.0 / 12);
        return y.log() - y.reciprocal().Times(0.5) - z * series - sum;
    }

    public static double Trigamma(double x)
    {
        var (y, sum) = (x + Steps, 0.0);
        for (var i = 0; i < Steps; i++)
            sum += 1 / ((x + i) * (x + i));
        var z = 1 / (y * y);
        return 1 / y + z / 2 + z / y * (1.0 / 6 - z * (1.0 / 30 - z * (1.0 / 42 - z * (1.0 / 30 - z * 5 / 66)))) + sum;
    }

    public static Tensor Trigamma(Tensor x)
    {
        var (y, sum) = (x.Plus(Steps), (x * x).reciprocal());
        for (var i = 1; i < Steps; i++)
            sum = sum.Plus((x.Plus(i) * x.Plus(i)).reciprocal());
        var z = (y * y).reciprocal();
        var series = z.Times(-5.0 / 66).Plus(1.0 / 30);
        series = (series * z).neg().Plus(1.0 / 42);
        series = (series * z).neg().Plus(1.0 / 30);
        series = (series * z).neg().Plus(1.0 / 6);
        return y.reciprocal().Plus(z.Times(0.5)).Plus(z / y * series).Plus(sum);
    }
}
