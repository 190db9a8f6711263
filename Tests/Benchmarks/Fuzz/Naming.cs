using System.Text.RegularExpressions;
using DeclarativeIL.Benchmarks.Names;
using DeclarativeIL.Randomness;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>
/// The names of the networks, rows, draws, hyperparameters, columns, locals and helpers of a declaration: as the grammar writes them, or
/// as generated code calls things.
/// </summary>
public sealed partial class Naming
{
    private static readonly string[] Kept = ["nameof", "var", "value", "field", "Score"];

    private static readonly string[] Networks = ["pi", "v", "phi", "beta", "anchor", "still", "quiet", "slow", "random", "crowd"],
        Rows = ["d", "o"],
        Draws = ["u", "zs", "za", "zf", "zl", "zc", "w"],
        Hyperparameters = ["rate", "scale", "on", "count", "stage"],
        Others =

        [
            "clock",
            "gain",
            "shift",
            "origin",
            "amount",
            "number",
            "given",
            "score",
            "mean",
            "deviation",
            "median",
            "x0",
            "x1",
            "x2",
            "x3",
            "p0",
            "p1",
            "p2",
        ];

    private static readonly Lazy<string[]> Candidates = new(() =>
    {
        var taken = Networks.Concat(Rows).Concat(Draws).Concat(Hyperparameters).Concat(Others).Concat(Kept).ToHashSet();
        return
        [
            .. new NameClashes(EquationCompiler.References)
                .Candidates()
                .Where(name => (char.IsLower(name[0]) || name[0] == '_') && !taken.Contains(name)),
        ];
    });

    private readonly Dictionary<string, string> _names = [],
        _roles = [];

    /// <summary>As the grammar writes them.</summary>
    public static Naming Plain { get; } = new();

    /// <summary>Which kinds of names are those of generated code.</summary>
    public IEnumerable<string> Features =>
        new (string[] Roles, string What)[]
        {
            (Networks, "networks"),
            (Rows, "rows"),
            (Draws, "draws"),
            (Hyperparameters, "hyperparameters"),
            (Others, "columns, statistics, givens and locals"),
        }
            .Where(kind => kind.Roles.Any(_names.ContainsKey))
            .Select(kind => $"{kind.What} called as generated code calls things");

    /// <summary>Some names, or all, from the list of those that generated code uses.</summary>
    public static Naming Random(RandomStream random)
    {
        var naming = new Naming();
        var left = Candidates.Value.ToList();
        foreach (var role in Networks.Concat(Rows).Concat(Draws).Concat(Hyperparameters).Concat(Others))
        {
            if (random.NextInt(2) == 0)
                continue;
            var at = random.NextInt(left.Count);
            (naming._names[role], naming._roles[left[at]]) = (left[at], role);
            left.RemoveAt(at);
        }
        return naming;
    }

    public string Of(string role) => _names.GetValueOrDefault(role, role);

    /// <summary>The role of a parameter of generated code, by its name.</summary>
    public string RoleOf(string name)
    {
        if (_roles.TryGetValue(name, out var role))
            return role;
        var given = OnDevice().Match(name);
        return given.Success && _roles.TryGetValue(given.Groups[1].Value, out role) ? role + "Tensor" : name;
    }

    /// <summary>A declaration with these names.</summary>
    public string In(string text) =>
        _names.Count == 0 ? text : Words().Replace(text, word => _names.TryGetValue(word.Value, out var name) ? "@" + name : word.Value);

    [GeneratedRegex("(?<![.A-Za-z0-9_])[a-z][a-z]*[0-9]?(?![A-Za-z0-9_])")]
    private static partial Regex Words();

    [GeneratedRegex("^(.+)Tensor[0-9_]*$")]
    private static partial Regex OnDevice();
}
