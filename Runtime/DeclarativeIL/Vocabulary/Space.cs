using System.Collections.ObjectModel;

namespace DeclarativeIL;

/// <summary>A set of observations or of actions.</summary>
public abstract record Space
{
    private protected Space() { }

    /// <summary>Numbers stored per element: 1 for a discrete space.</summary>
    public abstract int Width { get; }

    /// <summary>Tells whether <paramref name="element"/> (of <see cref="Width"/> numbers) lies in the space.</summary>
    public abstract bool Contains(ReadOnlySpan<float> element);
}

/// <summary>The whole numbers 0 to <paramref name="Count"/> - 1, stored as one float each.</summary>
/// <param name="Count">How many there are.</param>
public sealed record DiscreteSpace(int Count) : Space
{
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
    public override bool Contains(ReadOnlySpan<float> element) =>
        element.Length == 1 && element[0] >= 0 && (double)element[0] < Count && element[0] == MathF.Floor(element[0]);
}

/// <summary>Vectors between two bounds, each bound included; infinite bounds are allowed.</summary>
/// <param name="Low">Lower bound of each component; copied.</param>
/// <param name="High">Upper bound of each component; copied.</param>
/// <remarks>Two boxes are equal if their bounds are. A box whose two bounds both move is a new one, not a <c>with</c>.</remarks>
public sealed record BoxSpace(IReadOnlyList<float> Low, IReadOnlyList<float> High) : Space
{
    /// <summary>Lower bound of each component, none above its upper bound.</summary>
    /// <exception cref="ArgumentException">There is another number of them, or one is above its upper bound or not a number.</exception>
    public IReadOnlyList<float> Low
    {
        get;
        init
        {
            var low = Copied(value, nameof(Low));
            Check(low, High, nameof(Low));
            field = low;
        }
    } = Copied(Low, "low");

    /// <summary>Upper bound of each component, none below its lower bound.</summary>
    /// <exception cref="ArgumentException">There is another number of them, or one is below its lower bound or not a number.</exception>
    public IReadOnlyList<float> High
    {
        get;
        init
        {
            var high = Copied(value, nameof(High));
            Check(Low, high, nameof(High));
            field = high;
        }
    } = Paired(Low, High);

    /// <inheritdoc/>
    public override int Width => Low.Count;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element)
    {
        if (element.Length != Low.Count)
            return false;
        for (var i = 0; i < element.Length; i++)
            if (!(element[i] >= Low[i] && element[i] <= High[i])) // NaN is outside
                return false;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(BoxSpace? other) => other is not null && Low.SequenceEqual(other.Low) && High.SequenceEqual(other.High);

    /// <inheritdoc/>
    public override int GetHashCode() => Low.Concat(High).Aggregate(0, HashCode.Combine);

    private static ReadOnlyCollection<float> Copied(IReadOnlyList<float> bounds, string argument)
    {
        ArgumentNullException.ThrowIfNull(bounds, argument);
        return Array.AsReadOnly(bounds.ToArray()); // the caller's array may change
    }

    private static ReadOnlyCollection<float> Paired(IReadOnlyList<float> low, IReadOnlyList<float> high)
    {
        var copy = Copied(high, nameof(high));
        Check(low, copy, nameof(high));
        return copy;
    }

    private static void Check(IReadOnlyList<float> low, IReadOnlyList<float> high, string argument)
    {
        if (low.Count != high.Count || low.Count == 0)
            throw new ArgumentException(
                $"A box has as many lower as upper bounds, at least one; found {low.Count} and {high.Count}.",
                argument
            );
        for (var i = 0; i < low.Count; i++)
            if (!(low[i] <= high[i])) // NaN is no bound
                throw new ArgumentException(
                    $"Component {i} of a box goes from {low[i]} to {high[i]}; expected a lower and an upper bound.",
                    argument
                );
    }
}
