using System.Text;
using System.Text.RegularExpressions;
using DeclarativeIL.Files;
using ScottPlot;
using ScottPlot.Plottables;

namespace DeclarativeIL.Plots;

/// <summary>What all pictures have in common: curves with intervals, words, the font, the file. For pictures of one's own, too.</summary>
public static partial class Picture
{
    /// <summary>Pixels, unless others are asked for.</summary>
    public const int DefaultWidth = 960,
        DefaultHeight = 560;

    private const int MostPixels = 16_384;

    /// <summary>Adds a curve with a band around it; one point with a bar.</summary>
    /// <param name="plot">Where to.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="opacity">Of the band, from 0 to 1.</param>
    public static void AddCurve(Plot plot, Curve curve, Color color, double opacity = 0.2)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(curve);
        double[] x = [.. curve.X],
            mean = [.. curve.Mean];
        if (x.Length == 1)
            AddBars(plot, curve, color);
        else
        {
            var band = plot.Add.FillY(x, [.. curve.Low], [.. curve.High]);
            (band.FillColor, band.LineWidth) = (color.WithAlpha(opacity), 0);
        }
        var line = plot.Add.Scatter(x, mean, color);
        (line.LineWidth, line.LegendText) = (x.Length == 1 ? 0 : 2.5f, curve.Name);
        line.MarkerSize =
            x.Length == 1 ? 12
            : x.Length <= 50 ? 9
            : 0;
        if (x.Length == 1)
            line.MarkerShape = MarkerShape.FilledDiamond;
    }

    /// <summary>Adds the intervals of a curve as bars.</summary>
    /// <param name="plot">Where to.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="color">Their colour.</param>
    public static void AddBars(Plot plot, Curve curve, Color color)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(curve);
        var none = new double[curve.X.Count];
        var bars = new ErrorBar(
            [.. curve.X],
            [.. curve.Mean],
            none,
            none,
            [.. curve.Mean.Zip(curve.Low, static (mean, low) => mean - low)],
            [.. curve.High.Zip(curve.Mean, static (high, mean) => high - mean)]
        );
        (bars.Color, bars.LineWidth, bars.CapSize) = (color, 2, 8);
        plot.Add.Plottable(bars);
    }

    /// <summary>Words, legend and font; then the file, which replaces an older one as a whole or not at all.</summary>
    /// <param name="plot">What to save.</param>
    /// <param name="text">Its words.</param>
    /// <param name="path">A file that ends in .png or .svg.</param>
    /// <param name="width">Pixels from left to right.</param>
    /// <param name="height">Pixels from top to bottom.</param>
    /// <exception cref="ArgumentException">The name ends otherwise.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Plot plot, PictureText text, string path, int width = DefaultWidth, int height = DefaultHeight)
    {
        ArgumentNullException.ThrowIfNull(plot);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (width is < 1 or > MostPixels || height is < 1 or > MostPixels)
            throw new ArgumentOutOfRangeException(
                nameof(width),
                $"Found {width} by {height} pixels; expected 1 to {MostPixels} on either side."
            );
        var isSvg = IsSvg(path);
        Describe(plot, text);
        var bytes = isSvg
            ? Encoding.UTF8.GetBytes(WithFamilies(plot.GetSvgXml(width, height)))
            : plot.GetImage(width, height).GetImageBytes(ImageFormat.Png);
        AtomicFile.Write(path, file => file.Write(bytes));
    }

    /// <summary>Asked before work is done whose picture could not be saved.</summary>
    internal static bool IsSvg(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => true,
            ".png" => false,
            _ => throw new ArgumentException($"Found '{path}'; expected a name that ends in .png or .svg.", nameof(path)),
        };

    private static void Describe(Plot plot, PictureText text)
    {
        plot.Title(text.Title, size: 18);
        plot.XLabel(text.X, size: 15);
        plot.YLabel(text.Y, size: 15);
        (plot.Axes.Bottom.Label.Bold, plot.Axes.Left.Label.Bold, plot.Axes.Title.Label.Bold) = (false, false, false);
        (plot.Axes.Left.MinimumSize, plot.Axes.Bottom.MinimumSize, plot.Axes.Right.MinimumSize) = (70, 52, 24);
        (plot.Axes.Top.FrameLineStyle.Width, plot.Axes.Right.FrameLineStyle.Width) = (0, 0);
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        if (plot.Legend.GetItems().Length > 0)
            plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
        (plot.Legend.FontSize, plot.Legend.OutlineWidth, plot.Legend.ShadowColor) = (14, 0, Colors.Transparent);
        var words = string.Concat([text.Title, text.X, text.Y, .. plot.Legend.GetItems().Select(static item => item.LabelText)]);
        plot.Font.Set(PlotFont.For(words));
    }

    /// <summary>Programs that show the file may not have the font: those named after it have letters as wide.</summary>
    private static string WithFamilies(string svg) =>
        Family().Replace(svg, "font-family=\"Plot Sans, DejaVu Sans, Bitstream Vera Sans, Verdana, sans-serif\"");

    [GeneratedRegex("font-family=\"[^\"]*Plot Sans[^\"]*\"")]
    private static partial Regex Family();
}
