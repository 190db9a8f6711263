using DeclarativeIL.Training;

namespace DeclarativeIL.Plots;

/// <summary>A curve with an interval at each point. One point is drawn as a point.</summary>
public sealed record Curve
{
    /// <summary>A curve as it is given.</summary>
    /// <param name="name">In the legend.</param>
    /// <param name="x">[n], from left to right.</param>
    /// <param name="mean">[n].</param>
    /// <param name="low">[n], lower ends of the intervals.</param>
    /// <param name="high">[n], upper ends.</param>
    /// <exception cref="ArgumentException">There is no point, the lengths differ, or a number is not finite.</exception>
    public Curve(string name, IReadOnlyList<double> x, IReadOnlyList<double> mean, IReadOnlyList<double> low, IReadOnlyList<double> high)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, X, Mean, Low, High) = (name, x, Checked(mean, x), Checked(low, x), Checked(high, x));
        _ = Checked(x, x);
    }

    /// <summary>In the legend.</summary>
    public string Name { get; }

    /// <summary>Where the points are.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>Lower ends of the intervals.</summary>
    public IReadOnlyList<double> Low { get; }

    /// <summary>Upper ends of the intervals.</summary>
    public IReadOnlyList<double> High { get; }

    /// <summary>Means over seeds with their 95 % intervals by Student's t (<see cref="SeedMean"/>); one seed has no interval.</summary>
    /// <param name="name">In the legend.</param>
    /// <param name="x">[n].</param>
    /// <param name="seeds">For each seed [n].</param>
    /// <exception cref="ArgumentException">There is no seed, the lengths differ, or a number is not finite.</exception>
    public static Curve OfSeeds(string name, IReadOnlyList<double> x, IReadOnlyList<IReadOnlyList<double>> seeds)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(seeds);
        foreach (var seed in seeds)
            _ = Checked(seed, x);
        SeedMean[] means = [.. x.Select((_, i) => SeedMean.Of([.. seeds.Select(seed => seed[i])]))];
        return new(
            name,
            x,
            [.. means.Select(static mean => mean.Mean)],
            [.. means.Select(static mean => mean.Low)],
            [.. means.Select(static mean => mean.High)]
        );
    }

    /// <summary>
    /// Mean return after each round against the expert's labels by then. Of several runs, one a seed: over seeds, at the mean number of
    /// labels; of one run: with the interval over its episodes.
    /// </summary>
    /// <param name="name">In the legend.</param>
    /// <param name="runs">
    /// The rounds of each run (<see cref="TrainingResult.Rounds"/>), with an evaluation after each, equally many.
    /// </param>
    /// <exception cref="ArgumentException">There is no run, rounds differ in number, or one has no evaluation.</exception>
    public static Curve OfRounds(string name, params IReadOnlyList<IReadOnlyList<RoundSummary>> runs)
    {
        var rounds = RunRounds.Count(runs);
        if (runs.Any(static run => run.Any(static round => round.Evaluation is null)))
            throw new ArgumentException(
                "Found a round without an evaluation; expected Rounds.EvaluationEpisodes of 2 or more.",
                nameof(runs)
            );
        double[] labels = [.. Enumerable.Range(0, rounds).Select(i => runs.Average(run => (double)run[i].Expert.Queries))];
        if (runs.Count > 1)
            return OfSeeds(name, labels, [.. runs.Select(static run => run.Select(static round => round.Evaluation!.Mean).ToArray())]);
        EvaluationResult[] found = [.. runs[0].Select(static round => round.Evaluation!)];
        return new(
            name,
            labels,
            [.. found.Select(static one => one.Mean)],
            [.. found.Select(static one => one.Interval.Low)],
            [.. found.Select(static one => one.Interval.High)]
        );
    }

    /// <summary>One measurement, with the interval over its episodes.</summary>
    /// <param name="name">In the legend.</param>
    /// <param name="x">Where.</param>
    /// <param name="evaluation">The measurement.</param>
    public static Curve OfPoint(string name, double x, EvaluationResult evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return new(name, [x], [evaluation.Mean], [evaluation.Interval.Low], [evaluation.Interval.High]);
    }

    private static IReadOnlyList<double> Checked(IReadOnlyList<double> values, IReadOnlyList<double> x)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Count == 0 || values.Count != x.Count)
            throw new ArgumentException($"Found {values.Count} values at {x.Count} places; expected one at each, and one place or more.");
        return values.All(double.IsFinite)
            ? values
            : throw new ArgumentException($"Found {values.First(static value => !double.IsFinite(value))}; expected finite numbers.");
    }
}
