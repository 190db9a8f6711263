using System.ComponentModel;

namespace DeclarativeIL.Policies;

/// <summary>
/// The equations of a head that is made of others, each over a part of the space, independent of each other: log-probabilities and
/// entropies add up, acts stand one behind the other.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProductEquations : HeadEquations
{
    private readonly IReadOnlyList<HeadPart> _parts;

    /// <param name="parts">The heads, one for each part of a tuple; or one for every component of a multi-discrete space.</param>
    protected ProductEquations(IReadOnlyList<HeadPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = parts;
    }

    /// <summary>A tuple of the spaces that parts are checked over.</summary>
    /// <param name="parts">The parts.</param>
    public static TupleSpace SmallTuple(IReadOnlyList<HeadPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return new([.. parts.Select(static part => (part.Name, part.SmallSpace))]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HeadColumn> Columns => throw new InvalidOperationException("Its columns follow from a space.");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Declared =>
        [
            .. Enum.GetValues<HeadMember>()
                .Where(member => member.AnswerOf() != HeadAnswer.EveryAct && _parts.All(part => part.Equations.Declares(member)))
                .Select(static member => member.ToString()),
        ];

    /// <inheritdoc/>
    public override bool IsReparameterised => _parts.All(static part => part.Equations.IsReparameterised);

    /// <inheritdoc/>
    internal override HeadEquations Over(Space actions) => new BoundProduct(this, PartsOver(actions));

    private IEnumerable<(HeadPart Part, Space Space)> PartsOver(Space actions)
    {
        if (actions is MultiDiscreteSpace several && _parts is [var each])
            return several.Counts.Select((count, i) => (each with { Name = $"{each.Name}_{i}" }, (Space)new DiscreteSpace(count)));
        if (actions is not TupleSpace tuple || tuple.Parts.Count != _parts.Count)
            throw new ArgumentException(
                $"Found {Described(actions)}; expected a tuple of {_parts.Count} parts: "
                    + $"{string.Join(", ", _parts.Select(static part => $"{part.Name} over {part.SmallSpace.GetType().Name}"))}.",
                nameof(actions)
            );
        foreach (var (part, space) in _parts.Zip(tuple.Parts))
            if (space.Space.GetType() != part.SmallSpace.GetType())
                throw new ArgumentException(
                    $"Part '{space.Name}' of the space is a {space.Space.GetType().Name}; '{part.Name}' is over a "
                        + $"{part.SmallSpace.GetType().Name}.",
                    nameof(actions)
                );
        return _parts.Zip(tuple.Parts, static (part, space) => (part, space.Space));
    }

    private static string Described(Space space) =>
        space is TupleSpace tuple ? $"a tuple of {tuple.Parts.Count} parts" : $"a {space.GetType().Name}";
}
