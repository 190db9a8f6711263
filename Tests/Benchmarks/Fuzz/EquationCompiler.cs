using System.Collections.Immutable;
using System.Runtime.Loader;
using DeclarativeIL.Generators;
using DeclarativeIL.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>A declared class, compiled with what was generated for it; or why not.</summary>
/// <param name="Type">The class; null if there is none.</param>
/// <param name="Generated">What was generated into its losses file.</param>
/// <param name="Problem">What the compiler, the generator or the analyzer said.</param>
public sealed record CompiledEquation(Type? Type, string Generated, string Problem);

/// <summary>Many equations at once through the real generator, in memory.</summary>
public sealed class EquationCompiler : IDisposable
{
    private const string OfHead = "Policy"; // what the class of a head is called that is generated for it

    /// <summary>The analysis of null is a third of the compiler's work here and finds nothing about equations.</summary>
    private static readonly CSharpParseOptions Options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([
        new("run-nullable-analysis", "never"),
    ]);

    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Append(typeof(Sample).Assembly.Location)
            .Append(typeof(Policy).Assembly.Location)
            .Append(typeof(TorchSharp.torch).Assembly.Location)
            .Where(path => path.Length > 0 && !Path.GetFileName(path).StartsWith("DeclarativeIL.Algorithms", StringComparison.Ordinal))
            .DistinctBy(Path.GetFileName)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly AssemblyLoadContext _loaded = new(null, isCollectible: true);

    /// <summary>Names of classes by number.</summary>
    public static string NameOf(int equation) => "E" + equation;

    /// <param name="equations">What is declared as losses.</param>
    /// <param name="others">Other classes, by their names: they come behind.</param>
    public IReadOnlyList<CompiledEquation> Compile(
        IReadOnlyList<Equation> equations,
        params IReadOnlyList<(string Name, string Source)> others
    ) => Compile([.. equations.Select((equation, i) => (NameOf(i), Declaration.Of(equation, NameOf(i)))), .. others]);

    public void Dispose() => _loaded.Unload();

    private List<CompiledEquation> Compile(IReadOnlyList<(string Name, string Source)> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Source, Options, source.Name + ".cs")).ToList();
        var problems = new Dictionary<string, string>();
        while (true)
        {
            var compilation = CSharpCompilation.Create(
                $"Fuzzed{Guid.NewGuid():N}",
                trees.Where(tree => !problems.ContainsKey(Path.GetFileNameWithoutExtension(tree.FilePath))),
                References,
                new(OutputKind.DynamicallyLinkedLibrary)
            );
            var driver = CSharpGeneratorDriver
                .Create([new AlgorithmGenerator().AsSourceGenerator()], parseOptions: Options)
                .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _);
            var result = driver.GetRunResult().Results[0];
            if (result.Exception is { } failure)
                return sources.Count == 1
                    ? [new(null, "", "The generator threw: " + failure)]
                    : [.. Compile([.. sources.Take(sources.Count / 2)]), .. Compile([.. sources.Skip(sources.Count / 2)])];
            using var image = new MemoryStream();
            var emitted = updated.Emit(image);
            if (emitted.Success)
                return Load(sources, image, result, problems, compilation);
            var before = problems.Count;
            foreach (var error in emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
                if (NameIn(error.Location.SourceTree?.FilePath) is { } file && OfSource(file, sources) is var name)
                    problems[name] = problems.GetValueOrDefault(name) + error + Environment.NewLine;
            if (problems.Count == before)
                throw new InvalidOperationException(string.Join(Environment.NewLine, emitted.Diagnostics));
        }
    }

    private List<CompiledEquation> Load(
        IReadOnlyList<(string Name, string Source)> sources,
        MemoryStream image,
        GeneratorRunResult result,
        Dictionary<string, string> problems,
        CSharpCompilation compilation
    )
    {
        image.Position = 0;
        var assembly = _loaded.LoadFromStream(image);
        var losses = result
            .GeneratedSources.Where(source =>
                !source.HintName.EndsWith(".Equations.g.cs", StringComparison.Ordinal)
                && !source.HintName.EndsWith(".Row.g.cs", StringComparison.Ordinal)
            )
            .ToDictionary(source => source.HintName.Split('.')[^3], source => Losses(source.SourceText.ToString()));
        var refused = sources.Any(source =>
            !problems.ContainsKey(source.Name) && !losses.ContainsKey(source.Name) && !losses.ContainsKey(source.Name + OfHead)
        )
            ? Refusals(compilation)
            : [];
        return
        [
            .. sources.Select(source =>
                problems.TryGetValue(source.Name, out var problem) ? new CompiledEquation(null, "", problem)
                : losses.TryGetValue(source.Name, out var text) ? new(assembly.GetType($"{Declaration.Namespace}.{source.Name}"), text, "")
                : losses.TryGetValue(source.Name + OfHead, out var policy)
                    ? new(assembly.GetType($"{Declaration.Namespace}.{source.Name}{OfHead}"), policy, "")
                : new(null, "", "Nothing was generated. " + refused.GetValueOrDefault(source.Name))
            ),
        ];
    }

    private static string Losses(string text)
    {
        var start = text.IndexOf("#region Losses", StringComparison.Ordinal);
        return start < 0 ? text : text[start..text.IndexOf("#endregion", start, StringComparison.Ordinal)];
    }

    private static Dictionary<string, string> Refusals(CSharpCompilation compilation) =>
        compilation
            .WithAnalyzers([new DeclarationAnalyzer()])
            .GetAnalyzerDiagnosticsAsync()
            .GetAwaiter()
            .GetResult()
            .GroupBy(diagnostic => NameIn(diagnostic.Location.SourceTree?.FilePath) ?? "")
            .ToDictionary(group => group.Key, group => string.Join(Environment.NewLine, group));

    private static string OfSource(string name, IReadOnlyList<(string Name, string Source)> sources) =>
        sources.Any(source => source.Name + OfHead == name) ? name[..^OfHead.Length] : name;

    private static string? NameIn(string? path) =>
        path is null
            ? null
            : Path.GetFileName(path).Split('.') switch
            {
                [var name, "cs"] => name,
                [.., var name, "Equations", "g", "cs"] => name,
                [.., var name, "g", "cs"] => name,
                _ => null,
            };
}
