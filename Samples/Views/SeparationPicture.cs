using DeclarativeIL.Plots;
using DeclarativeIL.Samples.Separation;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace DeclarativeIL.Samples.Views;

/// <summary>Mistakes against the horizon, both on logarithmic axes: a power is a straight line, and its exponent the slope.</summary>
internal static class SeparationPicture
{
    /// <summary>Writes the picture.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    public static void Save(SeparationResult result, string path)
    {
        using var plot = new Plot();
        Add(plot, result, result.Cloning, static one => one.Cloning, PlotColors.Orange, "behavioural cloning");
        Add(plot, result, result.Aggregation, static one => one.Aggregation, PlotColors.Blue, "DAgger");
        double[] horizons = [.. result.Study.Horizons.Select(static horizon => (double)horizon)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. horizons.Select(Math.Log10)],
            [.. horizons.Select(static horizon => $"{horizon:0}")]
        );
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            LabelFormatter = static power => $"{Math.Pow(10, power):G3}",
            MinorTickGenerator = new LogMinorTickGenerator(),
            IntegerTicksOnly = true,
        };
        Picture.Save(
            plot,
            new PictureText("Tightrope: mistakes against the horizon", "horizon T (steps of an episode)", "mean mistakes in an episode"),
            path
        );
    }

    private static void Add(Plot plot, SeparationResult result, LogLogFit fit, Func<Measured, double> read, Color color, string name)
    {
        double[] ends = [result.Study.Horizons.Min(), result.Study.Horizons.Max()];
        var line = plot.Add.Scatter(
            ends.Select(Math.Log10).ToArray(),
            ends.Select(end => Math.Log10(fit.Factor * Math.Pow(end, fit.Exponent))).ToArray(),
            color
        );
        (line.MarkerSize, line.LineWidth, line.LegendText) = (
            0,
            2,
            $"{name}: exponent {fit.Exponent:0.00} [{fit.Low:0.00}, {fit.High:0.00}]"
        );
        var seeds = plot.Add.Scatter(
            result.Measured.Select(static one => Math.Log10(one.Horizon)).ToArray(),
            result.Measured.Select(one => Math.Log10(read(one))).ToArray(),
            color.WithAlpha(0.6)
        );
        (seeds.LineWidth, seeds.MarkerSize) = (0, 8);
    }
}
