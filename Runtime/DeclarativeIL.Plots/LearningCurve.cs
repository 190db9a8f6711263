using ScottPlot;

namespace DeclarativeIL.Plots;

/// <summary>A value that curves are compared with, such as the expert's return: a thin line.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Value">The value.</param>
public sealed record Level(string Name, double Value);

/// <summary>Learning curves with their intervals.</summary>
public static class LearningCurve
{
    private static readonly MarkerShape[] Shapes = [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp];

    /// <summary>Draws curves.</summary>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    /// <param name="curves">The curves (<see cref="Curve.OfSeeds"/>, <see cref="Curve.OfRounds"/>).</param>
    /// <param name="levels">What they are compared with.</param>
    /// <param name="text">The words; return against labels unless given.</param>
    /// <exception cref="ArgumentException">There is no curve, or the name of the file ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<Curve> curves, IReadOnlyList<Level>? levels = null, PictureText? text = null)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0)
            throw new ArgumentException("Found no curve; expected one or more.", nameof(curves));
        using var plot = new Plot();
        foreach (var level in levels ?? [])
            plot.Add.HorizontalLine(level.Value, width: 1.5f, PlotColors.Grey).LegendText = level.Name; // SVG is drawn without dashes
        foreach (var (curve, i) in curves.Select(static (curve, i) => (curve, i)))
        {
            Picture.AddCurve(plot, curve, PlotColors.All[i % PlotColors.All.Count], curves.Count > 3 ? 0.1 : 0.2);
            if (curve.X.Count > 1 && plot.GetPlottables().Last() is ScottPlot.Plottables.Scatter line)
                line.MarkerShape = Shapes[i / PlotColors.All.Count % Shapes.Length];
        }
        SetLimits(plot, curves, levels ?? []);
        Picture.Save(
            plot,
            text ?? new PictureText("Return against expert labels", "expert labels learned from", "mean return, with its 95 % interval"),
            path
        );
    }

    /// <summary>All intervals and levels, with some room; from zero where nothing is below it.</summary>
    private static void SetLimits(Plot plot, IReadOnlyList<Curve> curves, IReadOnlyList<Level> levels)
    {
        var (left, right) = Range(curves.SelectMany(static curve => curve.X), 0.04);
        var (bottom, top) = Range(
            curves.SelectMany(static curve => curve.Low.Concat(curve.High)).Concat(levels.Select(static level => level.Value)),
            0.08
        );
        plot.Axes.SetLimits(left, right, bottom, top);
    }

    private static (double Low, double High) Range(IEnumerable<double> values, double room)
    {
        double[] all = [.. values];
        var (low, high) = (all.Min(), all.Max());
        if (low >= 0)
            return (0, high > 0 ? high * (1 + room) : 1);
        var more = Math.Max(high - low, 1e-9) * room;
        return (low - more, high + more);
    }
}
