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
    /// <exception cref="ArgumentException">There is no run or no round, or rounds differ in number, or the file's name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<IReadOnlyList<RoundSummary>> runs, PictureText? text = null)
    {
        var rounds = RunRounds.Count(runs);
        using var plot = new Plot();
        var shown = Counts.Where((count, i) => i == 0 || runs.Any(run => run.Any(round => count.Read(round.ExpertInRound) > 0))).ToArray();
        foreach (var (count, i) in shown.Select(static (count, i) => (count, i)))
        {
            var size = GroupWidth / shown.Length;
            Bar[] drawn =
            [
                .. Enumerable
                    .Range(0, rounds)
                    .Select(round =>
                        Bar(
                            SeedMean.Of([.. runs.Select(run => (double)count.Read(run[round].ExpertInRound))]),
                            round + 1 + (i - (shown.Length - 1) / 2.0) * size,
                            size,
                            count.Color
                        )
                    ),
            ];
            var bars = plot.Add.Bars(drawn);
            bars.LegendText = count.Name;
        }
        Number(plot, rounds);
        Picture.Save(
            plot,
            text
                ?? new PictureText("Calls on the expert", "round", runs.Count > 1 ? "mean per round, with its 95 % interval" : "per round"),
            path
        );
    }

    private static Bar Bar(SeedMean mean, double position, double size, Color color) =>
        new()
        {
            Position = position,
            Value = mean.Mean,
            Error = double.IsNaN(mean.Half) ? 0 : mean.Half,
            ErrorSize = size / 3,
            Size = size,
            FillColor = color,
            LineWidth = 0,
        };

    private static void Number(Plot plot, int rounds)
    {
        plot.Axes.Margins(bottom: 0, top: 0.1);
        plot.Axes.SetLimitsX(0.4, rounds + 0.6);
        if (rounds <= MostNumberedRounds)
            plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
                [.. Enumerable.Range(1, rounds).Select(static round => (double)round)],
                [.. Enumerable.Range(1, rounds).Select(static round => $"{round}")]
            );
    }
}
