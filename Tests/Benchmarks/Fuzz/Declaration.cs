using System.Globalization;
using System.Text;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Equations as C#.</summary>
public static class Declaration
{
    public const string Namespace = "Fuzzed",
        Member = "Loss",
        Metric = "Watched";

    private static readonly string[] Draws = ["u", "zs", "za", "zf", "zl", "zc", "w"];

    private static readonly (string Name, string Declaration)[] Given =
    [
        ("d", "Sample d"),
        ("o", "[Other] Sample o"),
        ("u", "Uniform u"),
        ("zs", "Gaussian zs"),
        ("za", "Gaussian za"),
        ("zf", "Gaussian zf"),
        ("zl", "Gaussian zl"),
        ("zc", "Gaussian zc"),
        ("rate", "double rate = 0.5"),
        ("scale", "double scale = 2.0"),
        ("on", "bool on = true"),
        ("count", "int count = 1"),
        ("stage", "Level stage = Level.Low"),
        ("w", "Draw w"),
        ("clock", "Clock clock"),
        ("gain", "[Given] Matrix gain"),
        ("shift", "[Given] Vector shift"),
        ("origin", "[Given] State origin"),
        ("amount", "[Given] double amount"),
        ("number", "[Given] int number"),
        ("given", "[Given] bool given"),
        ("score", "[Of(nameof(Score))] double score"),
        ("mean", "[Mean(nameof(Score))] double mean"),
        ("deviation", "[Deviation(nameof(Score))] double deviation"),
        ("median", "[Quantile(nameof(Score), 0.5)] double median"),
    ];

    /// <summary>A column whose value and statistics equations read.</summary>
    public const string Column = "[Column] public static double Score(Sample d) => d.Weight * d.Weight - 0.5 * d.Reward;";

    /// <summary>How the library keys a draw.</summary>
    public static string Draw(string parameter, Naming names) => Member + "." + names.Of(parameter);

    public static string Of(Equation equation, string name) => equation.Names.In(Plain(equation, name));

    private static string Plain(Equation equation, string name)
    {
        var text = new StringBuilder();
        text.AppendLine("using System;")
            .AppendLine("using DeclarativeIL;")
            .AppendLine("using DeclarativeIL.Benchmarks.Fuzz;")
            .AppendLine("using static DeclarativeIL.Functions;")
            .AppendLine("using static DeclarativeIL.Tables;")
            .AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"namespace {Namespace};").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"public sealed partial class {name}").AppendLine("{");
        foreach (var helper in equation.Parts.Select(part => part.Shape).OfType<Call>().Select(call => call.Helper).Distinct().Order())
        {
            var body = equation.Helpers[helper].Body;
            var parameters = equation.Helpers[helper].Parameters.Select((kind, i) => $"{TypeOf(kind)} p{i}");
            text.Append(CultureInfo.InvariantCulture, $"    static {TypeOf(body.Kind)} H{helper}({string.Join(", ", parameters)})")
                .AppendLine(CultureInfo.InvariantCulture, $" => {Text(body)};")
                .AppendLine();
        }
        if (equation.Parts.Any(part => part.Shape is Leaf { Needs: "score" or "mean" or "deviation" or "median" }))
            text.AppendLine("    " + Column).AppendLine();
        Append(text, "Loss", Member, Parameters(equation, detached: false), equation);
        if (HasMetric(equation, name))
            Append(text, "Metric", Metric, Parameters(equation, detached: true), equation);
        return text.AppendLine("}").ToString();
    }

    /// <summary>
    /// Whether a declaration reports its equation again as a metric, of the present values of what the loss trains: every fourth, where
    /// both draw the same.
    /// </summary>
    private static bool HasMetric(Equation equation, string name) =>
        name.Length > 1
        && (name[^1] - '0') % 4 == 0
        && !equation.Parts.Any(part =>
            part.Shape is Noise || (part.Shape is Leaf { Needs: var needs } && Draws.Contains(needs, StringComparer.Ordinal))
        );

    private static void Append(StringBuilder text, string attribute, string name, IEnumerable<string> parameters, Equation equation)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"    [{attribute}]")
            .AppendLine(CultureInfo.InvariantCulture, $"    public static double {name}({string.Join(", ", parameters)})")
            .AppendLine("    {");
        foreach (var local in equation.UsedLocals)
            text.AppendLine(CultureInfo.InvariantCulture, $"        var x{local} = {Text(equation.Locals[local])};");
        text.AppendLine(CultureInfo.InvariantCulture, $"        return {Text(equation.Root)};").AppendLine("    }");
    }

    private static IEnumerable<string> Parameters(Equation equation, bool detached)
    {
        var shapes = equation.Parts.Select(part => part.Shape).ToList();
        var players = shapes.OfType<Ask>().Select(ask => ask.Player).ToHashSet();
        var needs = shapes.OfType<Leaf>().Select(leaf => leaf.Needs).Concat(shapes.OfType<Noise>().Select(noise => noise.Draw)).ToHashSet();
        needs.Add("d");
        return Player
            .All.Where(players.Contains)
            .Select(player => (detached && player.IsTrained ? "[Detached] " : "") + player.Declaration)
            .Concat(
                Given
                    .Where(given => needs.Contains(given.Name))
                    .Select(given => given.Declaration)
                    .OrderBy(declaration => declaration.Contains(" = ", StringComparison.Ordinal))
            );
    }

    private static string Text(Expr expr)
    {
        string[] operands = [.. expr.Operands.Select(Text)];
        return expr.Shape switch
        {
            Leaf leaf => leaf.Text,
            Parameter parameter => "p" + parameter.Index,
            Local local => "x" + local.Index,
            Call call => $"H{call.Helper}({string.Join(", ", operands)})",
            Ask ask => string.Format(CultureInfo.InvariantCulture, ask.Question.Format, [ask.Player.Name, .. operands]),
            Apply apply => string.Format(CultureInfo.InvariantCulture, apply.Operation.Format, operands),
            Noise noise => noise.IsScaled ? $"({operands[0]} + {operands[1]} * {noise.Draw})" : $"({operands[0]} + {noise.Draw})",
            Choose => $"({operands[0]} ? {operands[1]} : {operands[2]})",
            Junction junction => $"({operands[0]} {(junction.IsAnd ? "&&" : "||")} {operands[1]})",
            Switch choice => $"({operands[0]} switch {{ {Arms(choice, operands)}}})",
            _ => throw new InvalidOperationException(expr.Shape.ToString()),
        };
    }

    private static string Arms(Switch choice, string[] operands) =>
        string.Concat(choice.Labels.Select((label, i) => $"{label.Text} => {operands[i + 1]}, "))
        + (choice.IsComplete ? "" : $"_ => {operands[^1]} ");

    private static string TypeOf(Kind kind) =>
        kind switch
        {
            Kind.Number => "double",
            Kind.Truth => "bool",
            Kind.Whole => "int",
            Kind.Level => "Level",
            Kind.State => "State",
            Kind.Act or Kind.Choice => "Act",
            _ => "Vector",
        };
}
