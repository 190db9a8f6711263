using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Harness;

/// <summary>One run of the generator over one compilation.</summary>
/// <param name="Before">As written.</param>
/// <param name="After">With what was generated.</param>
internal sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Before, CSharpCompilation After)
{
    public GeneratorDriverRunResult Result { get; } = Driver.GetRunResult();

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.Results.Single().GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What was generated about each concern, under the header of its file: by class and concern, such as "Dpo.Losses".</summary>
    public IReadOnlyDictionary<string, string> Concerns =>
        Files
            .Where(file => file.Value.Contains(Region, StringComparison.Ordinal))
            .SelectMany(file =>
            {
                var sections = file.Value.Split(Region);
                return sections
                    .Skip(1)
                    .Select(section => (Title: section[..section.IndexOf('\n', StringComparison.Ordinal)], Section: section))
                    .Select(pair =>
                        (
                            $"{file.Key[..^".g.cs".Length]}.{pair.Title}",
                            sections[0]
                                + pair.Section[(pair.Title.Length + 1)..pair.Section.IndexOf("#endregion", StringComparison.Ordinal)]
                        )
                    );
            })
            .ToDictionary();

    private const string Region = "#region ";

    /// <summary>What was generated about one concern of the only class that has it, or of the one named.</summary>
    public string Concern(string concern, string type = "") =>
        Concerns.Single(pair => pair.Key.EndsWith($"{type}.{concern}", StringComparison.Ordinal)).Value;

    public Exception? Failure => Result.Results.Single().Exception;

    /// <summary>Errors and warnings of the compiler after generation, less those about missing comments in the test's own source.</summary>
    public IEnumerable<Diagnostic> CompilerProblems => Problems(After);

    /// <summary>Errors of the source by itself, before anything is generated.</summary>
    public IEnumerable<Diagnostic> OwnErrors => Before.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error);

    /// <summary>The generator did not throw, and what it wrote compiles without a warning.</summary>
    public GeneratorRun AssertCompiles()
    {
        Assert.Null(Failure);
        Assert.Empty(Result.Diagnostics);
        AssertNone(CompilerProblems);
        return this;
    }

    /// <summary>What was generated compiles with another language version too.</summary>
    public void AssertCompilesWith(LanguageVersion version)
    {
        var trees = After.SyntaxTrees.Select(tree => GeneratorHarness.Parse(tree.ToString(), tree.FilePath, version));
        AssertNone(Problems(CSharpCompilation.Create(After.AssemblyName, trees, After.References, After.Options)));
    }

    /// <summary>As <see cref="AssertCompiles"/>, and the analyzer is silent before and after generation.</summary>
    public async Task<GeneratorRun> AssertClean()
    {
        var problems = await GeneratorHarness.Analyze(Before);
        Assert.True(problems.IsEmpty, string.Join("\n", problems));
        Assert.Empty(await GeneratorHarness.Analyze(After));
        Assert.NotEmpty(Files);
        return AssertCompiles();
    }

    private static IEnumerable<Diagnostic> Problems(Compilation compilation) =>
        compilation
            .GetDiagnostics()
            .Where(problem =>
                problem.Severity >= DiagnosticSeverity.Warning
                && !(
                    problem.Id is "CS1591" or "CS1570"
                    && problem.Location.SourceTree?.FilePath.StartsWith("Source", StringComparison.Ordinal) == true
                )
            );

    private static void AssertNone(IEnumerable<Diagnostic> problems)
    {
        var text = string.Join("\n", problems.Take(4).Select(Describe));
        Assert.True(text.Length == 0, text);
    }

    /// <summary>A problem with the line that it is about.</summary>
    private static string Describe(Diagnostic problem)
    {
        var line = problem.Location.GetLineSpan().StartLinePosition.Line;
        return $"{problem}\n    {problem.Location.SourceTree?.GetText().Lines[line].ToString().Trim()}";
    }
}
