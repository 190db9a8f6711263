using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Benchmarks.Pages;

/// <summary>The page of one algorithm.</summary>
internal static class AlgorithmPage
{
    /// <summary>The text.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="text">How comments are written.</param>
    /// <param name="measured">What was measured.</param>
    public static string Text(DeclaredAlgorithm algorithm, DocumentationText text, Measurements measured)
    {
        var page = new StringBuilder();
        var remarks = algorithm.Documentation.Element("remarks");
        page.Append(CultureInfo.InvariantCulture, $"# {algorithm.Name}\n\n{text.Of(algorithm.Documentation.Element("summary"))}\n\n");
        if (text.Of(remarks) is { Length: > 0 } words)
            page.Append(words).Append("\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Learns {Families.Name(algorithm.Family)}. ")
            .Append(
                CultureInfo.InvariantCulture,
                $"Declared in [{algorithm.Source}](../../{algorithm.Source}). [All algorithms](README.md).\n\n"
            );
        Declaration(page, algorithm, text);
        page.Append("## Equations\n\n");
        foreach (var formula in algorithm.Formulas)
            page.Append(CultureInfo.InvariantCulture, $"$$\n{formula}\n$$\n\n");
        page.Append("## Algorithm\n\nWhat is generated, in words:\n\n```text\n").Append(algorithm.Box).Append("\n```\n\n");
        Hyperparameters(page, algorithm, text);
        Metrics(page, algorithm);
        Deviations(page, [.. text.Items(remarks)]);
        Measured(page, algorithm.Name, measured);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static void Declaration(StringBuilder page, DeclaredAlgorithm algorithm, DocumentationText text)
    {
        // "cs", not "csharp": these lines are compiled where they were copied from
        page.Append("## Declaration\n\n```cs\n").Append(algorithm.Code).Append("\n```\n\n");
        if (algorithm.Reused.Select(static name => $"[{name}]({name}.md)").ToList() is { Count: > 0 } reused)
            page.Append(CultureInfo.InvariantCulture, $"It takes over the losses of {string.Join(", ", reused)}.\n\n");
        if (!algorithm.Members.Any())
            return;
        page.Append("| member | kind | what it is |\n| --- | --- | --- |\n");
        foreach (var member in algorithm.Members)
        {
            var summary = DocumentationText.Cell(text.Of(DeclaredAlgorithm.DocumentationOf(member).Element("summary")));
            page.Append(CultureInfo.InvariantCulture, $"| `{member.Identifier.Text}` | {KindOf(member)} | {summary} |\n");
        }
        page.Append('\n');
    }

    private static string KindOf(MethodDeclarationSyntax member) =>
        string.Join(
            ", ",
            member.AttributeLists.SelectMany(static list => list.Attributes).Select(static attribute => $"`[{attribute.Name}]`")
        );

    private static void Hyperparameters(StringBuilder page, DeclaredAlgorithm algorithm, DocumentationText text)
    {
        page.Append("## Hyperparameters\n\n");
        var all = algorithm.Hyperparameters.ToList();
        if (all.Count == 0)
        {
            page.Append("None.\n\n");
            return;
        }
        page.Append("| property | type | value | what it is |\n| --- | --- | --- | --- |\n");
        foreach (var (name, type, documentation) in all)
        {
            var value = text.Of(documentation.Element("value")).TrimEnd('.');
            var summary = DocumentationText.Cell(text.Of(documentation.Element("summary")));
            page.Append(CultureInfo.InvariantCulture, $"| `{name}` | `{type}` | {value} | {summary} |\n");
        }
        page.Append('\n');
    }

    /// <summary>Its own and those of the classes whose losses it takes over: all that the box says are reported.</summary>
    private static void Metrics(StringBuilder page, DeclaredAlgorithm algorithm)
    {
        const string report = "report mean ";
        var line = algorithm.Box.ReplaceLineEndings(" ");
        var start = line.IndexOf(report, StringComparison.Ordinal);
        page.Append("## Metrics\n\nAfter each epoch progress has the mean of each loss");
        if (start < 0)
        {
            page.Append("; there is no other metric.\n\n");
            return;
        }
        var end = line.IndexOf("where ", start, StringComparison.Ordinal);
        var names = line[(start + report.Length)..(end < 0 ? line.Length : end)].Split(", mean ").Select(static name => $"`{name.Trim()}`");
        page.Append(CultureInfo.InvariantCulture, $", and the mean of {string.Join(", ", names)}.\n\n");
    }

    private static void Deviations(StringBuilder page, IReadOnlyList<string> deviations)
    {
        page.Append("## Deviations\n\n");
        if (deviations.Count == 0)
            page.Append("None are declared.\n");
        for (var i = 0; i < deviations.Count; i++)
            page.Append(CultureInfo.InvariantCulture, $"{i + 1}. {deviations[i]}\n");
        page.Append('\n');
    }

    private static void Measured(StringBuilder page, string algorithm, Measurements measured)
    {
        page.Append("## Measured\n\n");
        var table = measured.Table(algorithm);
        if (table.Count > 0)
            page.Append("From [results.md](../results.md), which says how they were measured and what the columns mean.\n\n")
                .AppendJoin('\n', table)
                .Append("\n\n");
        var others = measured.PagesOf(algorithm).Select(static other => $"[{other}](../{other})").ToList();
        if (others.Count > 0)
            page.Append(table.Count > 0 ? "Also spoken of in " : "Not among the tables of [results.md](../results.md). Spoken of in ")
                .AppendJoin(", ", others)
                .Append(".\n");
        else if (table.Count == 0)
            page.Append("No page has measured results of it.\n");
    }
}
