namespace DeclarativeIL.Benchmarks.Pages;

/// <summary>The tables of docs/results.md, and the other pages with figures that speak of an algorithm.</summary>
internal sealed class Measurements
{
    private const string Header = "| algorithm |";

    /// <summary>Pages with measurements other than the tables of results.</summary>
    private static readonly string[] Pages =
    [
        "quickstart.md",
        "environments.md",
        "memory.md",
        "preferences.md",
        "language-models.md",
        "reinforcement.md",
        "separation.md",
        "standardization.md",
    ];

    private readonly List<(string Environment, string Algorithm, string Row)> _rows = [];
    private readonly Dictionary<string, string> _pages;
    private readonly IReadOnlySet<string> _algorithms;
    private string _columns = "";

    private Measurements(string repository, IReadOnlySet<string> algorithms)
    {
        _algorithms = algorithms;
        _pages = Pages.ToDictionary(static page => page, page => File.ReadAllText(Path.Combine(repository, "docs", page)));
        var environment = "";
        foreach (var line in File.ReadLines(Path.Combine(repository, "docs", "results.md")))
            if (line.StartsWith("## ", StringComparison.Ordinal))
                environment = line[3..].Trim();
            else if (line.StartsWith(Header, StringComparison.Ordinal))
                _columns = line[Header.Length..];
            else if (line.StartsWith("| ", StringComparison.Ordinal) && line.Split('|') is [_, var name, .. { Length: > 8 }])
                _rows.Add((environment, name.Trim(), line[line.IndexOf('|', 1)..]));
        if (_columns.Length == 0 || _rows.Count == 0)
            throw new InvalidDataException($"docs/results.md has no table that begins with '{Header}'.");
    }

    /// <summary>Reads docs/.</summary>
    public static Measurements Read(string repository, IReadOnlySet<string> algorithms) => new(repository, algorithms);

    /// <summary>The rows of an algorithm as a table over environments; empty where it has none.</summary>
    public IReadOnlyList<string> Table(string algorithm)
    {
        var rows = _rows.Where(row => NameIn(row.Environment, row.Algorithm) == algorithm).ToList();
        return rows.Count == 0
            ? []
            :
            [
                "| environment |" + _columns,
                "| --- |" + string.Concat(Enumerable.Repeat(" ---: |", _columns.Count(static letter => letter == '|'))),
                .. rows.Select(static row => $"| {row.Environment} {row.Row}"),
            ];
    }

    /// <summary>The other pages that speak of it.</summary>
    public IEnumerable<string> PagesOf(string algorithm) =>
        Pages.Where(page => _pages[page].Contains($"`{algorithm}`", StringComparison.Ordinal));

    /// <summary>The class behind a row: for discrete actions the categorical form, where there is one.</summary>
    private string NameIn(string environment, string algorithm) =>
        IsDiscrete(environment) && _algorithms.Contains("Categorical" + algorithm) ? "Categorical" + algorithm : algorithm;

    private static bool IsDiscrete(string environment) =>
        environment switch
        {
            "CartPole" or "MountainCar" or "Acrobot" or "GridWorld" => true,
            "Pendulum" or "MountainCarContinuous" or "LaneKeeping" => false,
            _ => throw new InvalidDataException(
                $"docs/results.md has a table of '{environment}', of which is not known whether its actions are discrete."
            ),
        };
}
