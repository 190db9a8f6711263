using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Planning;

namespace DeclarativeIL.Generators.Printing.Documentation;

/// <summary>The slide: every equation in LaTeX, and the algorithm box as a remark on the class.</summary>
internal static class FormulaEmitter
{
    private const int LongestPart = LineBreaker.Longest - 12; // beside it stand the indentation, ' +' or ';'

    public static void Emit(SourceWriter writer, AlgorithmPlan plan)
    {
        var model = plan.Model;
        writer.Line("/// <remarks>");
        writer.Line("/// <code>");
        foreach (var line in Box(plan))
            writer.Line("/// " + XmlText.Escape(line));
        writer.Line("/// </code>");
        writer.Line("/// </remarks>");
        using (writer.Block($"partial class {CSharpText.Type(model.Name)}"))
            Formulas(writer, model);
    }

    private static void Formulas(SourceWriter writer, AlgorithmModel model)
    {
        var printer = new LatexPrinter(model);
        var members = model
            .Members.Where(member => !member.IsBatched)
            .GroupBy(member => member.Name)
            .Select(group => group.First())
            .ToList();
        writer.Line("/// <summary>The declared equations in LaTeX, one a line.</summary>");
        writer.Line(SourceWriter.Stamp);
        Constant(
            writer,
            $"{model.Access} const string {Identifiers.Public("Formula")}",
            members.Select(member => $@"\mathrm{{{member.Name}}} = {printer.Print(member)}")
        );
    }

    /// <summary>Writes a constant of several lines of text.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="declaration">Its declaration, without a value.</param>
    /// <param name="lines">The lines.</param>
    public static void Constant(SourceWriter writer, string declaration, IEnumerable<string> lines)
    {
        writer.Line(declaration + " =");
        var all = lines.ToList();
        var parts = all.SelectMany((line, i) => Parts(line + (i + 1 < all.Count ? "\n" : ""))).Select(Quote).ToList();
        using (writer.Indent())
            for (var i = 0; i < parts.Count; i++)
                writer.Line(parts[i] + (i + 1 < parts.Count ? " +" : ";"));
        if (parts.Count == 0)
            writer.Line("    \"\";");
    }

    /// <summary>Parts of a text, each short enough for a line, broken before blanks.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        var part = "";
        foreach (var word in text.Split(' ').Select((word, i) => i == 0 ? word : " " + word))
        {
            if (part.Length > 0 && Quote(part + word).Length > LongestPart)
            {
                yield return part;
                part = "";
            }
            part += word;
        }
        yield return part;
    }

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";

    /// <summary>The generated algorithm in the words of a paper.</summary>
    public static IEnumerable<string> Box(AlgorithmPlan plan)
    {
        var (scope, shape) = (plan.Scope, plan.Shape);
        var (others, indent) = (scope.Model.Others, shape.HasRounds ? "    " : "");
        foreach (var copy in scope.Networks.Copies)
            yield return $"{copy.Name} := copy of {copy.Of}"
                + copy.View switch
                {
                    View.FrozenEachRound => ", taken anew each round",
                    View.Target => ", following it slowly",
                    _ => "",
                };
        if (shape.HasRounds)
            yield return "for each round:";
        foreach (var column in others.Columns.Where(column => !column.IsScan))
            yield return $"{indent}{column.Member.Name} := {Last(column.Member, scope)}";
        if (shape.HasEnvironments)
            yield return $"{indent}in every environment, at every step:";
        if (others.Gate is { } gate)
        {
            yield return $"{indent}    {gate.Member.Name} := {Last(gate.Member, scope)}";
            yield return gate.StoreEveryState
                ? $"{indent}    the expert labels the state; keep it"
                : $"{indent}    if the expert acts, keep its label";
        }
        else if (shape.HasEnvironments && others.Explore is null)
            yield return $"{indent}    act by {scope.Networks.Learner}; keep the transition";
        if (others.Explore is { } explore && shape.HasEnvironments)
            yield return $"{indent}    execute {Last(explore, scope)}";
        if (others.Collect is { } collect)
            yield return $"{indent}in every context: keep {Last(collect.Member, scope)}";
        if (others.Reward is { } reward)
            yield return $"{indent}reward := {Last(reward, scope)}";
        foreach (var column in others.Columns.Where(column => column.IsScan))
            yield return $"{indent}{column.Member.Name} := {Last(column.Member, scope)}, backwards";
        foreach (var augment in others.Augments)
            yield return $"{indent}each drawn row: {augment.Name}";
        foreach (var phase in plan.Phases.Select(epochs => epochs.Phase))
            yield return $"{indent}minimise over {string.Join(", ", phase.Networks.Select(network => network.Name))}: "
                + $"{string.Join(" + ", phase.Losses.Select(loss => $"mean {loss.Model.Member.Name}"))}";
        if (others.Metrics.Count > 0)
            yield return $"{indent}report {string.Join(", ", others.Metrics.Select(metric => $"mean {metric.Member.Name}"))}";
        foreach (var loss in scope.Model.Losses.Where(loss => !loss.Member.IsBatched))
            yield return $"where {loss.Member.Name} = {Last(loss.Member, scope)}";
        foreach (var metric in others.Metrics)
            yield return $"where {metric.Member.Name} = {Last(metric.Member, scope)}";
    }

    /// <summary>An equation in one line, what it computes on the way behind it.</summary>
    public static string Last(MemberModel member, ClassScope scope)
    {
        var lines = Readable.Lines(member.Equation, scope.Model);
        return lines[lines.Count - 1] + (lines.Count == 1 ? "" : ", " + string.Join(", ", lines.Take(lines.Count - 1)));
    }
}
