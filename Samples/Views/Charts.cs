using ScottPlot;

namespace DeclarativeIL.Samples.Views;

/// <summary>Helpers for all pictures of the samples.</summary>
internal static class Charts
{
    private const string FontName = "Sample Sans";
    private const int Width = 960,
        Height = 560;

    /// <summary>Colours that people with any colour vision tell apart (Okabe and Ito 2008).</summary>
    public static readonly Color Blue = Color.FromHex("#0072B2"),
        Orange = Color.FromHex("#D55E00"),
        Green = Color.FromHex("#009E73"),
        Purple = Color.FromHex("#CC79A7"),
        Grey = Color.FromHex("#404040");

    /// <summary>A curve with a band around it.</summary>
    public static void AddCurve(
        Plot plot,
        double[] x,
        double[] low,
        double[] middle,
        double[] high,
        Color color,
        string name,
        double opacity = 0.2
    )
    {
        var band = plot.Add.FillY(x, low, high);
        (band.FillColor, band.LineWidth) = (color.WithAlpha(opacity), 0);
        var curve = plot.Add.Scatter(x, middle, color);
        (curve.LineWidth, curve.MarkerSize, curve.LegendText) = (2.5f, 9, name);
    }

    /// <summary>Titles and legend, in a font that comes with the samples, a fresh machine may have none; then the file.</summary>
    /// <param name="plot">What to save.</param>
    /// <param name="title">Above it.</param>
    /// <param name="x">What goes to the right.</param>
    /// <param name="y">What goes up.</param>
    /// <param name="path">A file that ends in .png; an older one is replaced.</param>
    public static void Save(Plot plot, string title, string x, string y, string path)
    {
        Fonts.AddFontFile(FontName, Path.Combine(AppContext.BaseDirectory, "Views", "Font", "SampleSans.ttf"));
        plot.Title(title, size: 18);
        plot.XLabel(x, size: 15);
        plot.YLabel(y, size: 15);
        (plot.Axes.Bottom.Label.Bold, plot.Axes.Left.Label.Bold, plot.Axes.Title.Label.Bold) = (false, false, false);
        (plot.Axes.Left.MinimumSize, plot.Axes.Bottom.MinimumSize, plot.Axes.Right.MinimumSize) = (70, 52, 24);
        (plot.Axes.Top.FrameLineStyle.Width, plot.Axes.Right.FrameLineStyle.Width) = (0, 0);
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        plot.ShowLegend(Edge.Bottom).Legend.Orientation = Orientation.Horizontal;
        (plot.Legend.FontSize, plot.Legend.OutlineWidth, plot.Legend.ShadowColor) = (14, 0, Colors.Transparent);
        plot.Font.Set(FontName);
        plot.SavePng(path, Width, Height);
    }
}
