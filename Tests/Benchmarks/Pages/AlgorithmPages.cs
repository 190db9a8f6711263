using System.Globalization;
using System.Text;
using DeclarativeIL.Benchmarks.Fuzz;
using DeclarativeIL.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeclarativeIL.Benchmarks.Pages;

/// <summary>
/// The pages of docs/algorithms: of each class in Algorithms/ what it declares, what is generated from it, and what was measured.
/// </summary>
internal static class AlgorithmPages
{
    /// <summary>How the pages are renewed.</summary>
    public const string Command = "dotnet run -c Release --project Tests/Benchmarks -- pages";

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        """;

    /// <summary>All pages, the index among them.</summary>
    /// <param name="repository">The root of the checkout.</param>
    /// <returns>Their texts, by the names of their files within docs/algorithms.</returns>
    /// <exception cref="InvalidOperationException">The generator failed, or generated nothing for a class.</exception>
    public static IReadOnlyDictionary<string, string> Write(string repository)
    {
        var algorithms = Read(repository);
        var names = algorithms.Select(static algorithm => algorithm.Name).ToHashSet();
        var measured = Measurements.Read(repository, names);
        var pages = algorithms.ToDictionary(
            static algorithm => algorithm.Name + ".md",
            algorithm => AlgorithmPage.Text(algorithm, new(names), measured)
        );
        pages.Add("README.md", Index(algorithms, new(names)));
        return pages;
    }

    private static List<DeclaredAlgorithm> Read(string repository)
    {
        var folder = Path.Combine(repository, "Algorithms");
        var trees = Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file).ReplaceLineEndings("\n"), path: file))
            .ToList();
        var generated = Generate([CSharpSyntaxTree.ParseText(ImplicitUsings), .. trees]);
        return
        [
            .. trees
                .Select(tree => DeclaredAlgorithm.Of(tree, Path.GetRelativePath(repository, tree.FilePath).Replace('\\', '/'), generated))
                .OrderBy(static algorithm => algorithm.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The generated parts of each class, by its name.</summary>
    private static ILookup<string, ClassDeclarationSyntax> Generate(IEnumerable<SyntaxTree> trees)
    {
        var compilation = CSharpCompilation.Create(
            "Algorithms",
            trees,
            EquationCompiler.References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        var result = CSharpGeneratorDriver
            .Create([new AlgorithmGenerator().AsSourceGenerator()])
            .RunGenerators(compilation)
            .GetRunResult()
            .Results.Single();
        if (result.Exception is { } failure)
            throw new InvalidOperationException("The generator failed on the classes of Algorithms/.", failure);
        return result
            .GeneratedSources.SelectMany(static source => source.SyntaxTree.GetCompilationUnitRoot().DescendantNodes())
            .OfType<ClassDeclarationSyntax>()
            .ToLookup(static part => part.Identifier.Text);
    }

    private static string Index(List<DeclaredAlgorithm> algorithms, DocumentationText text)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Algorithms

            One page for each class of [Algorithms](../../Algorithms/README.md): the declaration, its equations, the algorithm that is
            generated from it, hyperparameters, metrics, deviations from the paper and measured results. The pages are written from the
            declarations and from [results.md](../results.md) by `{Command}`; a test compares them.

            | algorithm | learns | what it is, and its paper |
            | --- | --- | --- |

            """
        );
        foreach (var algorithm in algorithms.OrderBy(static algorithm => algorithm.Family).ThenBy(static algorithm => algorithm.Name))
            page.Append(CultureInfo.InvariantCulture, $"| [{algorithm.Name}]({algorithm.Name}.md) | {Families.Name(algorithm.Family)} | ")
                .Append(DocumentationText.Cell(text.Of(algorithm.Documentation.Element("summary"))))
                .Append(" |\n");
        return page.ToString();
    }
}
