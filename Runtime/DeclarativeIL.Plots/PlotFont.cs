using ScottPlot;
using SkiaSharp;

namespace DeclarativeIL.Plots;

/// <summary>The font of this package: a fresh machine may have none. Other letters are drawn by a font of the machine.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>Its name.</summary>
    public const string Name = "Plot Sans";

    private static readonly SKTypeface Typeface = Load();

    static PlotFont() => Fonts.FontResolvers.Add(new PlotFont());

    private PlotFont() { }

    /// <summary>The name of a font that has all letters of a text, if there is one.</summary>
    public static string For(string text)
    {
        var (letters, strange) = (text.Where(static c => !char.IsControl(c)).ToArray(), false);
        foreach (var rune in new string(letters).EnumerateRunes())
            strange |= Typeface.GetGlyph(rune.Value) == 0;
        return strange ? Fonts.Detect(text) : Name;
    }

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface : null;

    private static SKTypeface Load()
    {
        using var font = typeof(PlotFont).Assembly.GetManifestResourceStream("PlotSans.ttf")!;
        return SKTypeface.FromStream(font);
    }
}
