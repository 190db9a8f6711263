namespace DeclarativeIL.Policies;

/// <summary>A component of an act, as its space has it and as a head sees it.</summary>
/// <param name="Box">The box that it is a number of; none where it is a choice.</param>
/// <param name="Unit">That box as a head sees it that lives on [-1, 1].</param>
/// <param name="Index">Its place in the box.</param>
/// <param name="Choices">How many choices it has; 0 where it is a number.</param>
internal readonly record struct ActComponent(BoxSpace? Box, UnitBox? Unit, int Index, int Choices)
{
    /// <summary>The components of the acts of a space.</summary>
    /// <param name="space">The space.</param>
    /// <param name="isUnit">Whether the head of a part lives on [-1, 1]; of a space without parts, part 0.</param>
    /// <exception cref="ArgumentException">A head lives on [-1, 1] and its space is no box with finite bounds.</exception>
    public static IEnumerable<ActComponent> Of(Space space, Func<int, bool> isUnit) =>
        space is TupleSpace tuple ? tuple.Parts.SelectMany((part, place) => OfPart(part.Space, isUnit(place))) : OfPart(space, isUnit(0));

    /// <summary>A number within the bounds; a choice as it is.</summary>
    public float Clip(double value) => Box is null ? (float)value : BoxActions.Clip(Box, Index, value);

    private static IEnumerable<ActComponent> OfPart(Space space, bool isUnit)
    {
        if (isUnit && space is not BoxSpace)
            throw new ArgumentException($"Found {space.GetType().Name}; expected a box with finite bounds.", nameof(space));
        switch (space)
        {
            case BoxSpace box:
                var unit = isUnit ? new UnitBox(BoxActions.Checked(box)) : null;
                return Enumerable.Range(0, BoxActions.Checked(box).Width).Select(i => new ActComponent(box, unit, i, 0));
            case DiscreteSpace discrete:
                return [new(null, null, 0, discrete.Count)];
            case MultiDiscreteSpace several:
                return several.Counts.Select(static (count, i) => new ActComponent(null, null, i, count));
            case MultiBinarySpace:
                return Enumerable.Range(0, space.Width).Select(static i => new ActComponent(null, null, i, 2));
            default:
                return Enumerable.Range(0, space.Width).Select(static i => new ActComponent(null, null, i, 0));
        }
    }
}
