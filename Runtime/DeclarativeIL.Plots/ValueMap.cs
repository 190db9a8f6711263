using ScottPlot;
using ScottPlot.Colormaps;

namespace DeclarativeIL.Plots;

/// <summary>Numbers as colours, with the scale beside them.</summary>
internal static class ValueMap
{
    private const int ScaleWidth = 84; // its ticks and its name

    /// <summary>The colours, from small to large.</summary>
    public static IColormap Colors { get; } = new Viridis();

    /// <summary>Adds numbers, row after row from the top; those that are not finite stay white.</summary>
    /// <param name="plot">Where to.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="first">The middle of the first one.</param>
    /// <param name="right">From one to the next in a row.</param>
    /// <param name="down">From one row to the next.</param>
    /// <param name="name">The numbers' name, beside the scale.</param>
    public static void Add(Plot plot, double[,] values, Coordinates first, double right, double down, string name)
    {
        plot.Grid.IsVisible = false;
        double[] finite = [.. values.Cast<double>().Where(double.IsFinite)];
        if (finite.Length == 0)
            return; // a scale of nothing
        var shown = Widened(values);
        var map = plot.Add.Heatmap(shown);
        map.Position = new CoordinateRect( // from middle to middle
            first.X,
            first.X + (shown.GetLength(1) - 1) * right,
            first.Y - (shown.GetLength(0) - 1) * down,
            first.Y
        );
        (map.Colormap, map.NaNCellColor) = (Colors, ScottPlot.Colors.White);
        map.ManualRange =
            finite.Max() > finite.Min()
                ? new ScottPlot.Range(finite.Min(), finite.Max())
                : new ScottPlot.Range(finite[0] - 0.5, finite[0] + 0.5); // of one number the scale would be empty
        var scale = plot.Add.ColorBar(map);
        scale.Label = name;
        (scale.LabelStyle.FontSize, scale.LabelStyle.Bold) = (15, false);
        scale.Axis.MinimumSize = ScaleWidth;
    }

    /// <summary>At least two rows and columns: of one middle alone no size of a cell follows.</summary>
    private static double[,] Widened(double[,] values)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        if (rows > 1 && columns > 1)
            return values;
        var widened = new double[Math.Max(2, rows), Math.Max(2, columns)];
        for (var row = 0; row < widened.GetLength(0); row++)
        for (var column = 0; column < widened.GetLength(1); column++)
            widened[row, column] = row < rows && column < columns ? values[row, column] : double.NaN;
        return widened;
    }
}
