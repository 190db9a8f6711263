using System.Collections.ObjectModel;

namespace DeclarativeIL;

/// <summary>
/// Several choices at once: component i is one of the whole numbers 0 to <see cref="Counts"/>[i] - 1, stored as a float each. Encoded, the
/// components are one-hot vectors one behind the other.
/// </summary>
public sealed record MultiDiscreteSpace : Space
{
    internal const string Kind = "multi_discrete";

    private readonly ReadOnlyCollection<int> _counts;

    /// <summary>A space of so many choices.</summary>
    /// <param name="counts">Elements of each component, from 1 to <see cref="DiscreteSpace.MostElements"/>; copied.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is out of range, or they are too many together for an array.</exception>
    public MultiDiscreteSpace(params IReadOnlyList<int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        _counts = Array.AsReadOnly(counts.ToArray());
        if (_counts.Count == 0)
            throw new ArgumentException("Found no component; expected at least one.", nameof(counts));
        foreach (var count in _counts)
            Hyperparameter.Checked(count, 1, DiscreteSpace.MostElements, nameof(counts));
        Encoded = (int)Hyperparameter.Checked(_counts.Sum(static count => (long)count), 1, Array.MaxLength, nameof(counts));
    }

    /// <summary>Elements of each component.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <inheritdoc/>
    public override int Width => _counts.Count;

    /// <inheritdoc/>
    public override int Encoded { get; }

    /// <inheritdoc/>
    public override string Text => Words(Kind, Counts);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element)
    {
        if (element.Length != Width)
            return false;
        for (var i = 0; i < element.Length; i++)
            if (!(element[i] >= 0 && (double)element[i] < _counts[i] && element[i] == MathF.Floor(element[i])))
                return false;
        return true;
    }

    /// <summary>The one-hot vectors of the components, one behind the other.</summary>
    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> element, Span<float> encoded)
    {
        CheckEncoding(element, encoded);
        for (int i = 0, offset = 0; i < element.Length; offset += _counts[i], i++)
            DiscreteSpace.WriteOneHot(element[i], _counts[i], encoded[offset..]);
    }

    /// <inheritdoc/>
    public bool Equals(MultiDiscreteSpace? other) => other is not null && _counts.SequenceEqual(other._counts);

    /// <inheritdoc/>
    public override int GetHashCode() => _counts.Aggregate(Width, HashCode.Combine);
}
