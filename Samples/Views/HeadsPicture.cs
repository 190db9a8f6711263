using DeclarativeIL.Plots;
using DeclarativeIL.Samples.Heads;
using ScottPlot;

namespace DeclarativeIL.Samples.Views;

/// <summary>Ways past the post: demonstrations, and what each head made of them.</summary>
internal static class HeadsPicture
{
    private const int Shown = 40;

    /// <summary>Writes the picture.</summary>
    /// <param name="demonstrations">Their ways.</param>
    /// <param name="heads">What cloning with each head came to.</param>
    /// <param name="path">A file that ends in .png or .svg; an older one is replaced.</param>
    public static void Save(IReadOnlyList<Way> demonstrations, IReadOnlyList<HeadResult> heads, string path)
    {
        using var plot = new Plot();
        var post = plot.Add.Rectangle(Post.Begin, Post.End, -Post.Half, Post.Half);
        (post.FillColor, post.LineWidth) = (PlotColors.Grey.WithAlpha(0.3), 0);
        Add(plot, demonstrations.Take(Shown), PlotColors.Grey.WithAlpha(0.25), 1, "demonstrations");
        Color[] colors = [PlotColors.Orange, PlotColors.Blue, PlotColors.Green, PlotColors.Purple];
        foreach (var (head, color) in heads.Zip(colors))
            Add(plot, head.Ways, color, 2, $"{head.Head}: {head.Passed:0 %} get past");
        Picture.Save(plot, new PictureText("Left or right, but not between", "steps", "place to the right of the middle"), path);
    }

    private static void Add(Plot plot, IEnumerable<Way> ways, Color color, float width, string name)
    {
        foreach (var (way, i) in ways.Select(static (way, i) => (way, i)))
        {
            var line = plot.Add.Scatter(
                [.. Enumerable.Range(0, way.Aside.Count).Select(static step => (double)step)],
                way.Aside.ToArray(),
                color
            );
            (line.LineWidth, line.MarkerSize, line.LegendText) = (width, way.IsPast ? 0 : 5, i == 0 ? name : "");
        }
    }
}
