using DeclarativeIL.Generators.Analyzers;
using DeclarativeIL.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <summary>Every refusal: its id, and the text that it points at.</summary>
public partial class DiagnosticsTests
{
    /// <summary>Reported only when the generator itself is wrong: no declaration is meant to bring it about.</summary>
    private const string InternalError = "DIL099";

    private static readonly string[] Ids = [.. new DeclarationAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Classes))]
    [MemberData(nameof(Equations))]
    [MemberData(nameof(Folds))]
    [MemberData(nameof(Meaning))]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Parameters))]
    [MemberData(nameof(Marks))]
    [MemberData(nameof(Environments))]
    [MemberData(nameof(Heads))]
    [MemberData(nameof(Dynamics))]
    [Trait("Speed", "Slow")]
    public async Task Refuses_at_the_token(string id, string source)
    {
        var markup = Markup.Read(source);
        var run = GeneratorHarness.Run(markup.Source);

        Assert.Empty(run.OwnErrors);
        Assert.Null(run.Failure);
        foreach (var compilation in new[] { run.Before, run.After }) // a real build analyses after generation
        {
            var problem = Assert.Single(await GeneratorHarness.Analyze(compilation));
            Assert.Equal(id, problem.Id);
            Assert.Equal(markup.Marked, Text(problem));
            Assert.Equal(markup.Span, problem.Location.SourceSpan);
            Assert.DoesNotContain("{", problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_circle_of_imports_is_refused_at_each_of_them()
    {
        var run = GeneratorHarness.Run(
            """
            [Loss<B>] sealed partial class A;
            [Loss<A>] sealed partial class B { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
            [Loss<A>] sealed partial class Outside;
            """
        );

        Assert.Equal(
            [("DIL015", "Loss<B>"), ("DIL015", "Loss<A>")],
            (await GeneratorHarness.Analyze(run.Before)).Select(problem => (problem.Id, Text(problem)))
        );
    }

    /// <summary>Who uses the operation is silent, and is not generated for: its class has said what is wrong.</summary>
    [Fact]
    public async Task An_operation_without_a_batched_form_is_reported_once()
    {
        var run = GeneratorHarness.Run(
            "static class Ops { [Operation(\"Nope\")] public static double F(double x) => x; }",
            InClass("[Loss] static double L(Policy pi, Demonstration d) => Ops.F(pi.Entropy(d.State));")
        );

        Assert.Equal("DIL032", Assert.Single(await GeneratorHarness.Analyze(run.Before)).Id);
        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task Every_member_is_heard()
    {
        var run = GeneratorHarness.Run(
            InClass(
                """
                [Loss] double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                [Loss] static double M(Policy pi, Demonstration d, double weight) => pi.Entropy(d.State);
                """
            )
        );

        Assert.Equal(["DIL003", "DIL009"], (await GeneratorHarness.Analyze(run.Before)).Select(problem => problem.Id));
    }

    [Fact]
    public async Task Obeys_pragmas()
    {
        var run = GeneratorHarness.Run(
            $"""
            #pragma warning disable DIL011
            {InClass("[Loss] static double L(Policy pi, Transition t) => t.Reward;")}
            """
        );

        Assert.DoesNotContain(await GeneratorHarness.Analyze(run.Before), problem => !problem.IsSuppressed);
    }

    [Fact]
    public async Task An_equation_that_cannot_be_read_is_refused_at_the_import()
    {
        var old = GeneratorHarness.Compile("[DeclaredEquation(\"M:Old.L\", \"0 an older notation\")] public class Old;");
        var markup = Markup.Read("[[|Loss<Old>|]] public sealed partial class New;");
        var compilation = GeneratorHarness.Compile(markup.Source).AddReferences(CrossAssembly.Image(old));

        var problem = Assert.Single(await GeneratorHarness.Analyze(compilation));

        Assert.Equal("DIL023", problem.Id);
        Assert.Equal(markup.Marked, Text(problem));
    }

    [Fact]
    public async Task A_helper_that_cannot_be_read_is_refused_at_the_call()
    {
        var old = GeneratorHarness.Compile(
            """
            [DeclaredEquation("M:Old.F(System.Double)", "0 an older notation")]
            public class Old { public static double F(double x) => x; }
            """
        );
        var markup = Markup.Read(InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Old.F(pi.Entropy(d.State))|];"));
        var compilation = GeneratorHarness.Compile(markup.Source).AddReferences(CrossAssembly.Image(old));

        var problem = Assert.Single(await GeneratorHarness.Analyze(compilation));

        Assert.Equal("DIL023", problem.Id);
        Assert.Equal(markup.Marked, Text(problem));
    }

    [Fact]
    public async Task Broken_code_is_left_to_the_compiler()
    {
        var run = GeneratorHarness.Run(
            InClass("[Loss] static double L(Policy pi, Demonstration d, Missing m) => pi.Nothing(d.State) + undefined;")
        );

        Assert.NotEmpty(run.OwnErrors);
        Assert.Empty(await GeneratorHarness.Analyze(run.Before));
    }

    [Fact]
    public void Every_refusal_has_a_test() =>
        Assert.Empty(Ids.Except([.. Refusals.Select(row => (string)row[0]), "DIL023", InternalError]));

    /// <summary>What is refused: the id, and a source with the text marked that it points at.</summary>
    private static IEnumerable<object[]> Refusals =>
        [.. Classes, .. Equations, .. Folds, .. Meaning, .. Names, .. Parameters, .. Marks, .. Environments, .. Heads, .. Dynamics];

    [Fact]
    public void Every_refusal_has_an_id_of_its_own() => Assert.Equal(Ids.Distinct(), Ids);

    /// <summary>Lines of <c>DIL001 | DeclarativeIL | Error | title</c>.</summary>
    [Fact]
    public void Every_refusal_is_in_a_list_of_releases() =>
        Assert.Equal(
            new DeclarationAnalyzer()
                .SupportedDiagnostics.Select(known => $"{known.Id} | {known.Category} | {known.DefaultSeverity} | {known.Title}")
                .Order(StringComparer.Ordinal),
            ((string[])["Shipped", "Unshipped"])
                .SelectMany(static list =>
                    File.ReadLines(References.PathOf("Generators", "DeclarativeIL.Generators", $"AnalyzerReleases.{list}.md"))
                )
                .Where(static line => line.StartsWith("DIL", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_refusal_has_a_section_with_a_wrong_and_a_right_example()
    {
        var sections = File.ReadAllText(References.PathOf("docs", "diagnostics.md"))
            .Split("\n## ")[1..]
            .ToDictionary(section => section[..6]);

        Assert.Equal(Ids.Order(StringComparer.Ordinal), sections.Keys);
        Assert.All(
            sections.Where(section => section.Key != InternalError),
            section => Assert.Equal(4, section.Value.Split("```").Length - 1)
        );
    }

    [Fact]
    public void Every_refusal_links_to_its_section()
    {
        var anchors = File.ReadLines(References.PathOf("docs", "diagnostics.md"))
            .Where(static line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(static line => "docs/diagnostics.md#" + HelpLinks.Anchor(line[3..]))
            .ToList();
        Assert.Equal(
            anchors.Order(StringComparer.Ordinal),
            typeof(Descriptors)
                .GetFields()
                .Select(static field => ((DiagnosticDescriptor)field.GetValue(null)!).HelpLinkUri)
                .Order(StringComparer.Ordinal)
        );
    }

    private static string InClass(string members) => $"sealed partial class Cloning {{ {members} }}";

    private static string InMeasured(string metric) =>
        InClass($"[Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); {metric}");

    private static string InGated(string gate) =>
        $"sealed partial class Gated {{ [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); {gate} }}";

    private static string? Text(Diagnostic problem) =>
        problem.Location.SourceTree is { } tree ? tree.GetText().ToString(problem.Location.SourceSpan) : null;
}
