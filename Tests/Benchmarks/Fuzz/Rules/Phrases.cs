using System.Text.RegularExpressions;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Random phrases of C# over what a member can be given.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="numbers">What is a number.</param>
/// <param name="truths">What is true or false.</param>
internal sealed partial class Phrases(RandomStream random, IReadOnlyList<string> numbers, IReadOnlyList<string> truths)
{
    private static readonly string[] Constants = ["0.5", "0.25", "1.5", "(-1.0)", "2.0", "0.1"],
        Tame = ["Math.Tanh", "Math.Sin", "Math.Abs", "Sigmoid", "Square"],
        Extremes = ["Min", "Max"];

    public T One<T>(params ReadOnlySpan<T> values) => values[random.NextInt(values.Length)];

    public string Number(int depth) =>
        (depth <= 0 ? 0 : random.NextInt(9)) switch
        {
            0 or 1 => random.NextInt(5) == 0 ? One<string>(Constants) : One<string>([.. numbers]),
            2 => $"({Number(depth - 1)} + {Number(depth - 1)})",
            3 => $"({Number(depth - 1)} - {Number(depth - 1)})",
            4 => $"({Number(depth - 1)} * {One<string>(Constants)})",
            5 or 6 => $"{One<string>(Tame)}({Number(depth - 1)})",
            7 => $"({Truth(depth - 1)} ? {Number(depth - 1)} : {Number(depth - 1)})",
            _ => $"Math.{One<string>(Extremes)}({Number(depth - 1)}, {Number(depth - 1)})",
        };

    public string Truth(int depth) =>
        random.NextInt(depth <= 0 ? 4 : 8) switch
        {
            0 or 1 => One<string>([.. truths]),
            2 or 3 or 4 => $"({Number(depth - 1)} {One("<", "<=", ">", ">=")} {Number(depth - 1)})",
            5 => $"({Truth(depth - 1)} && {Truth(depth - 1)})",
            6 => $"({Truth(depth - 1)} || {Truth(depth - 1)})",
            _ => $"(!({Truth(0)}))",
        };

    /// <summary>The parameters that a text needs, those with defaults last.</summary>
    public static string Parameters(string text, params IEnumerable<(string Name, string Declaration)> all) =>
        string.Join(
            ", ",
            all.Where(parameter => Uses(text, parameter.Name))
                .Select(parameter => parameter.Declaration)
                .OrderBy(declaration => declaration.Contains(" = ", StringComparison.Ordinal))
        );

    public static bool Uses(string text, string word) => Words().Matches(text).Any(match => match.Value == word);

    /// <summary>Which atoms occur.</summary>
    public static IEnumerable<string> Used(string kind, string text, params IEnumerable<string> atoms) =>
        atoms.Where(atom => text.Contains(atom, StringComparison.Ordinal)).Select(atom => $"{kind}: {atom}");

    [GeneratedRegex("(?<![.A-Za-z0-9_])[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Words();
}
