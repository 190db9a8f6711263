using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Training;

/// <summary>The statistics of a reward over pairs of answers: by how much, and how often, the chosen answer has more of it.</summary>
/// <param name="Margins">Reward of the chosen answer less that of the rejected one, pair by pair.</param>
/// <param name="Margin">Their mean.</param>
/// <param name="Accuracy">The share of pairs with a margin above 0; a margin of exactly 0 counts as half.</param>
public sealed record PairResult(IReadOnlyList<double> Margins, MeanResult Margin, Proportion Accuracy)
{
    internal static PairResult Of(IReadOnlyList<double> margins, double confidence) =>
        new(
            margins,
            MeanResult.Of(margins, confidence),
            Proportion.Of(
                margins.Sum(static margin =>
                    margin > 0 ? 1
                    : margin < 0 ? 0
                    : 0.5
                ),
                margins.Count,
                confidence
            )
        );
}

/// <summary>A mean and how sure it is.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">Of the sample (n - 1); not a number for one value, which has none.</param>
/// <param name="Count">How many values there were.</param>
/// <param name="Interval">Of the mean, by Student's t; not a number for one value.</param>
public sealed record MeanResult(double Mean, double StandardDeviation, int Count, ConfidenceInterval Interval)
{
    internal static MeanResult Of(IReadOnlyList<double> values, double confidence)
    {
        Proportion.Check(confidence);
        var (mean, deviation) = values.MeanStandardDeviation();
        var half =
            values.Count < 2
                ? double.NaN
                : StudentT.InvCDF(0, 1, values.Count - 1, (1 + confidence) / 2) * deviation / Math.Sqrt(values.Count);
        return new(mean, deviation, values.Count, new(mean - half, mean + half, confidence));
    }
}

/// <summary>A share and how sure it is.</summary>
/// <param name="Rate">From 0 to 1.</param>
/// <param name="Count">Of how many.</param>
/// <param name="Interval">Wilson's score interval (Wilson 1927), which is no point where all or none were counted.</param>
public sealed record Proportion(double Rate, int Count, ConfidenceInterval Interval)
{
    /// <summary>The share of <paramref name="successes"/> (a half each for ties) in <paramref name="count"/>.</summary>
    internal static Proportion Of(double successes, int count, double confidence)
    {
        Check(confidence);
        var (rate, z) = (successes / count, Normal.InvCDF(0, 1, (1 + confidence) / 2));
        var (centre, scale) = (rate + (z * z / (2 * count)), 1 + (z * z / count));
        var half = z * Math.Sqrt((rate * (1 - rate) / count) + (z * z / (4.0 * count * count)));
        return new(rate, count, new((centre - half) / scale, (centre + half) / scale, confidence));
    }

    internal static void Check(double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, both excluded.");
    }
}
