using System.Globalization;

namespace DeclarativeIL;

/// <summary>A set of observations or of actions. Derive from it for a set of one's own.</summary>
/// <remarks>
/// <para>
/// An element has two forms. Stored, as environments, data sets and trajectories hold it: <see cref="Width"/> numbers. Encoded, as a
/// network takes or gives it: <see cref="Encoded"/> numbers, where what is discrete is one-hot and a pixel lies between 0 and 1.
/// </para>
/// <para>Spaces never change, and are equal where they hold the same elements in the same forms.</para>
/// </remarks>
public abstract record Space
{
    /// <summary>Makes a space.</summary>
    protected Space() { }

    /// <summary>Numbers stored per element: 1 for a discrete space.</summary>
    public abstract int Width { get; }

    /// <summary>Numbers of an element as a network takes or gives it; <see cref="Width"/> unless said otherwise.</summary>
    public virtual int Encoded => Width;

    /// <summary>
    /// The space in words, as files hold it and <see cref="Parse"/> reads it; null for one that no file can hold, as one of one's own.
    /// </summary>
    public virtual string? Text => null;

    /// <summary>Tells whether <paramref name="element"/> (of <see cref="Width"/> numbers) lies in the space.</summary>
    public abstract bool Contains(ReadOnlySpan<float> element);

    /// <summary>Writes an element as a network takes it; as it is stored unless said otherwise. Allocates nothing.</summary>
    /// <param name="element">[<see cref="Width"/>], an element.</param>
    /// <param name="encoded">[<see cref="Encoded"/>], filled; other memory than <paramref name="element"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or what is to be one-hot is no element.</exception>
    public virtual void Encode(ReadOnlySpan<float> element, Span<float> encoded)
    {
        CheckWidths(element, encoded);
        element.CopyTo(encoded);
    }

    /// <summary>What is executed of what was chosen; as it is unless said otherwise. Allocates nothing.</summary>
    /// <param name="chosen">[<see cref="Width"/>], the choice of a policy or an expert, which knew of no bounds.</param>
    /// <param name="executed">[<see cref="Width"/>], filled; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public virtual void Clip(ReadOnlySpan<float> chosen, Span<float> executed)
    {
        CheckWidths(chosen, executed);
        chosen.CopyTo(executed);
    }

    /// <summary>The space that <see cref="Text"/> is of, one of the library's.</summary>
    /// <param name="text">From anyone: no memory is taken beyond what the text itself takes.</param>
    /// <exception cref="FormatException">It is none, or its numbers are no space.</exception>
    public static Space Parse(string text) => SpaceText.Parse(text);

    /// <summary>A kind of space and its numbers in words, each list behind a space and separated by commas.</summary>
    private protected static string Words<T>(string kind, params ReadOnlySpan<IReadOnlyList<T>> lists)
        where T : IFormattable
    {
        var words = new List<string> { kind };
        foreach (var list in lists)
            words.Add(string.Join(',', list.Select(static number => number.ToString(null, CultureInfo.InvariantCulture))));
        return string.Join(' ', words);
    }

    /// <summary>Throws unless two spans have the width of an element.</summary>
    private protected void CheckWidths(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        if (one.Length != Width || other.Length != Width)
            throw new ArgumentException($"Found {one.Length} and {other.Length} numbers; expected {Width} of both.");
    }

    /// <summary>Throws unless the spans are an element and as long as its code.</summary>
    private protected void CheckEncoding(ReadOnlySpan<float> element, ReadOnlySpan<float> encoded)
    {
        if (element.Length != Width || encoded.Length != Encoded)
            throw new ArgumentException($"Found {element.Length} and {encoded.Length} numbers; expected {Width} and {Encoded}.");
        if (!Contains(element))
            throw new ArgumentException(
                $"Found [{string.Join(", ", element[..Math.Min(8, element.Length)].ToArray())}]; expected an element of {Text}.",
                nameof(element)
            );
    }
}
