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
    /// <summary>How many there are, at least 1.</summary>
    public int Count { get; init; } = Count > 0
        ? Count
        : throw new ArgumentOutOfRangeException(nameof(Count), Count, "A discrete space has at least one element.");

    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element)
        => element.Length == 1 && element[0] >= 0 && element[0] < Count && element[0] == MathF.Floor(element[0]);
}

/// <summary>Vectors between two bounds, each bound included; infinite bounds are allowed.</summary>
/// <param name="Low">Lower bound of each component.</param>
/// <param name="High">Upper bound of each component.</param>
/// <remarks>Two boxes are equal if their bounds are.</remarks>
public sealed record BoxSpace(IReadOnlyList<float> Low, IReadOnlyList<float> High) : Space
{
    /// <summary>Upper bound of each component, none below its lower bound.</summary>
    public IReadOnlyList<float> High { get; init; } = Checked(Low, High);

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

    /// <inheritdoc/>
    public bool Equals(BoxSpace? other) => other is not null && Low.SequenceEqual(other.Low) && High.SequenceEqual(other.High);

    /// <inheritdoc/>
    public override int GetHashCode() => Low.Concat(High).Aggregate(0, HashCode.Combine);

    private static IReadOnlyList<float> Checked(IReadOnlyList<float> low, IReadOnlyList<float> high)
    {
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        if (low.Count != high.Count || low.Count == 0)
            throw new ArgumentException(
                $"A box has as many lower as upper bounds, at least one; found {low.Count} and {high.Count}.", nameof(high));
        for (var i = 0; i < low.Count; i++)
            if (!(low[i] <= high[i]))                                   // NaN is no bound
                throw new ArgumentException(
                    $"Component {i} of a box goes from {low[i]} to {high[i]}; expected a lower and an upper bound.", nameof(high));
        return high;
    }
}
