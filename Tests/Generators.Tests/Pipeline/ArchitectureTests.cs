using System.Xml.Linq;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>Who may know whom, read from the sources.</summary>
public class ArchitectureTests
{
    private static readonly string Generator = References.PathOf("Generators", "DeclarativeIL.Generators");

    [Theory]
    [InlineData("Models")]
    [InlineData("Equations")]
    [InlineData("Passes")]
    [InlineData("Planning")]
    [InlineData("Printing")]
    public void Behind_lowering_nobody_knows_the_compiler(string folder) =>
        Assert.DoesNotContain(
            Files(Path.Combine(Generator, folder)),
            file =>
                Keywords
                    .Aggregate(File.ReadAllText(file), (text, known) => text.Replace(known, "", StringComparison.Ordinal))
                    .Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal)
        );

    /// <summary>The one question that is asked: whether a name is a keyword.</summary>
    private static readonly string[] Keywords =
    [
        "Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(",
        "Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetContextualKeywordKind(",
        "Microsoft.CodeAnalysis.CSharp.SyntaxKind.None",
    ];

    [Fact]
    public void Only_the_wiring_stands_outside_the_rooms() =>
        Assert.Equal(
            ["AlgorithmGenerator.cs", "RuntimeTypes.cs", "WellKnownNames.cs"],
            Directory.EnumerateFiles(Generator, "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_folder_is_a_namespace()
    {
        foreach (var file in Files(Generator))
        {
            var folder = Path.GetRelativePath(Generator, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            var expected = folder == "." ? "DeclarativeIL.Generators" : "DeclarativeIL.Generators." + folder;
            Assert.Contains($"namespace {expected};", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    /// <summary>What of the runtime is read stands in one file, what is written in another.</summary>
    [Theory]
    [InlineData("\"DeclarativeIL.", "WellKnownNames.cs")]
    [InlineData("global::DeclarativeIL.", "RuntimeTypes.cs")]
    [InlineData("global::TorchSharp.", "RuntimeTypes.cs")]
    public void Only_one_file_names_the_runtime(string name, string home)
    {
        foreach (var file in Files(Generator).Where(file => Path.GetFileName(file) != home))
        {
            var text = File.ReadAllText(file).Replace("\"DeclarativeIL.Generators\\\"", "", StringComparison.Ordinal);
            Assert.False(text.Contains(name, StringComparison.Ordinal), $"{file} names {name}");
        }
    }

    [Fact]
    public void Projects_depend_downwards()
    {
        var allowed = new Dictionary<string, string[]>
        {
            ["DeclarativeIL.Generators"] = [],
            ["DeclarativeIL.CodeFixes"] = ["DeclarativeIL.Generators"],
            ["DeclarativeIL"] = ["DeclarativeIL.Generators", "DeclarativeIL.CodeFixes"],
            ["DeclarativeIL.Environments"] = ["DeclarativeIL", "DeclarativeIL.Generators"],
            ["DeclarativeIL.Formats"] = ["DeclarativeIL"],
            ["DeclarativeIL.Onnx"] = ["DeclarativeIL"],
            ["DeclarativeIL.LanguageModels"] = ["DeclarativeIL", "DeclarativeIL.Formats"],
            ["DeclarativeIL.Player"] = [],
            ["DeclarativeIL.Templates"] = [],
            ["DeclarativeIL.Consoles"] = ["DeclarativeIL"],
            ["DeclarativeIL.Logging"] = ["DeclarativeIL"],
            ["DeclarativeIL.Plots"] = ["DeclarativeIL"],
            ["DeclarativeIL.Sweeps"] = ["DeclarativeIL", "DeclarativeIL.Plots"],
            ["DeclarativeIL.Algorithms"] = ["DeclarativeIL.Generators", "DeclarativeIL"],
        };
        foreach (
            var (project, references) in Projects()
                .Where(project => !project.Path.StartsWith("Tests", StringComparison.Ordinal))
                .Select(project => (project.Name, project.References))
        )
        {
            Assert.DoesNotContain(
                references,
                reference =>
                    reference.EndsWith("Tests", StringComparison.Ordinal) || reference.EndsWith("Benchmarks", StringComparison.Ordinal)
            );
            if (allowed.TryGetValue(project, out var below))
                Assert.Empty(references.Except(below));
        }
    }

    [Theory]
    [InlineData("Runtime/DeclarativeIL")]
    [InlineData("Runtime/DeclarativeIL.Environments")]
    [InlineData("Algorithms")]
    public void The_generator_is_an_analyzer_to_others_never_a_library(string folder)
    {
        var references = XDocument
            .Load(Directory.EnumerateFiles(References.PathOf(folder), "*.csproj").Single())
            .Descendants("ProjectReference")
            .Where(reference => Path.GetFileNameWithoutExtension(Name(reference)) is "DeclarativeIL.Generators");

        Assert.All(
            references,
            reference =>
                Assert.Equal(
                    ("Analyzer", "false"),
                    ((string?)reference.Attribute("OutputItemType"), (string?)reference.Attribute("ReferenceOutputAssembly"))
                )
        );
    }

    private static IEnumerable<(string Name, string Path, string[] References)> Projects() =>
        Directory
            .EnumerateFiles(References.Repository, "*.csproj", SearchOption.AllDirectories)
            .Select(file =>
                (
                    Path.GetFileNameWithoutExtension(file),
                    Path.GetRelativePath(References.Repository, file),
                    XDocument
                        .Load(file)
                        .Descendants("ProjectReference")
                        .Select(reference => Path.GetFileNameWithoutExtension(Name(reference)))
                        .ToArray()
                )
            );

    private static string Name(XElement reference) => ((string)reference.Attribute("Include")!).Replace('\\', '/');

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
}
