using DeclarativeIL.Plots;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Samples.Results;

/// <summary>The results of a contender, over seeds.</summary>
/// <param name="Name">Who.</param>
/// <param name="Outcomes">One a seed.</param>
/// <param name="Expert">Mean return of the expert.</param>
/// <param name="Random">Mean return of uniformly random actions.</param>
internal sealed record Standing(string Name, IReadOnlyList<Outcome> Outcomes, double Expert, double Random)
{
    /// <summary>The share that counts as reaching the expert.</summary>
    public const double Enough = 0.95;

    /// <summary>Mean over seeds, and half the width of its 95 % interval by Student's t; no number for one seed.</summary>
    public SeedMean Return => SeedMean.Of([.. Outcomes.Select(static one => one.Return)]);

    /// <summary>The position between random and expert: 0 is random, 1 the expert.</summary>
    public double Share => ShareOf(Return.Mean);

    /// <summary>True if the mean over seeds reaches the expert.</summary>
    public bool Reaches => Share >= Enough;

    /// <summary>Mean number of labels that the expert was asked for.</summary>
    public double Labels => Outcomes.Average(static one => one.Expert.Queries);

    /// <summary>Mean number of labels that were kept.</summary>
    public double Rows => Outcomes.Average(static one => one.Rows);

    /// <summary>Mean number of steps on which the expert acted.</summary>
    public double Interventions => Outcomes.Average(static one => one.Expert.Interventions);

    /// <summary>Mean number of changes of control.</summary>
    public double Switches => Outcomes.Average(static one => one.Expert.Switches);

    /// <summary>Mean seconds.</summary>
    public double Seconds => Outcomes.Average(static one => one.Seconds);

    /// <summary>
    /// Median over seeds of the labels after which a round's policy first reached the expert; infinite where more than half never did.
    /// </summary>
    public double LabelsToReach =>
        Outcomes
            .Select(one =>
                one.Curve.Where(point => ShareOf(point.Return) >= Enough)
                    .Select(static point => (double)point.Labels)
                    .DefaultIfEmpty(double.PositiveInfinity)
                    .First()
            )
            .Median();

    private double ShareOf(double earned) => (earned - Random) / (Expert - Random);
}
