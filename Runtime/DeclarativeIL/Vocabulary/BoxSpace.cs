using System.Collections.ObjectModel;

namespace DeclarativeIL;

/// <summary>Vectors between two bounds, each bound included; infinite bounds are allowed.</summary>
/// <param name="Low">Lower bound of each component; copied.</param>
/// <param name="High">Upper bound of each component; copied.</param>
/// <remarks>Two boxes are equal if their bounds are. A box whose two bounds both move is a new one, not a <c>with</c>.</remarks>
public record BoxSpace(IReadOnlyList<float> Low, IReadOnlyList<float> High) : Space
{
    internal const string Kind = "box";

    /// <summary>Lower bound of each component, none above its upper bound.</summary>
    /// <exception cref="ArgumentException">There is another number of them, or one is above its upper bound or not a number.</exception>
    public IReadOnlyList<float> Low
    {
        get;
        init
        {
            var low = Copied(value, nameof(Low));
            Check(low, High, nameof(Low));
            CheckChange(nameof(Low));
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
            CheckChange(nameof(High));
            field = high;
        }
    } = Paired(Low, High);

    /// <inheritdoc/>
    public override int Width => Low.Count;

    /// <inheritdoc/>
    /// <remarks>A kind of box of one's own has none unless it says so: its elements may mean something else.</remarks>
    public override string? Text => GetType() == typeof(BoxSpace) ? Words(Kind, Low, High) : null;

    /// <summary>True if every bound is finite.</summary>
    public bool IsBounded => Low.Concat(High).All(float.IsFinite);

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

    /// <summary>Each component as the nearest number within its bounds; NaN stays NaN.</summary>
    /// <inheritdoc/>
    public override void Clip(ReadOnlySpan<float> chosen, Span<float> executed)
    {
        CheckWidths(chosen, executed);
        for (var i = 0; i < chosen.Length; i++)
            executed[i] = Clip(i, chosen[i]);
    }

    /// <summary>The nearest number within the bounds of a component, in float32.</summary>
    internal float Clip(int component, double value) => Math.Clamp((float)value, Low[component], High[component]);

    /// <inheritdoc/>
    public virtual bool Equals(BoxSpace? other) =>
        other is not null && EqualityContract == other.EqualityContract && Low.SequenceEqual(other.Low) && High.SequenceEqual(other.High);

    /// <inheritdoc/>
    public override int GetHashCode() => Low.Concat(High).Aggregate(0, HashCode.Combine);

    /// <summary>Throws where the bounds of a changed copy may not be others, of a kind of box whose bounds are not its own.</summary>
    private protected virtual void CheckChange(string argument) { }

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
