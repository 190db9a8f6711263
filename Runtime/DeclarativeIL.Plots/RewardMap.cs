using System.Globalization;
using ScottPlot;

namespace DeclarativeIL.Plots;

/// <summary>A number for each cell of a grid world, such as a reward that was learned.</summary>
public static class RewardMap
{
    private const char Wall = '#';
    private const int MostNumberedCells = 16,
        CellPixels = 64;

    /// <summary>Draws the map, with a number in each cell where there is room, and the letters of starts, goals and pits.</summary>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    /// <param name="map">Rows of equal length, as a grid world is made of: # wall, S start, G goal, O pit, . free.</param>
    /// <param name="rewards">One number a cell, row after row; what is not finite is left out, and so are walls.</param>
    /// <param name="text">The words.</param>
    /// <param name="name">The number's name, beside its colours.</param>
    /// <exception cref="ArgumentException">
    /// The map has no cell or rows of several lengths, there are more or fewer numbers than cells, or the file's name ends otherwise.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(
        string path,
        IReadOnlyList<string> map,
        IReadOnlyList<double> rewards,
        PictureText? text = null,
        string name = "reward"
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(rewards);
        if (map.Count == 0 || map[0].Length == 0 || map.Any(row => row.Length != map[0].Length))
            throw new ArgumentException("Expected rows of equal length, at least one cell.", nameof(map));
        var (rows, columns) = (map.Count, map[0].Length);
        if (rewards.Count != rows * columns)
            throw new ArgumentException(
                $"Found {rewards.Count} numbers; expected {rows * columns}, one for each cell of {rows} rows by {columns}.",
                nameof(rewards)
            );
        var values = new double[rows, columns];
        for (var cell = 0; cell < rewards.Count; cell++)
            values[cell / columns, cell % columns] = map[cell / columns][cell % columns] == Wall ? double.NaN : rewards[cell];
        using var plot = new Plot();
        ValueMap.Add(plot, values, new Coordinates(0, 0), 1, 1, name);
        Describe(plot, map, values);
        plot.Axes.SetLimits(-0.5, columns - 0.5, -rows + 0.5, 0.5);
        Number(plot, rows, columns);
        Picture.Save(
            plot,
            text ?? new PictureText("Reward of each cell", "column", "row"),
            path,
            Math.Clamp(220 + columns * CellPixels, 420, 1400),
            Math.Clamp(150 + rows * CellPixels, 340, 1400)
        );
    }

    private static void Describe(Plot plot, IReadOnlyList<string> map, double[,] values)
    {
        var isNumbered = Math.Max(values.GetLength(0), values.GetLength(1)) <= MostNumberedCells;
        double[] finite = [.. values.Cast<double>().Where(double.IsFinite)];
        var range = finite.Length == 0 ? new ScottPlot.Range(0, 1) : new ScottPlot.Range(finite.Min(), finite.Max());
        for (var row = 0; row < map.Count; row++)
        for (var column = 0; column < map[row].Length; column++)
        {
            var (kind, value) = (map[row][column], values[row, column]);
            if (kind == Wall)
                Block(plot, row, column);
            var number = isNumbered && double.IsFinite(value) ? value.ToString("G3", CultureInfo.InvariantCulture) : "";
            var letter = kind is Wall or '.' ? "" : $"{kind}";
            if (number.Length + letter.Length == 0)
                continue;
            var label = plot.Add.Text(letter.Length > 0 && number.Length > 0 ? $"{letter}\n{number}" : letter + number, column, -row);
            (label.LabelFontSize, label.LabelAlignment) = (13, Alignment.MiddleCenter);
            label.LabelFontColor = IsDark(value, range) ? Colors.White : Colors.Black;
        }
    }

    private static void Block(Plot plot, int row, int column)
    {
        var wall = plot.Add.Rectangle(column - 0.5, column + 0.5, -row - 0.5, -row + 0.5);
        (wall.FillColor, wall.LineWidth) = (PlotColors.Grey, 0);
    }

    /// <summary>Tells whether a number's colour is dark, so that white letters are read on it.</summary>
    private static bool IsDark(double value, ScottPlot.Range range)
    {
        if (!double.IsFinite(value))
            return false;
        var color = ValueMap.Colors.GetColor(range.Max > range.Min ? (value - range.Min) / (range.Max - range.Min) : 0.5);
        return 0.299 * color.R + 0.587 * color.G + 0.114 * color.B < 140;
    }

    private static void Number(Plot plot, int rows, int columns)
    {
        plot.Axes.Left.TickGenerator = Ticks(rows, -1);
        plot.Axes.Bottom.TickGenerator = Ticks(columns, 1);

        static ScottPlot.TickGenerators.NumericManual Ticks(int count, int sign)
        {
            var every = (count + MostNumberedCells - 1) / MostNumberedCells;
            int[] shown = [.. Enumerable.Range(0, count).Where(i => i % every == 0)];
            return new([.. shown.Select(i => (double)(sign * i))], [.. shown.Select(static i => $"{i}")]);
        }
    }
}
