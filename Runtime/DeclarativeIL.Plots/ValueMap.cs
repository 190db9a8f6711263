using ScottPlot;
using ScottPlot.Colormaps;

namespace DeclarativeIL.Plots;

/// <summary>Numbers as colours, with the scale beside them.</summary>
internal static class ValueMap
{
    /// <summary>The colours, from small to large.</summary>
    public static IColormap Colors { get; } = new Viridis();

    /// <summary>Adds numbers, row after row from the top; those that are not finite stay white.</summary>
    public static void Add(Plot plot, double[,] values, CoordinateRect place, string name)
    {
        var map = plot.Add.Heatmap(values);
        (map.Position, map.Colormap, map.NaNCellColor) = (place, Colors, ScottPlot.Colors.White);
        double[] finite = [.. values.Cast<double>().Where(double.IsFinite)];
        if (finite.Length > 0 && finite.Max() > finite.Min())
            map.ManualRange = new ScottPlot.Range(finite.Min(), finite.Max());
        else // of one number the scale would be empty
            map.ManualRange = new ScottPlot.Range(finite.FirstOrDefault() - 0.5, finite.FirstOrDefault() + 0.5);
        var scale = plot.Add.ColorBar(map);
        scale.Label = name;
        (scale.LabelStyle.FontSize, scale.LabelStyle.Bold) = (15, false);
        plot.Grid.IsVisible = false;
    }
}
