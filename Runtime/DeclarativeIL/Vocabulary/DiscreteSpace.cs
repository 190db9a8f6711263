namespace DeclarativeIL;

/// <summary>The whole numbers 0 to <paramref name="Count"/> - 1, stored as one float each.</summary>
/// <param name="Count">How many there are.</param>
public sealed record DiscreteSpace(int Count) : Space
{
    internal const string Kind = "discrete";

    /// <summary>Most elements: a float tells whole numbers apart up to 16,777,216 (2^24), itself included.</summary>
    public const int MostElements = (1 << 24) + 1;

    /// <summary>The number of elements, from 1 to <see cref="MostElements"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer or more.</exception>
    public int Count
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, MostElements, nameof(Count));
    } = Hyperparameter.Checked(Count, 1, MostElements, nameof(Count));

    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override int Encoded => Count;

    /// <inheritdoc/>
    public override string Text => Words(Kind, [Count]);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element) =>
        element.Length == 1 && element[0] >= 0 && (double)element[0] < Count && element[0] == MathF.Floor(element[0]);

    /// <summary>One-hot: 1 in the element's place, 0 in the others.</summary>
    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> element, Span<float> encoded)
    {
        CheckEncoding(element, encoded);
        WriteOneHot(element[0], Count, encoded);
    }

    /// <summary>Writes the one-hot form of a number that is known to be one of those below <paramref name="count"/>.</summary>
    internal static void WriteOneHot(float number, int count, Span<float> encoded)
    {
        encoded[..count].Clear();
        encoded[(int)number] = 1;
    }
}
