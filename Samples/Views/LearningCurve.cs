using DeclarativeIL.Training;
using ScottPlot;
using ScottPlot.Plottables;

namespace DeclarativeIL.Samples.Views;

/// <summary>Return against expert labels: DAgger's rounds, cloning at the same number of labels, the expert.</summary>
internal static class LearningCurve
{
    private static readonly Color Aggregation = Charts.Blue,
        Cloning = Charts.Orange,
        Expert = Charts.Grey;

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
        Charts.Save(
            plot,
            "CartPole: return against expert labels",
            "expert labels learned from",
            "mean return, with its 95 % interval",
            path
        );
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
        Charts.AddCurve(
            plot,
            labels,
            [.. evaluations.Select(e => e.Interval.Low)],
            [.. evaluations.Select(e => e.Mean)],
            [.. evaluations.Select(e => e.Interval.High)],
            Aggregation,
            "DAgger, by round"
        );
    }

    private static void AddCloning(Plot plot, Score cloning)
    {
        var evaluation = cloning.Evaluation;
        var interval = new ErrorBar(
            [cloning.Labels],
            [evaluation.Mean],
            [0],
            [0],
            [evaluation.Mean - evaluation.Interval.Low],
            [evaluation.Interval.High - evaluation.Mean]
        );
        (interval.Color, interval.LineWidth, interval.CapSize) = (Cloning, 2, 8);
        plot.Add.Plottable(interval);
        var point = plot.Add.Scatter(new double[] { cloning.Labels }, [evaluation.Mean], Cloning);
        (point.MarkerSize, point.MarkerShape, point.LineWidth) = (12, MarkerShape.FilledDiamond, 0);
        point.LegendText = "behavioural cloning";
    }

    private static double Top(QuickStartResult result) =>
        1.08
        * result
            .Rounds.Select(round => round.Evaluation!.Interval.High)
            .Append(result.Expert.Evaluation.Mean)
            .Append(result.Cloning.Evaluation.Interval.High)
            .Max();
}
