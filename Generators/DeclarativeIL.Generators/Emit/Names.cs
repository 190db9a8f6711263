namespace DeclarativeIL.Generators.Emit;

/// <summary>
/// Hands out names of generated locals that do not clash with each other; <see cref="Hygiene"/> keeps them apart from all others.
/// </summary>
internal sealed class Names
{
    private readonly HashSet<string> _taken;

    public Names(IEnumerable<string> taken) => _taken = [.. taken];

    public string Fresh(string wish)
    {
        wish = Identifiers.Bare(wish);
        var name = wish;
        for (var number = 2; !_taken.Add(name); number++)
            name = wish + number;
        return Identifiers.Local(name);
    }
}
