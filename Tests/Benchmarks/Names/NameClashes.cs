using System.Text;
using DeclarativeIL.Generators;
using DeclarativeIL.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DeclarativeIL.Benchmarks.Names;

/// <summary>What came of trying names.</summary>
/// <param name="Tried">Declarations that are valid C# by themselves.</param>
/// <param name="Refused">Those of them that a diagnostic refuses, where that is allowed.</param>
internal sealed record NameReport(int Tried, int Refused, int Invalid, IReadOnlyList<string> Failures);

/// <summary>A declaration to try.</summary>
/// <param name="What">What is tried, for people.</param>
/// <param name="Text">The source, in a namespace that begins with K and the number.</param>
/// <param name="MayBe">Which diagnostics may refuse it.</param>
internal sealed record Trial(int Number, string What, Func<int, string> Text, Func<string, bool> MayBe)
{
    public string Path => $"Trial{Number}.cs";

    public string Source => Text(Number);

    public override string ToString() => What;
}

/// <summary>
/// Every identifier that occurs in generated code, and every word of C#, as the name of everything that a user names: what is
/// generated compiles without a warning, or a diagnostic of ours refuses it where the name is one that callers write.
/// </summary>
internal sealed class NameClashes(IReadOnlyList<MetadataReference> references)
{
    private const string Usings = "global using System; global using DeclarativeIL; global using Tensor = TorchSharp.torch.Tensor;";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>The names to try: from the syntax trees of what is generated now, so that none is forgotten.</summary>
    public IReadOnlyList<string> Candidates()
    {
        var roles = NameTemplate.All.SelectMany(template => template.Roles).Select(NameTemplate.Default).ToHashSet();
        var trees = NameTemplate.All.Select((template, i) => Parse(template.With("", "", i), $"Source{i}.cs"));
        var (_, after) = Generate(Compile(trees));
        return
        [
            .. after
                .SyntaxTrees.Where(IsGenerated)
                .SelectMany(tree => tree.GetRoot().DescendantTokens())
                .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
                .Select(token => token.ValueText)
                .Where(name => name != "Declared" && !(name[0] == 'K' && name.Length == 2))
                .Concat(SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText).Where(word => word.All(char.IsLetter) && word.Length > 0))
                .Concat(["_", "__", "_0", "TExpert", "TNet", "T", "TorchSharp", "System", "DeclarativeIL", "ToString", "GetType"])
                .Where(name => !roles.Contains(name))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Every name for every role.</summary>
    public IEnumerable<Trial> Trials()
    {
        var count = 0;
        foreach (var name in Candidates())
        foreach (var (template, place) in NameTemplate.All.Select((template, i) => (template, i)))
        foreach (var role in template.Roles.Append("space").Distinct())
            yield return new(
                count++,
                $"{role} '{name}' in template {place}",
                number => template.With(role, name, number),
                id => template.MayRefuse(id, role, name)
            );
    }

    /// <summary>Tries declarations.</summary>
    /// <param name="all">All that there are.</param>
    /// <param name="every">One of how many is tried.</param>
    /// <param name="progress">Told the number of the last one tried, and all that have failed.</param>
    public async Task<NameReport> Run(IEnumerable<Trial> all, int every, Action<int, IReadOnlyList<string>>? progress = null)
    {
        var trials = all.Where(trial => trial.Number % every == 0).ToList();
        var (refused, invalid, failures) = (0, 0, new List<string>());
        foreach (var batch in trials.Chunk(100))
        {
            var (left, broken) = await Try(batch, failures);
            refused += left;
            invalid += broken;
            progress?.Invoke(batch[^1].Number, failures);
        }
        return new(trials.Count - invalid, refused, invalid, failures);
    }

    private async Task<(int Refused, int Invalid)> Try(Trial[] trials, List<string> failures)
    {
        var all = Compile(trials.Select(trial => Parse(trial.Source, trial.Path)));
        var invalid = all.GetDiagnostics()
            .Where(problem => problem.Severity == DiagnosticSeverity.Error)
            .Select(problem => problem.Location.SourceTree?.FilePath)
            .ToHashSet();
        var valid = trials.Where(trial => !invalid.Contains(trial.Path)).ToList();
        var before = all.RemoveSyntaxTrees(all.SyntaxTrees.Where(tree => invalid.Contains(tree.FilePath)));
        var said = (await before.WithAnalyzers([new DeclarationAnalyzer()]).GetAnalyzerDiagnosticsAsync())
            .Where(problem => problem.Severity == DiagnosticSeverity.Error)
            .ToLookup(problem => problem.Location.SourceTree?.FilePath);
        var (_, after) = Generate(before);
        var problems = after
            .GetDiagnostics()
            .Where(problem =>
                problem.Severity >= DiagnosticSeverity.Error
                || (problem.Severity == DiagnosticSeverity.Warning && IsGenerated(problem.Location.SourceTree!))
            )
            .ToLookup(problem => PathOf(problem.Location.SourceTree!));
        var generated = after.SyntaxTrees.Where(IsGenerated).Select(PathOf).ToHashSet();
        var refused = 0;
        foreach (var trial in valid)
        {
            var refusal = said[trial.Path].FirstOrDefault();
            if (refusal is not null && said[trial.Path].All(problem => trial.MayBe(problem.Id)))
                refused++;
            else if (refusal is not null)
                failures.Add($"{trial}: {refusal.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
            else if (!generated.Contains(trial.Path))
                failures.Add($"{trial}: nothing was generated");
            if (problems[trial.Path].FirstOrDefault() is { } problem)
                failures.Add($"{trial}: {problem}");
        }
        return (refused, trials.Length - valid.Count);
    }

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);

    /// <summary>The trial that a tree is of: its namespace begins with the number.</summary>
    private static string PathOf(SyntaxTree tree)
    {
        if (!IsGenerated(tree))
            return tree.FilePath;
        var space = tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().First().Name.ToString();
        return $"Trial{space[1..space.IndexOf('.', StringComparison.Ordinal)]}.cs";
    }

    private static (GeneratorDriver Driver, Compilation After) Generate(CSharpCompilation compilation)
    {
        var driver = CSharpGeneratorDriver
            .Create([new AlgorithmGenerator().AsSourceGenerator()], parseOptions: Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var after, out _);
        return (driver, after);
    }

    private CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create(
            "Names",
            [Parse(Usings, "Usings.cs"), .. trees],
            references,
            new(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                warningLevel: 9999,
                specificDiagnosticOptions:
                [
                    new("CS1701", ReportDiagnostic.Suppress),
                    new("CS1702", ReportDiagnostic.Suppress),
                    new("CS1591", ReportDiagnostic.Suppress),
                    new("CS8981", ReportDiagnostic.Suppress),
                ]
            )
        );

    private static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Options, path);
}
