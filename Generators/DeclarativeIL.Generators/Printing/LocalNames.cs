namespace DeclarativeIL.Generators.Printing;

/// <summary>
/// Hands out names of generated locals that do not clash with each other; <see cref="Hygiene"/> keeps them apart from all others.
/// </summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> _taken;

    public LocalNames(IEnumerable<string> taken) => _taken = [.. taken];

    public string Fresh(string preferred)
    {
        preferred = Identifiers.Bare(preferred);
        var name = preferred;
        for (var number = 2; !_taken.Add(name); number++)
            name = preferred + number;
        return Identifiers.Local(name);
    }
}
