using DeclarativeIL.Experts;
using DeclarativeIL.Training;
using ScottPlot;

namespace DeclarativeIL.Plots;

/// <summary>What the expert was needed for in each round: labels, steps on which it acted, takeovers.</summary>
public static class ExpertCalls
{
    private const double GroupWidth = 0.8;
    private const int MostNumberedRounds = 25;
    private static readonly (string Name, Func<ExpertCounts, long> Read, Color Color)[] Counts =
    [
        ("labels", static counts => counts.Queries, PlotColors.Blue),
        ("steps on which it acted", static counts => counts.Interventions, PlotColors.Orange),
        ("takeovers", static counts => counts.Takeovers, PlotColors.Green),
    ];

    /// <summary>Draws the calls of each round: of one run, or means over runs with their 95 % intervals by Student's t.</summary>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    /// <param name="runs">The rounds of each run (<see cref="TrainingResult.Rounds"/>), one run a seed, equally many.</param>
    /// <param name="text">The words.</param>
    /// <exception cref="ArgumentException">
    /// There is no run or no round, or rounds differ in number, or the file's name ends otherwise.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<IReadOnlyList<RoundSummary>> runs, PictureText? text = null)
    {
        var rounds = RunRounds.Count(runs);
        using var plot = new Plot();
        var top = 1.0;
        var shown = Counts.Where((count, i) => i == 0 || runs.Any(run => run.Any(round => count.Read(round.ExpertInRound) > 0))).ToArray();
        foreach (var (count, i) in shown.Select(static (count, i) => (count, i)))
        {
            var size = GroupWidth / shown.Length;
            SeedMean[] means =
            [
                .. Enumerable
                    .Range(0, rounds)
                    .Select(round => SeedMean.Of([.. runs.Select(run => (double)count.Read(run[round].ExpertInRound))])),
            ];
            top = Math.Max(top, means.Max(static mean => mean.High));
            double[] places = [.. means.Select((_, round) => round + 1 + (i - (shown.Length - 1) / 2.0) * size)];
            Bar[] drawn = [.. means.Zip(places, (mean, place) => Bar(mean.Mean, place, size, count.Color))];
            plot.Add.Bars(drawn).LegendText = count.Name;
            if (runs.Count > 1)
                Picture.AddBars(
                    plot,
                    new Curve(
                        count.Name,
                        places,
                        [.. means.Select(static mean => mean.Mean)],
                        [.. means.Select(static mean => mean.Low)],
                        [.. means.Select(static mean => mean.High)]
                    ),
                    PlotColors.Grey
                );
        }
        Number(plot, rounds, top);
        Picture.Save(
            plot,
            text
                ?? new PictureText("Calls on the expert", "round", runs.Count > 1 ? "mean per round, with its 95 % interval" : "per round"),
            path
        );
    }

    private static Bar Bar(double value, double position, double size, Color color) =>
        new()
        {
            Position = position,
            Value = value,
            Size = size,
            FillColor = color,
            LineWidth = 0,
        };

    private static void Number(Plot plot, int rounds, double top)
    {
        plot.Axes.SetLimits(0.4, rounds + 0.6, 0, 1.08 * top); // no count is below zero, though an interval may be
        if (rounds <= MostNumberedRounds)
            plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
                [.. Enumerable.Range(1, rounds).Select(static round => (double)round)],
                [.. Enumerable.Range(1, rounds).Select(static round => $"{round}")]
            );
    }
}
