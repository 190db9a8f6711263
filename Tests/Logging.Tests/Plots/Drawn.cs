using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;

namespace DeclarativeIL.Logging.Tests.Plots;

/// <summary>What a picture shows.</summary>
internal static partial class Drawn
{
    /// <summary>Every text is in the picture, by a font that others may have.</summary>
    public static void Shows(XDocument svg, params string[] words)
    {
        var texts = svg.Descendants().Where(static element => element.Name.LocalName == "text").ToList();
        var shown = texts.Select(static text => text.Value.Trim()).ToList();
        Assert.All(words, word => Assert.Contains(word, shown));
        Assert.All(
            texts,
            static text => Assert.EndsWith("sans-serif", (string?)text.Attribute("font-family") ?? "", StringComparison.Ordinal)
        );
    }

    /// <summary>Every letter begins within the picture, with room for it; turned texts (names of axes) are looked at by eye.</summary>
    public static void Within(XDocument svg)
    {
        var (width, height) = (Number((string)svg.Root!.Attribute("width")!), Number((string)svg.Root!.Attribute("height")!));
        var looked = 0;
        foreach (var text in svg.Descendants().Where(static element => element.Name.LocalName == "text"))
        {
            var moved = Moved().Match((string?)text.Attribute("transform") ?? "");
            if (!moved.Success)
                continue;
            looked++;
            Assert.All(Numbers((string)text.Attribute("x")!), place => Assert.InRange(place + Number(moved.Groups[1].Value), 0, width - 3));
            Assert.All(
                Numbers((string)text.Attribute("y")!),
                place => Assert.InRange(place + Number(moved.Groups[2].Value), 8, height - 2)
            );
        }
        Assert.True(looked >= 5, $"Found {looked} texts.");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<double> Numbers(string text) => text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Number);

    [GeneratedRegex(@"^translate\(([-0-9.e]+)[ ,]([-0-9.e]+)\)$")]
    private static partial Regex Moved();

    public static bool Has(SKBitmap picture, ScottPlot.Color color) => Columns(picture, color, (0, picture.Height)).Count > 0;

    public static List<int> Columns(SKBitmap picture, ScottPlot.Color color, (int First, int End) rows) =>
        [
            .. Enumerable
                .Range(0, picture.Width)
                .Where(x =>
                    Enumerable
                        .Range(rows.First, rows.End - rows.First)
                        .Any(y => picture.GetPixel(x, y) == new SKColor(color.R, color.G, color.B))
                ),
        ];
}
