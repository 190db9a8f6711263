using ScottPlot;

namespace DeclarativeIL.Plots;

/// <summary>Colours that people with any colour vision tell apart (Okabe and Ito 2008).</summary>
public static class PlotColors
{
    /// <summary>Blue.</summary>
    public static Color Blue { get; } = Color.FromHex("#0072B2");

    /// <summary>Vermilion.</summary>
    public static Color Orange { get; } = Color.FromHex("#D55E00");

    /// <summary>Bluish green.</summary>
    public static Color Green { get; } = Color.FromHex("#009E73");

    /// <summary>Reddish purple.</summary>
    public static Color Purple { get; } = Color.FromHex("#CC79A7");

    /// <summary>Sky blue.</summary>
    public static Color Sky { get; } = Color.FromHex("#56B4E9");

    /// <summary>Yellow-orange.</summary>
    public static Color Amber { get; } = Color.FromHex("#E69F00");

    /// <summary>Dark grey, for what others are compared with.</summary>
    public static Color Grey { get; } = Color.FromHex("#404040");

    /// <summary>Those for one curve after another.</summary>
    public static IReadOnlyList<Color> All { get; } = [Blue, Orange, Green, Purple, Sky, Amber];
}
