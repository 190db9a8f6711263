using System.Collections.ObjectModel;

namespace DeclarativeIL;

/// <summary>One part of a <see cref="TupleSpace"/>, and where its numbers lie in those of the whole.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Space">Its elements.</param>
/// <param name="Offset">Its first number in the stored form.</param>
/// <param name="EncodedOffset">Its first number in the encoded form.</param>
public readonly record struct SpacePart(string Name, Space Space, int Offset, int EncodedOffset);

/// <summary>
/// An element of each of several spaces, by name and in order: the numbers of the parts one behind the other, in both forms.
/// </summary>
/// <remarks>
/// Gymnasium's <c>Tuple</c> and <c>Dict</c> are both this: states and acts are flat here, so a dictionary has an order in any case, and a
/// tuple's parts may be called by their numbers.
/// </remarks>
public sealed record TupleSpace : Space
{
    internal const string Kind = "tuple";
    private readonly ReadOnlyCollection<SpacePart> _parts;

    /// <summary>A space of several parts.</summary>
    /// <param name="parts">Name and space of each, at least one; copied.</param>
    /// <exception cref="ArgumentException">There is none, a name is empty or there twice, or a space is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The parts have too many numbers together for an array.</exception>
    public TupleSpace(params IReadOnlyList<(string Name, Space Space)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw new ArgumentException("Found no part; expected at least one.", nameof(parts));
        var (made, names) = (new SpacePart[parts.Count], new HashSet<string>());
        long width = 0,
            encoded = 0;
        for (var i = 0; i < made.Length; i++)
        {
            var (name, space) = parts[i];
            if (!SpaceText.IsName(name) || !names.Add(name))
                throw new ArgumentException($"Part {i} is named '{name}'; expected names that differ, none empty.", nameof(parts));
            if (space is null)
                throw new ArgumentException($"Part {name} has no space; expected one.", nameof(parts));
            made[i] = new(name, space, (int)width, (int)encoded);
            width = Hyperparameter.Checked(width + space.Width, 1, Array.MaxLength, nameof(parts));
            encoded = Hyperparameter.Checked(encoded + space.Encoded, 1, Array.MaxLength, nameof(parts));
        }
        (_parts, Width, Encoded) = (Array.AsReadOnly(made), (int)width, (int)encoded);
    }

    /// <summary>The parts in order.</summary>
    public IReadOnlyList<SpacePart> Parts => _parts;

    /// <summary>A part by its place.</summary>
    /// <param name="index">The place, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public SpacePart this[int index] =>
        (uint)index < (uint)_parts.Count
            ? _parts[index]
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected a part from 0 to {_parts.Count - 1}.");

    /// <summary>A part by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public SpacePart this[string name]
    {
        get
        {
            foreach (var part in _parts)
                if (part.Name == name)
                    return part;
            throw new ArgumentException(
                $"Found no part '{name}'; expected one of {string.Join(", ", _parts.Select(static part => part.Name))}.",
                nameof(name)
            );
        }
    }

    /// <inheritdoc/>
    public override int Width { get; }

    /// <inheritdoc/>
    public override int Encoded { get; }

    /// <inheritdoc/>
    public override string? Text => _parts.All(static part => part.Space.Text is not null) ? SpaceText.Of(_parts) : null;

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<float> element)
    {
        if (element.Length != Width)
            return false;
        foreach (var part in _parts)
            if (!part.Space.Contains(element.Slice(part.Offset, part.Space.Width)))
                return false;
        return true;
    }

    /// <summary>Each part as its own space encodes it.</summary>
    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<float> element, Span<float> encoded)
    {
        if (element.Length != Width || encoded.Length != Encoded)
            throw new ArgumentException($"Found {element.Length} and {encoded.Length} numbers; expected {Width} and {Encoded}.");
        foreach (var (_, space, offset, encodedOffset) in _parts)
            space.Encode(element.Slice(offset, space.Width), encoded.Slice(encodedOffset, space.Encoded));
    }

    /// <summary>Each part as its own space executes it.</summary>
    /// <inheritdoc/>
    public override void Clip(ReadOnlySpan<float> chosen, Span<float> executed)
    {
        CheckWidths(chosen, executed);
        foreach (var (_, space, offset, _) in _parts)
            space.Clip(chosen.Slice(offset, space.Width), executed.Slice(offset, space.Width));
    }

    /// <inheritdoc/>
    public bool Equals(TupleSpace? other) => other is not null && _parts.SequenceEqual(other._parts);

    /// <inheritdoc/>
    public override int GetHashCode() => _parts.Aggregate(Width, HashCode.Combine);
}
