using System.Globalization;

namespace DeclarativeIL;

/// <summary>Spaces in words, as files hold them: 'discrete 3', 'box -1,-2 1,2', 'tuple (kind=discrete 3;aim=box -1 1)'.</summary>
/// <remarks>
/// Texts come from strangers. Nothing is believed that is not in the text itself: bounds and counts are as many as it has, and a size that
/// is only said is checked by the space, which takes no memory by it.
/// </remarks>
internal static class SpaceText
{
    private const int Deepest = 16; // tuples within tuples: reading goes down by calling itself

    public static Space Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return Parse(text, 0);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw new FormatException($"Found '{Shortened(text)}', which is no space: {e.Message}", e);
        }
    }

    /// <summary>The words of a tuple, each part of which has some.</summary>
    public static string Of(IEnumerable<SpacePart> parts) =>
        $"{TupleSpace.Kind} ({string.Join(';', parts.Select(static part => $"{Uri.EscapeDataString(part.Name)}={part.Space.Text}"))})";

    /// <summary>Tells whether a part can be called so: it is not empty, and comes back from a file as it was.</summary>
    public static bool IsName(string? name) => !string.IsNullOrEmpty(name) && Uri.UnescapeDataString(Uri.EscapeDataString(name)) == name;

    private static Space Parse(ReadOnlySpan<char> text, int depth)
    {
        var end = text.IndexOf(' ');
        var kind = end < 0 ? text : text[..end];
        var rest = end < 0 ? default : text[(end + 1)..];
        return kind switch
        {
            DiscreteSpace.Kind => new DiscreteSpace(Whole(rest)),
            MultiDiscreteSpace.Kind => new MultiDiscreteSpace(Numbers(rest, Whole)),
            MultiBinarySpace.Kind => new MultiBinarySpace(Whole(rest)),
            BoxSpace.Kind => Box(rest),
            UnitBox.Kind => new UnitBox(Box(rest)),
            ImageSpace.Kind => Image(rest),
            TupleSpace.Kind => Tuple(rest, depth),
            _ => throw new FormatException(
                $"Found '{Shortened(text)}'; expected a space: '{DiscreteSpace.Kind} count', '{BoxSpace.Kind} low,... high,...', "
                    + $"'{UnitBox.Kind} low,... high,...', '{MultiDiscreteSpace.Kind} count,...', '{MultiBinarySpace.Kind} size', "
                    + $"'{ImageSpace.Kind} height,width,channels' or '{TupleSpace.Kind} (name=space;...)'."
            ),
        };
    }

    private static BoxSpace Box(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(' ');
        return end < 0
            ? throw new FormatException($"Found the bounds '{Shortened(text)}'; expected 'low,... high,...'.")
            : new BoxSpace(Numbers(text[..end], Bound), Numbers(text[(end + 1)..], Bound));
    }

    private static ImageSpace Image(ReadOnlySpan<char> text) =>
        Numbers(text, Whole) is [var height, var width, var channels]
            ? new ImageSpace(height, width, channels)
            : throw new FormatException($"Found the image '{Shortened(text)}'; expected 'height,width,channels'.");

    private static TupleSpace Tuple(ReadOnlySpan<char> text, int depth)
    {
        if (depth >= Deepest)
            throw new FormatException($"Found more than {Deepest} tuples within each other; expected fewer.");
        if (text is not ['(', .., ')'])
            throw new FormatException($"Found the parts '{Shortened(text)}'; expected '(name=space;...)'.");
        var parts = new List<(string, Space)>();
        for (var rest = text[1..^1]; ; )
        {
            var end = EndOfPart(rest);
            parts.Add(Part(rest[..end], depth));
            if (end == rest.Length)
                return new TupleSpace(parts);
            rest = rest[(end + 1)..];
        }
    }

    private static (string, Space) Part(ReadOnlySpan<char> text, int depth)
    {
        var end = text.IndexOf('=');
        if (end <= 0)
            throw new FormatException($"Found the part '{Shortened(text)}'; expected 'name=space'.");
        var written = text[..end].ToString();
        var name = Uri.UnescapeDataString(written);
        return Uri.EscapeDataString(name) == written
            ? (name, Parse(text[(end + 1)..], depth + 1))
            : throw new FormatException($"Found the name '{Shortened(written)}'; expected one that is escaped as in a URI.");
    }

    /// <summary>The place of the first ';' that is within no other tuple; the length where there is none.</summary>
    private static int EndOfPart(ReadOnlySpan<char> text)
    {
        for (int i = 0, open = 0; i < text.Length; i++)
            if (text[i] == ';' && open == 0)
                return i;
            else
                open += text[i] switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
        return text.Length;
    }

    private delegate T Reader<T>(ReadOnlySpan<char> text);

    private static T[] Numbers<T>(ReadOnlySpan<char> text, Reader<T> read)
    {
        var numbers = new List<T>();
        foreach (var range in text.Split(','))
            numbers.Add(read(text[range]));
        return [.. numbers];
    }

    private static int Whole(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static float Bound(ReadOnlySpan<char> text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Shortened(ReadOnlySpan<char> text) => text.Length <= 100 ? text.ToString() : $"{text[..100]}...";
}
