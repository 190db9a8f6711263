using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Docs;

/// <summary>
/// Every block of C# in every page compiles: a whole file with what a new project has in scope, a fragment with what the page speaks of.
/// </summary>
public class SnippetTests
{
    private const string NewProject = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>Packages that pages speak of and declarations do not need.</summary>
    private static readonly string[] Others =
    [
        "DeclarativeIL.Algorithms",
        "DeclarativeIL.Consoles",
        "DeclarativeIL.Logging",
        "DeclarativeIL.Plots",
        "DeclarativeIL.Sweeps",
    ];

    /// <summary>Those of others whose types are in signatures of these.</summary>
    private static readonly string[] Libraries =
    [
        "Microsoft.Extensions.Logging.Abstractions",
        "ScottPlot",
        "Spectre.Console",
        "Spectre.Console.Ansi",
    ];

    private static readonly MetadataReference[] WithOthers =
    [
        .. References.All,
        .. Others
            .Concat(Libraries)
            .Select(static name => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
    ];

    /// <summary>Editors add these while one types; a fragment leaves them out.</summary>
    private static readonly string AllOurs = string.Join(
        '\n',
        ((string[])[.. References.Packages, .. Others])
            .SelectMany(static name => Assembly.Load(name).GetExportedTypes())
            .Select(static type => type.Namespace)
            .Distinct()
            .Where(static space => space is not null)
            .Select(static space => $"global using {space};")
    );

    public static TheoryData<string, int> Snippets
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var snippet in Pages.All.SelectMany(Pages.SnippetsOf))
                data.Add(snippet.Page, snippet.Line);
            return data;
        }
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_snippet_compiles(string page, int line)
    {
        var snippet = Pages.SnippetsOf(page).Single(snippet => snippet.Line == line);
        if (snippet.IsGenerated)
        {
            Assert.Equal("README.md", page); // ReadmeTests compares it with what is generated
            return;
        }
        var run = GeneratorHarness.Run(Compile(snippet));
        Assert.Null(run.Failure);
        Assert.Empty(await GeneratorHarness.Analyze(run.Before));
        Assert.Empty(
            run.After.GetDiagnostics().Where(static problem => problem.Severity >= DiagnosticSeverity.Warning && problem.Id != "CS1591")
        );
    }

    [Fact]
    public void There_are_snippets() => Assert.True(Snippets.Count >= 8, $"{Snippets.Count}");

    private static CSharpCompilation Compile(Snippet snippet)
    {
        string[] sources = snippet switch
        {
            { IsInterface: true } => [NewProject, AllOurs, $"interface Snippet {{ {snippet.Code} }}"],
            { Given: { } given } => [NewProject, AllOurs, InMethod(snippet.Code, given)],
            _ => [NewProject, .. Pages.SnippetsOf(snippet.Page).Where(static other => other.IsFile).Select(static file => file.Code)],
        };
        var trees = sources.Select(static (source, i) => GeneratorHarness.Parse(source, $"Source{i}.cs")).ToList();
        var program = trees.Exists(static tree =>
            tree.GetCompilationUnitRoot().Members.OfType<Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax>().Any()
        );
        return CSharpCompilation.Create(
            "Page",
            trees,
            WithOthers,
            new(
                program ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]
            )
        );
    }

    /// <summary>Statements with what they are given as parameters; declarations of types stand beside them.</summary>
    private static string InMethod(string code, string given)
    {
        var unit = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        var statements = string.Concat(
            unit.Members.Where(static member => member is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax)
                .Select(static member => member.ToFullString())
        );
        var types = string.Concat(
            unit.Members.Where(static member => member is not Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax)
                .Select(static member => member.ToFullString())
        );
        return $"{unit.Usings.ToFullString()} static class Snippet {{ static void Run({given}) {{ {statements}\n }} }}\n{types}";
    }
}
