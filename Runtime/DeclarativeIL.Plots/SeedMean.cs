using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Plots;

/// <summary>
/// A mean over seeds with its 95 % interval by Student's t, with n - 1 degrees of freedom: runs from different seeds are independent, and
/// few.
/// </summary>
/// <param name="Mean">The mean.</param>
/// <param name="Half">Half of the interval's width; not a number for one seed, which has none.</param>
public readonly record struct SeedMean(double Mean, double Half)
{
    private const double Tail = 0.975;

    /// <summary>The interval's lower end; the mean itself for one seed.</summary>
    public double Low => double.IsNaN(Half) ? Mean : Mean - Half;

    /// <summary>The interval's upper end; the mean itself for one seed.</summary>
    public double High => double.IsNaN(Half) ? Mean : Mean + Half;

    /// <summary>The mean of one number a seed.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SeedMean Of(IReadOnlyList<double> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count == 0)
            throw new ArgumentException("Found no seed; expected one or more.", nameof(seeds));
        return new(
            seeds.Mean(),
            seeds.Count < 2 ? double.NaN : StudentT.InvCDF(0, 1, seeds.Count - 1, Tail) * seeds.StandardDeviation() / Math.Sqrt(seeds.Count)
        );
    }
}
