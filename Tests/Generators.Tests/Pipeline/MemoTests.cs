using DeclarativeIL.Generators.Incremental;
using DeclarativeIL.Generators.Models;
using DeclarativeIL.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>What is read again after an edit, and that what is not read again would have come out the same.</summary>
[Trait("Speed", "Slow")]
public class MemoTests
{
    private static readonly string[] Sources =
    [
        """
            namespace Made;
            sealed partial class First
            {
                [Loss] static double L(Policy pi, Demonstration d, double weight = 1) => -weight * pi.LogProb(d.Action, d.State);
            }
            """,
        """
            namespace Made;
            sealed partial class Second { [Loss] static double L(Policy pi, Demonstration d) => -Helpers.Scale(pi.Entropy(d.State)); }
            """,
        "namespace Made; [Loss<First>] sealed partial class Importing;",
        """
            namespace Made;
            static class Helpers
            {
                public static double Scale(double x) => Constants.Two * x;
                public static string Text => "text";
            }
            """,
        "namespace Made; static class Constants { public const double Two = 2; public static double Other = 2; }",
        "namespace Made; class Unrelated { public int Number => 1; int Add(int x) { return x + 1; } }",
    ];

    [Theory]
    [InlineData("a body of a class that nobody names", 5, "x + 1", "x + 2", "")]
    [InlineData("a signature of a class that nobody names", 5, "int Add(int x)", "long Add(int x, int y)", "")]
    [InlineData("the name of a class that nobody names", 5, "Unrelated", "Unrelated2", "")]
    [InlineData("a namespace that nobody names", 5, "namespace Made", "namespace Elsewhere", "")]
    [InlineData("a new attribute there", 5, "class Unrelated", "[Serializable] class Unrelated", "")]
    [InlineData("a value that is not constant", 4, "Other = 2", "Other = 3", "")]
    [InlineData("a constant of a helper", 4, "Two = 2", "Two = 3", "Second")]
    [InlineData("the body of a helper", 3, "Constants.Two *", "Constants.Two +", "Second")]
    [InlineData("the signature beside a helper", 3, "string Text", "object Text", "Second")]
    [InlineData("the body of an imported class", 0, "-weight", "-2 * weight", "First Importing")]
    [InlineData("a default of an imported class", 0, "weight = 1", "weight = 2", "First Importing")]
    [InlineData("its own body", 1, "-Helpers", "2 * Helpers", "Second")]
    [InlineData("a name that is taken", 5, "class Unrelated", "class Helpers2; class Policy", "First Importing Second")]
    [InlineData("a name that one class uses", 5, "class Unrelated", "class Scale", "Second")]
    [InlineData(
        "an extension of a name in use",
        5,
        "class Unrelated { ",
        "static class Unrelated { public static double Scale(this double x) => x; ",
        "Second"
    )]
    [InlineData("a type where the generator looks", 5, "namespace Made", "namespace DeclarativeIL", "First Importing Second")]
    [InlineData("a global using", 5, "namespace Made", "global using static System.Math; namespace Made", "First Importing Second")]
    [InlineData(
        "an attribute of the assembly",
        5,
        "namespace Made",
        "[assembly: CLSCompliant(false)] namespace Made",
        "First Importing Second"
    )]
    public void What_is_read_again(string what, int file, string before, string after, string read)
    {
        Assert.Contains(before, Sources[file], StringComparison.Ordinal);
        var reads = new List<string>();
        var compilation = GeneratorHarness.Compile(Sources);
        var driver = Driver(compilation, reads).RunGenerators(compilation);
        Assert.Equal("First Importing Second", Names(reads));

        var edited = GeneratorHarness.Parse(Sources[file].Replace(before, after, StringComparison.Ordinal), $"Source{file}.cs");
        driver.RunGenerators(compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file + 1], edited));

        Assert.True(read == Names(reads), $"{what}: {Names(reads)}");
    }

    [Fact]
    public void References_and_options_concern_every_class()
    {
        var reads = new List<string>();
        var compilation = GeneratorHarness.Compile(Sources);
        var driver = Driver(compilation, reads).RunGenerators(compilation);
        Assert.Equal("First Importing Second", Names(reads));
        foreach (
            var other in (CSharpCompilation[])
                [
                    compilation.RemoveReferences(compilation.References.Last()),
                    compilation.WithAssemblyName("Other"),
                    compilation.WithOptions(compilation.Options.WithAllowUnsafe(true)),
                ]
        )
        {
            driver = driver.RunGenerators(other);
            Assert.Equal("First Importing Second", Names(reads));
            driver = driver.RunGenerators(other.Clone());
            Assert.Equal("", Names(reads));
        }
    }

    [Fact]
    public void A_file_that_is_added_and_removed_again_is_noticed_both_times()
    {
        var reads = new List<string>();
        var compilation = GeneratorHarness.Compile(Sources);
        var driver = Driver(compilation, reads).RunGenerators(compilation);
        reads.Clear();

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(GeneratorHarness.Parse("namespace Made; class Else;", "Else.cs")));
        Assert.Equal("", Names(reads));
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(GeneratorHarness.Parse("namespace Made; class Entropy;", "Else.cs")));
        Assert.Equal("Second", Names(reads));
        driver.RunGenerators(compilation);
        Assert.Equal("Second", Names(reads));
    }

    [Fact]
    public void After_three_hundred_random_edits_the_output_is_that_of_a_fresh_start()
    {
        var project = new MadeProject();
        var driver = GeneratorHarness.Driver(project.Compilation).RunGenerators(project.Compilation);
        var seen = new HashSet<string>();
        for (var edit = 0; edit < 300; edit++)
        {
            var what = project.Edit();
            driver = driver.RunGenerators(project.Compilation);
            var fresh = project.Anew();

            var (expected, found) = (Text(GeneratorHarness.Driver(fresh).RunGenerators(fresh)), Text(driver));
            Assert.True(expected == found, $"edit {edit}, {what}:\n{found}\n--- fresh ---\n{expected}");
            seen.Add(found);
        }
        Assert.InRange(seen.Count, 60, 300); // edits that change nothing prove little
    }

    private static CSharpGeneratorDriver Driver(CSharpCompilation compilation, List<string> reads) =>
        CSharpGeneratorDriver.Create(
            [new Reading(reads).AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options
        );

    /// <summary>The classes that were read since the last call.</summary>
    private static string Names(List<string> reads)
    {
        var names = string.Join(" ", reads.Order(StringComparer.Ordinal));
        reads.Clear();
        return names;
    }

    private static string Text(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results.Single();
        return result.Exception?.ToString()
            ?? string.Join(
                "\n",
                result.GeneratedSources.Select(source => $"// {source.HintName}\n{source.SourceText}").Order(StringComparer.Ordinal)
            );
    }

    /// <summary>The generator's own reading, which says what it reads.</summary>
    private sealed class Reading(List<string> reads) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var memo = new Memo<AlgorithmModel>(
                (found, compilation, cancellation) =>
                {
                    reads.Add((found.TargetSymbol as INamedTypeSymbol ?? found.TargetSymbol.ContainingType).Name);
                    return Owner.Read(found, compilation, cancellation);
                }
            );
            foreach (var attribute in (string[])[WellKnownNames.Loss, WellKnownNames.LossOf])
                context.RegisterSourceOutput(
                    context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, memo.Get),
                    static (_, _) => { }
                );
        }
    }
}
