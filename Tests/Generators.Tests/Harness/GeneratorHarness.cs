using System.Collections.Immutable;
using System.Text;
using DeclarativeIL.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DeclarativeIL.Generators.Tests.Harness;

/// <summary>Compiles a source against pinned references, runs the generator and the analyzer on it, and tells what came out.</summary>
internal static class GeneratorHarness
{
    /// <summary>What a project with implicit usings and ours has in scope.</summary>
    public const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.ComponentModel.DataAnnotations;
        global using DeclarativeIL;
        global using static DeclarativeIL.Functions;
        """;

    public static GeneratorRun Run(params string[] sources) => Run(Compile(sources));

    public static GeneratorRun Run(CSharpCompilation compilation)
    {
        var driver = Driver(compilation).RunGeneratorsAndUpdateCompilation(compilation, out var after, out _);
        return new(driver, compilation, (CSharpCompilation)after);
    }

    public static CSharpCompilation Compile(params string[] sources) => Compile(LanguageVersion.Latest, "Declared", sources);

    public static CSharpCompilation Compile(LanguageVersion version, string assembly, params string[] sources) =>
        CSharpCompilation.Create(
            assembly,
            [Parse(GlobalUsings, "GlobalUsings.cs", version), .. sources.Select((source, i) => Parse(source, $"Source{i}.cs", version))],
            References.All,
            new(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                warningLevel: 9999,
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]
            )
        ); // as the SDK does

    public static SyntaxTree Parse(string source, string path, LanguageVersion version = LanguageVersion.Latest) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Options(version), path);

    /// <summary>A driver that remembers why each step ran.</summary>
    public static GeneratorDriver Driver(CSharpCompilation compilation) =>
        CSharpGeneratorDriver.Create(
            [new AlgorithmGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)
        );

    /// <summary>What the analyzer says, in the order of the source; AD0001 if it threw.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Analyze(CSharpCompilation compilation)
    {
        var found = await compilation.WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(problem => problem.Location.SourceSpan.Start).ThenBy(problem => problem.Id, StringComparer.Ordinal)];
    }

    private static CSharpParseOptions Options(LanguageVersion version) => new(version, DocumentationMode.Diagnose);
}
