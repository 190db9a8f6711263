using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DeclarativeIL.Samples.Separation;

/// <summary>y = c x^exponent by least squares on the logarithms.</summary>
/// <param name="Exponent">The exponent.</param>
/// <param name="Factor">c.</param>
/// <param name="Low">Lower end of the exponent's 95 % interval, by Student's t with n - 2 degrees of freedom.</param>
/// <param name="High">Its upper end.</param>
internal sealed record LogLogFit(double Exponent, double Factor, double Low, double High)
{
    private const double Tail = 0.975;

    /// <summary>The fit of points with two or more different x and three or more in all.</summary>
    /// <exception cref="ArgumentException">There are too few, or one is not positive.</exception>
    public static LogLogFit Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 3 || points.Select(static point => point.X).Distinct().Count() < 2)
            throw new ArgumentException($"Found {points.Count} points; expected three or more, at two or more places.", nameof(points));
        if (points.Any(static point => !(point.X > 0 && point.Y > 0)))
            throw new ArgumentException(
                "Found a number that is not positive, which has no logarithm: a measurement without a single mistake needs more episodes.",
                nameof(points)
            );
        double[] x = [.. points.Select(static point => Math.Log(point.X))],
            y = [.. points.Select(static point => Math.Log(point.Y))];
        var (intercept, slope) = Fit.Line(x, y);
        var middle = x.Average();
        var residual = x.Zip(y).Sum(pair => Math.Pow(pair.Second - intercept - (slope * pair.First), 2)) / (x.Length - 2);
        var half = StudentT.InvCDF(0, 1, x.Length - 2, Tail) * Math.Sqrt(residual / x.Sum(at => (at - middle) * (at - middle)));
        return new(slope, Math.Exp(intercept), slope - half, slope + half);
    }
}
