using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Parsing;

namespace DeclarativeIL.Generators.Emit;

/// <summary>Hands out names of generated locals that clash neither with the user's parameters nor with each other.</summary>
internal sealed class Names
{
    private readonly HashSet<string> _taken;

    public Names(IEnumerable<string> taken) => _taken = [.. taken];

    public string Fresh(string wish)
    {
        var name = wish;
        for (var number = 2; !_taken.Add(name); number++)
            name = wish + number;
        return CSharpText.Escape(name);
    }
}
