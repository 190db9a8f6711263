using DeclarativeIL.Samples.Preferences;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.Statistics;

namespace DeclarativeIL.Samples.Views;

/// <summary>
/// The plot of preference learning: win rate against distance from the reference, and the lengths of words before and after.
/// </summary>
internal static class PreferencesPlot
{
    private const string FontName = "Sample Sans";
    private const int Width = 960,
        Height = 560,
        Bins = 24;
    private static readonly Color Before = Color.FromHex("#404040"),
        Offline = Color.FromHex("#D55E00"),
        Online = Color.FromHex("#0072B2");

    /// <summary>Writes both pictures.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="winRate">A file that ends in .png; an older one is replaced.</param>
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
            Describe(
                plot,
                "Win rate against distance, round by round",
                "KL from the reference, nats a continuation",
                "win rate over the reference, with its 95 % interval"
            );
            plot.SavePng(winRate, Width, Height);
        }
        using (var plot = new Plot())
        {
            var shown = new[] { result.Reference, result.Offline, result.Online };
            var longest = Math.Min(ShortWords.NoWord / 2, shown.Max(static writer => writer.Letters.Max()));
            foreach (var (writer, color) in shown.Zip([Before, Offline, Online]))
                AddLengths(plot, writer, longest, color);
            plot.Axes.AutoScale();
            Describe(plot, "Letters a word, before and after", "letters a word of a continuation", "share of continuations");
            plot.SavePng(letters, Width, Height);
        }
    }

    private static void AddCurve(Plot plot, Writer writer, Color color)
    {
        double[] distances = [.. writer.Curve.Select(point => point.Kl.Mean)],
            rates = [.. writer.Curve.Select(point => point.WinRate.Rate)],
            none = new double[rates.Length];
        var interval = new ErrorBar(
            distances,
            rates,
            none,
            none,
            [.. writer.Curve.Select(point => point.WinRate.Rate - point.WinRate.Interval.Low)],
            [.. writer.Curve.Select(point => point.WinRate.Interval.High - point.WinRate.Rate)]
        );
        (interval.Color, interval.LineWidth, interval.CapSize) = (color, 1.5f, 6);
        plot.Add.Plottable(interval);
        var curve = plot.Add.Scatter(distances, rates, color);
        (curve.LineWidth, curve.MarkerSize, curve.LegendText) = (2.5f, 9, writer.Name);
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

    /// <summary>Titles and legend, in a font that comes with the samples: a fresh machine may have none.</summary>
    private static void Describe(Plot plot, string title, string horizontal, string vertical)
    {
        Fonts.AddFontFile(FontName, Path.Combine(AppContext.BaseDirectory, "Views", "Font", "SampleSans.ttf"));
        plot.Title(title, size: 18);
        plot.XLabel(horizontal, size: 15);
        plot.YLabel(vertical, size: 15);
        (plot.Axes.Bottom.Label.Bold, plot.Axes.Left.Label.Bold, plot.Axes.Title.Label.Bold) = (false, false, false);
        (plot.Axes.Left.MinimumSize, plot.Axes.Bottom.MinimumSize, plot.Axes.Right.MinimumSize) = (70, 52, 24);
        (plot.Axes.Top.FrameLineStyle.Width, plot.Axes.Right.FrameLineStyle.Width) = (0, 0);
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Horizontal;
        (plot.Legend.FontSize, plot.Legend.OutlineWidth, plot.Legend.ShadowColor) = (14, 0, Colors.Transparent);
        plot.Font.Set(FontName);
    }
}
