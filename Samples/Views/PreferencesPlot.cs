using DeclarativeIL.Plots;
using DeclarativeIL.Samples.Preferences;
using ScottPlot;
using ScottPlot.Statistics;

namespace DeclarativeIL.Samples.Views;

/// <summary>
/// The plot of preference learning: win rate against distance from the reference, and the lengths of words before and after.
/// </summary>
internal static class PreferencesPlot
{
    private const int Bins = 24;
    private static readonly Color Before = PlotColors.Grey,
        Offline = PlotColors.Orange,
        Online = PlotColors.Blue;

    /// <summary>Writes both pictures.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="winRate">A file that ends in .png or .svg; an older one is replaced.</param>
    /// <param name="letters">Another.</param>
    public static void Save(PreferencesResult result, string winRate, string letters)
    {
        using (var plot = new Plot())
        {
            plot.Add.HorizontalLine(0.5, 2, Before, LinePattern.Dashed).LegendText = "reference";
            AddCurve(plot, result.Offline, Offline);
            AddCurve(plot, result.Online, Online);
            plot.Axes.AutoScale();
            plot.Axes.SetLimitsY(0, 1.02);
            Picture.Save(
                plot,
                new PictureText(
                    "Win rate against distance, round by round",
                    "KL from the reference, nats a continuation",
                    "win rate over the reference, with its 95 % interval"
                ),
                winRate
            );
        }
        using (var plot = new Plot())
        {
            var shown = new[] { result.Reference, result.Offline, result.Online };
            var longest = Math.Min(ShortWords.NoWord / 2, shown.Max(static writer => writer.Letters.Max()));
            foreach (var (writer, color) in shown.Zip([Before, Offline, Online]))
                AddLengths(plot, writer, longest, color);
            plot.Axes.AutoScale();
            Picture.Save(
                plot,
                new PictureText("Letters a word, before and after", "letters a word of a continuation", "share of continuations"),
                letters
            );
        }
    }

    private static void AddCurve(Plot plot, Writer writer, Color color)
    {
        var curve = new Plots.Curve(
            writer.Name,
            [.. writer.Curve.Select(static point => point.Kl.Mean)],
            [.. writer.Curve.Select(static point => point.WinRate.Rate)],
            [.. writer.Curve.Select(static point => point.WinRate.Interval.Low)],
            [.. writer.Curve.Select(static point => point.WinRate.Interval.High)]
        );
        Picture.AddBars(plot, curve, color);
        var line = plot.Add.Scatter(curve.X.ToArray(), curve.Mean.ToArray(), color);
        (line.LineWidth, line.MarkerSize, line.LegendText) = (2.5f, 9, writer.Name);
    }

    private static void AddLengths(Plot plot, Writer writer, double longest, Color color)
    {
        var lengths = Histogram.WithBinCount(Bins, 1, longest);
        lengths.AddRange(writer.Letters.Where(letters => letters <= longest));
        var curve = plot.Add.Scatter(
            lengths.Bins.ToArray(),
            [.. lengths.Counts.Select(count => count / (double)writer.Letters.Count)],
            color
        );
        (curve.LineWidth, curve.MarkerSize, curve.LegendText) = (2.5f, 0, writer.Name);
    }
}
