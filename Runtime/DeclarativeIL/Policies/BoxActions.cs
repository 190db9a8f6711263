namespace DeclarativeIL.Policies;

/// <summary>Actions as they are executed.</summary>
internal static class BoxActions
{
    /// <summary>All vectors of <paramref name="width"/> numbers.</summary>
    public static BoxSpace Unbounded(int width) =>
        new([.. Enumerable.Repeat(float.NegativeInfinity, width)], [.. Enumerable.Repeat(float.PositiveInfinity, width)]);

    /// <summary>The space, if it is one: as many lower as upper bounds, at least one, none above its partner.</summary>
    public static BoxSpace Checked(BoxSpace? actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        if (actions.Low.Count == 0 || actions.Low.Count != actions.High.Count)
            throw new ArgumentException(
                $"Found {actions.Low.Count} lower and {actions.High.Count} upper bounds; expected as many of both, one or more.",
                nameof(actions)
            );
        for (var i = 0; i < actions.Width; i++)
            if (!(actions.Low[i] <= actions.High[i]))
                throw new ArgumentException(
                    $"Bound {i}: found {actions.Low[i]} to {actions.High[i]}; expected the lower not above the upper.",
                    nameof(actions)
                );
        return actions;
    }

    /// <summary>The nearest number within the bounds of component <paramref name="component"/>.</summary>
    public static float Clip(BoxSpace actions, int component, double value) => actions.Clip(component, value);

    /// <summary>Every action as it is executed: within its bounds, where it has any.</summary>
    /// <param name="actions">The space.</param>
    /// <param name="chosen">[n, a].</param>
    /// <param name="executed">[n, a], filled; may be the same memory.</param>
    public static void Clip(Space actions, ReadOnlySpan<float> chosen, Span<float> executed)
    {
        for (var i = 0; i < chosen.Length; i += actions.Width)
            actions.Clip(chosen.Slice(i, actions.Width), executed.Slice(i, actions.Width));
    }
}
