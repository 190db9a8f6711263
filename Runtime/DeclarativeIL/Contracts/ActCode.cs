namespace DeclarativeIL;

/// <summary>A run of numbers of an act, and what they become.</summary>
/// <param name="Offset">The first number.</param>
/// <param name="Count">How many numbers; 1 of a choice.</param>
/// <param name="Choices">Elements of a choice, which becomes as many numbers; 0 where numbers stay as they are.</param>
internal readonly record struct ActPiece(int Offset, int Count, int Choices)
{
    /// <summary>Numbers that it becomes.</summary>
    public int Encoded => Choices > 0 ? Choices : Count;
}

/// <summary>How acts of a composed space enter a network: choices one-hot, all else as it is, one behind the other.</summary>
/// <remarks>It is what <see cref="Space.Encode"/> does, for batches.</remarks>
internal sealed class ActCode
{
    private readonly List<ActPiece> _pieces = [];

    private ActCode(Space space)
    {
        (Width, Encoded) = (space.Width, space.Encoded);
        Add(space, 0);
    }

    /// <summary>Numbers of an act.</summary>
    public int Width { get; }

    /// <summary>Numbers that it becomes.</summary>
    public int Encoded { get; }

    /// <summary>The parts in order.</summary>
    public IReadOnlyList<ActPiece> Pieces => _pieces;

    /// <summary>The code of a space; null where acts enter as they are, or are one choice.</summary>
    /// <exception cref="ArgumentException">A part of the space is none that a critic takes.</exception>
    public static ActCode? Of(Space acts) => acts is BoxSpace or MultiBinarySpace or DiscreteSpace ? null : new ActCode(acts);

    private void Add(Space acts, int offset)
    {
        switch (acts)
        {
            case DiscreteSpace discrete:
                _pieces.Add(new(offset, 1, discrete.Count));
                break;
            case MultiDiscreteSpace several:
                foreach (var count in several.Counts)
                    _pieces.Add(new(offset++, 1, count));
                break;
            case BoxSpace or MultiBinarySpace:
                _pieces.Add(new(offset, acts.Width, 0));
                break;
            case TupleSpace tuple:
                foreach (var part in tuple.Parts)
                    Add(part.Space, offset + part.Offset);
                break;
            default:
                throw new ArgumentException(
                    $"Found acts of {acts.GetType().Name}; expected a box, choices, switches, or a tuple of these: "
                        + "a critic takes no others.",
                    nameof(acts)
                );
        }
    }
}
