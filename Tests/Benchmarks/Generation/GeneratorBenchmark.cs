using System.Diagnostics;
using DeclarativeIL.Generators;
using DeclarativeIL.Generators.Lowering;
using DeclarativeIL.Generators.Parsing;
using DeclarativeIL.Generators.Planning;
using DeclarativeIL.Generators.Printing.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Benchmarks.Generation;

/// <summary>One line of the table.</summary>
/// <param name="Classes">Declared classes.</param>
/// <param name="What">Cold, or where the keystroke fell.</param>
/// <param name="Finder">Milliseconds for merely finding the attributes: median.</param>
/// <param name="Generator">Milliseconds of the generator: median.</param>
internal sealed record GenerationRow(
    int Classes,
    int OtherFiles,
    string What,
    double Finder,
    double FinderMinimum,
    double Generator,
    double GeneratorMinimum
)
{
    public double Ratio => Generator / Finder;
}

/// <summary>
/// The time of a cold run, step by step, in milliseconds for all classes together; each step runs on the same compilation after the one
/// before.
/// </summary>
internal sealed record GenerationSteps(
    int Classes,
    double Symbols,
    double Operations,
    double Documentation,
    double ParseRest,
    double ParseAgain,
    double Emission
);

/// <summary>What the generator costs in an editor: the finder and the generator take turns, each on compilations of its own.</summary>
internal static class GeneratorBenchmark
{
    public static IReadOnlyList<GenerationRow> Run(int classes, int others, int repetitions)
    {
        var project = new Project(classes, others);
        var cold = (Finder: new List<double>(), Generator: new List<double>());
        var warm = Enum.GetValues<Keystroke>()
            .ToDictionary(place => place, _ => (Finder: new List<double>(), Generator: new List<double>()));
        for (var i = 0; i <= Math.Max(2, repetitions / 3); i++)
        {
            var (finder, generator) = (Cold(new FinderGenerator(), project.Fresh()), Cold(new AlgorithmGenerator(), project.Fresh()));
            if (i == 0)
                continue; // the first pays for compiling this program
            cold.Finder.Add(finder.Milliseconds);
            cold.Generator.Add(generator.Milliseconds);
            var (finding, generating) = ((finder.Driver, finder.Compilation), (generator.Driver, generator.Compilation));
            for (var j = 0; j < 3; j++)
                foreach (var (place, times) in warm)
                {
                    times.Finder.Add(Edit(ref finding, project, place));
                    times.Generator.Add(Edit(ref generating, project, place));
                }
        }
        return [Row(classes, others, "cold", cold), .. warm.Select(pair => Row(classes, others, pair.Key.ToString(), pair.Value))];
    }

    public static GenerationSteps Steps(int classes, int others)
    {
        var compilation = new Project(classes, others).Fresh();
        var types = compilation
            .SyntaxTrees.Where(tree => tree.FilePath.StartsWith("Declared", StringComparison.Ordinal))
            .Select(tree => (Tree: tree, Class: tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single()))
            .ToList();
        var symbols = new List<INamedTypeSymbol>();
        var context = CompilationContext.Of(compilation);
        var bound = Time(() =>
            symbols.AddRange(types.Select(type => (INamedTypeSymbol)compilation.GetSemanticModel(type.Tree).GetDeclaredSymbol(type.Class)!))
        );
        bound += Time(() =>
            _ = symbols.Sum(symbol => symbol.GetMembers().OfType<IMethodSymbol>().Sum(method => method.GetAttributes().Length))
        );
        var operations = Time(() =>
            types.ForEach(type => context.ModelOf(type.Tree)!.GetOperation(type.Class.Members.OfType<MethodDeclarationSyntax>().First()))
        );
        var documentation = Time(() =>
            symbols.ForEach(symbol => symbol.GetMembers().OfType<IMethodSymbol>().First().GetDocumentationCommentXml())
        );
        var parsed = new List<ParsedAlgorithm>();
        var parse = Time(() => parsed.AddRange(symbols.Select(symbol => AlgorithmParser.Parse(context, symbol, default))));
        var again = Time(() => symbols.ForEach(symbol => AlgorithmParser.Parse(context, symbol, default)));
        var emission = Time(() => _ = parsed.Sum(algorithm => AlgorithmEmitter.Emit(AlgorithmPlan.Of(algorithm.Model!)).Text.Length));
        return new(classes, bound, operations, documentation, parse, again, emission);
    }

    private static (double Milliseconds, GeneratorDriver Driver, CSharpCompilation Compilation) Cold(
        IIncrementalGenerator generator,
        CSharpCompilation compilation
    )
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options
        );
        Collect();
        return (Time(() => driver = driver.RunGenerators(compilation)), driver, compilation);
    }

    private static double Edit(ref (GeneratorDriver Driver, CSharpCompilation Compilation) before, Project project, Keystroke place)
    {
        var (driver, compilation) = (before.Driver, project.After(before.Compilation, place));
        var time = Time(() => driver = driver.RunGenerators(compilation));
        before = (driver, compilation);
        return time;
    }

    private static double Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static GenerationRow Row(int classes, int others, string what, (List<double> Finder, List<double> Generator) times) =>
        new(classes, others, what, Median(times.Finder), times.Finder.Min(), Median(times.Generator), times.Generator.Min());

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
