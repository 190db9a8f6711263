namespace DeclarativeIL.Environments;

/// <summary>A set of observations or of actions.</summary>
public abstract record Space
{
    private protected Space()
    {
    }

    /// <summary>Numbers stored per element: 1 for a discrete space.</summary>
    public abstract int Width { get; }

    /// <summary>Whether <paramref name="element"/> (of <see cref="Width"/> numbers) lies in the space.</summary>
    public abstract bool Contains(ReadOnlySpan<float> element);
}

/// <summary>The whole numbers 0 to <paramref name="Count"/> - 1, stored as one float each.</summary>
/// <param name="Count">How many there are.</param>
public sealed record DiscreteSpace(int Count) : Space
{
    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element)
        => element.Length == 1 && element[0] >= 0 && element[0] < Count && element[0] == MathF.Floor(element[0]);
}

/// <summary>Vectors between two bounds, each bound included; infinite bounds are allowed.</summary>
/// <param name="Low">Lower bound of each component.</param>
/// <param name="High">Upper bound of each component.</param>
public sealed record BoxSpace(IReadOnlyList<float> Low, IReadOnlyList<float> High) : Space
{
    /// <inheritdoc/>
    public override int Width => Low.Count;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element)
    {
        if (element.Length != Low.Count)
            return false;
        for (var i = 0; i < element.Length; i++)
            if (!(element[i] >= Low[i] && element[i] <= High[i]))       // NaN is outside
                return false;
        return true;
    }
}
