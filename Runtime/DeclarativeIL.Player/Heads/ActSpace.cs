using System.Globalization;

namespace DeclarativeIL.Player.Heads;

/// <summary>The space of acts of a file: choices, switches, numbers within bounds, or numbers and a choice.</summary>
internal sealed class ActSpace
{
    private const int MostChoices = (1 << 24) + 1; // a float tells no more whole numbers apart

    private ActSpace(string kind, int[] counts, float[] low, float[] high) => (Kind, Counts, Low, High) = (kind, counts, low, high);

    /// <summary>discrete, multi_discrete, multi_binary, box or hybrid.</summary>
    public string Kind { get; }

    /// <summary>Choices of each component; of switches, how many there are; of a hybrid space, those of its choice.</summary>
    public int[] Counts { get; }

    /// <summary>Lower bounds.</summary>
    public float[] Low { get; }

    /// <summary>Upper bounds.</summary>
    public float[] High { get; }

    /// <summary>The space of words as the library writes them.</summary>
    /// <exception cref="FormatException">It is none, or none that a head here is over.</exception>
    public static ActSpace Parse(string text)
    {
        var end = text.IndexOf(' ');
        var (kind, rest) = end < 0 ? (text, "") : (text[..end], text[(end + 1)..]);
        switch (kind)
        {
            case "discrete":
                return Choices(rest);
            case "multi_discrete":
                return new(kind, Array.ConvertAll(rest.Split(','), Count), Array.Empty<float>(), Array.Empty<float>());
            case "multi_binary":
                return new(kind, new[] { Whole(rest, int.MaxValue) }, Array.Empty<float>(), Array.Empty<float>());
            case "box" or "unit_box":
                var bounds = rest.Split(' ');
                if (bounds.Length != 2)
                    throw new FormatException("bounds 'low,... high,...'");
                var box = Box(bounds[0], bounds[1]);
                return kind == "box" ? box : Units(box);
            case "tuple":
                return Hybrid(rest);
            default:
                throw new FormatException("a discrete, multi_discrete, multi_binary, box, unit_box or tuple space");
        }
    }

    /// <summary>So many choices.</summary>
    public static ActSpace Choices(string count) => new("discrete", new[] { Count(count) }, Array.Empty<float>(), Array.Empty<float>());

    /// <summary>Numbers within bounds.</summary>
    public static ActSpace Box(string lows, string highs)
    {
        var (low, high) = (Array.ConvertAll(lows.Split(','), Bound), Array.ConvertAll(highs.Split(','), Bound));
        if (low.Length != high.Length)
            throw new FormatException("as many lower as upper bounds");
        for (var i = 0; i < low.Length; i++)
            if (!(low[i] <= high[i]))
                throw new FormatException("no lower bound above its upper bound");
        return new("box", Array.Empty<int>(), low, high);
    }

    /// <summary>Throws unless every bound is finite, and the lower one below the upper one.</summary>
    public void CheckFinite()
    {
        for (var i = 0; i < Low.Length; i++)
            if (float.IsInfinity(Low[i]) || float.IsInfinity(High[i]) || Low[i] == High[i])
                throw new FormatException("finite bounds, the lower below the upper");
    }

    private static ActSpace Units(ActSpace box)
    {
        box.CheckFinite();
        return new("box", box.Counts, Array.ConvertAll(box.Low, static _ => -1f), Array.ConvertAll(box.Low, static _ => 1f));
    }

    /// <summary>A tuple of a box and choices, whatever their names.</summary>
    private static ActSpace Hybrid(string text)
    {
        var parts = text.Length > 2 && text[0] == '(' && text[^1] == ')' ? text[1..^1].Split(';') : Array.Empty<string>();
        if (parts.Length != 2 || parts[0].IndexOf('=') < 1 || parts[1].IndexOf('=') < 1)
            throw new FormatException("a tuple of a box and a discrete space");
        var (numbers, choice) = (parts[0].Split('=', 2), parts[1].Split('=', 2));
        if (numbers[0] == choice[0] || !numbers[1].StartsWith("box ", StringComparison.Ordinal))
            throw new FormatException("a tuple of a box and a discrete space");
        if (!choice[1].StartsWith("discrete ", StringComparison.Ordinal))
            throw new FormatException("a tuple of a box and a discrete space");
        var (box, choices) = (Parse(numbers[1]), Parse(choice[1]));
        return new("hybrid", choices.Counts, box.Low, box.High);
    }

    private static int Count(string text) => Whole(text, MostChoices);

    private static int Whole(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
            ? number
            : throw new FormatException($"a whole number from 1 to {most}");

    private static float Bound(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !float.IsNaN(number)
            ? number
            : throw new FormatException("bounds that are numbers");
}
