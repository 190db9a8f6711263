namespace DeclarativeIL.Environments;

/// <summary>A named part of what is observed, or of what is done: a member of a declared environment.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Offset">The place of its first number among those of the observation or action.</param>
/// <param name="Width">How many numbers it is.</param>
/// <param name="Low">Lower bound of each of them.</param>
/// <param name="High">Upper bound of each of them.</param>
/// <param name="Summary">What the member's documentation says; empty if nothing.</param>
/// <param name="Choices">
/// The names of what an enum or a truth can be: an action's number is the place of one of them, an observation has a number for each.
/// Empty for numbers.
/// </param>
public sealed record SpacePart(string Name, int Offset, int Width, float Low, float High, string Summary, IReadOnlyList<string> Choices)
{
    /// <summary>The part's numbers of an observation or an action.</summary>
    /// <param name="all">All numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few.</exception>
    public ReadOnlySpan<float> Of(ReadOnlySpan<float> all) => all.Slice(Offset, Width);
}
