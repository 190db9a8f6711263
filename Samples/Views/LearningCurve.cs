using DeclarativeIL.Training;
using ScottPlot;
using ScottPlot.Plottables;

namespace DeclarativeIL.Samples.Views;

/// <summary>Return against expert labels: DAgger's rounds, cloning at the same number of labels, the expert.</summary>
internal static class LearningCurve
{
    private const string FontName = "Sample Sans";
    private const int Width = 960, Height = 560;
    private static readonly Color Aggregation = Color.FromHex("#0072B2"), Cloning = Color.FromHex("#D55E00"), Expert = Color.FromHex("#404040");

    /// <summary>Writes the picture.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="path">A file that ends in .png; an older one is replaced.</param>
    public static void Save(QuickStartResult result, string path)
    {
        using var plot = new Plot();
        AddExpert(plot, result.Expert);
        AddAggregation(plot, result.Rounds);
        AddCloning(plot, result.Cloning);
        plot.Axes.SetLimits(0, result.Aggregation.Labels * 1.04, 0, Top(result));
        Describe(plot);
        plot.SavePng(path, Width, Height);
    }

    /// <summary>Titles and legend, in a font that comes with the samples: a fresh machine may have none.</summary>
    private static void Describe(Plot plot)
    {
        Fonts.AddFontFile(FontName, Path.Combine(AppContext.BaseDirectory, "Views", "Font", "SampleSans.ttf"));
        plot.Title("CartPole: return against expert labels", size: 18);
        plot.XLabel("expert labels learned from", size: 15);
        plot.YLabel("mean return, with its 95 % interval", size: 15);
        (plot.Axes.Bottom.Label.Bold, plot.Axes.Left.Label.Bold, plot.Axes.Title.Label.Bold) = (false, false, false);
        (plot.Axes.Left.MinimumSize, plot.Axes.Bottom.MinimumSize, plot.Axes.Right.MinimumSize) = (70, 52, 24);
        (plot.Axes.Top.FrameLineStyle.Width, plot.Axes.Right.FrameLineStyle.Width) = (0, 0);
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Horizontal;
        (plot.Legend.FontSize, plot.Legend.OutlineWidth, plot.Legend.ShadowColor) = (14, 0, Colors.Transparent);
        plot.Font.Set(FontName);
    }

    private static void AddExpert(Plot plot, Score expert)
    {
        var line = plot.Add.HorizontalLine(expert.Evaluation.Mean, width: 2, Expert, LinePattern.Dashed);
        line.LegendText = "expert";
    }

    private static void AddAggregation(Plot plot, IReadOnlyList<RoundSummary> rounds)
    {
        double[] labels = [.. rounds.Select(round => (double)round.Expert.Queries)];
        var evaluations = rounds.Select(round => round.Evaluation!).ToArray();
        var band = plot.Add.FillY(
            labels, [.. evaluations.Select(e => e.Interval.Low)], [.. evaluations.Select(e => e.Interval.High)]);
        band.FillColor = Aggregation.WithAlpha(0.2);
        band.LineWidth = 0;
        var curve = plot.Add.Scatter(labels, [.. evaluations.Select(e => e.Mean)], Aggregation);
        (curve.LineWidth, curve.MarkerSize, curve.LegendText) = (2.5f, 9, "DAgger, by round");
    }

    private static void AddCloning(Plot plot, Score cloning)
    {
        var evaluation = cloning.Evaluation;
        var interval = new ErrorBar(
            [cloning.Labels], [evaluation.Mean], [0], [0],
            [evaluation.Mean - evaluation.Interval.Low], [evaluation.Interval.High - evaluation.Mean]);
        (interval.Color, interval.LineWidth, interval.CapSize) = (Cloning, 2, 8);
        plot.Add.Plottable(interval);
        var point = plot.Add.Scatter(new double[] { cloning.Labels }, [evaluation.Mean], Cloning);
        (point.MarkerSize, point.MarkerShape, point.LineWidth) = (12, MarkerShape.FilledDiamond, 0);
        point.LegendText = "behavioural cloning";
    }

    private static double Top(QuickStartResult result)
        => 1.08 * result.Rounds.Select(round => round.Evaluation!.Interval.High)
            .Append(result.Expert.Evaluation.Mean).Append(result.Cloning.Evaluation.Interval.High).Max();
}
