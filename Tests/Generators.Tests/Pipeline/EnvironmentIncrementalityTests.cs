using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>What of an environment reruns after an edit.</summary>
public class EnvironmentIncrementalityTests
{
    private static readonly string[] Sources =
    [
        """
            [Environment]
            sealed partial class World
            {
                [Observation(-Limits.Most, 1)] double Seen => 0;
                [Action] Move Done { get; set; }
                [Reward] double Paid => 0;
                [Reset] void Start() { }
                [Step] void Pass() { }
            }
            """,
        """
            enum Move { Left, Right }
            static class Limits { public const double Most = 1; public static string Text => "text"; }
            """,
    ];

    [Theory]
    [InlineData("a body", 0, "=> 0", "=> 1")]
    [InlineData("a comment", 0, "[Step]", "/* moves */ [Step]")]
    [InlineData("a file that says nothing of it", 1, "\"text\"", "\"another\"")]
    public void An_edit_elsewhere_writes_nothing_anew(string what, int file, string before, string after)
    {
        var (model, output) = Edit(file, before, after);

        Assert.True(model is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, $"{what}: {model}");
        Assert.Equal(IncrementalStepRunReason.Cached, output);
    }

    [Theory]
    [InlineData("a bound", 0, "Most, 1", "Most, 2")]
    [InlineData("a bound's constant", 1, "Most = 1", "Most = 2")]
    [InlineData("a choice", 1, "Right", "Right, Up")]
    [InlineData("another part", 0, "[Reward]", "[Truncated] bool IsOver => true; [Reward]")]
    public void An_edit_of_a_part_writes_it_anew(string what, int file, string before, string after)
    {
        var (model, output) = Edit(file, before, after);

        Assert.True(model == IncrementalStepRunReason.Modified, $"{what}: {model}");
        Assert.Equal(IncrementalStepRunReason.Modified, output);
    }

    private static (IncrementalStepRunReason Model, IncrementalStepRunReason Output) Edit(int file, string before, string after)
    {
        Assert.Contains(before, Sources[file], StringComparison.Ordinal);
        var compilation = GeneratorHarness.Compile(Sources);
        var driver = GeneratorHarness.Driver(compilation).RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[file + 1];
        var edited = compilation.ReplaceSyntaxTree(
            tree,
            GeneratorHarness.Parse(Sources[file].Replace(before, after, StringComparison.Ordinal), tree.FilePath)
        );
        var result = driver.RunGenerators((CSharpCompilation)edited).GetRunResult().Results.Single();
        return (
            result.TrackedSteps[TrackingNames.Environments].Single().Outputs.Single().Reason,
            result.TrackedOutputSteps.SelectMany(step => step.Value).Single().Outputs.Single().Reason
        );
    }
}
