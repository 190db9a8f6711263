namespace DeclarativeIL;

/// <summary><paramref name="Size"/> switches: each component is 0 or 1, stored and encoded as that number.</summary>
/// <param name="Size">How many there are.</param>
public sealed record MultiBinarySpace(int Size) : Space
{
    internal const string Kind = "multi_binary";

    /// <summary>The number of switches, 1 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none, or there are too many for an array.</exception>
    public int Size
    {
        get;
        init => field = Hyperparameter.Checked(value, 1, Array.MaxLength, nameof(Size));
    } = Hyperparameter.Checked(Size, 1, Array.MaxLength, nameof(Size));

    /// <inheritdoc/>
    public override int Width => Size;

    /// <inheritdoc/>
    public override string Text => Words(Kind, [Size]);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element) => element.Length == Size && !element.ContainsAnyExcept(0f, 1f);
}
