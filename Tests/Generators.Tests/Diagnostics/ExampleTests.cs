using System.Text.RegularExpressions;

namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <summary>The examples of docs/diagnostics.md: the wrong one is refused under its id, the right one is generated for.</summary>
[Trait("Speed", "Slow")]
public partial class ExampleTests
{
    public static TheoryData<string> Sections => [.. Examples.Keys];

    private static readonly Dictionary<string, string[]> Examples = File.ReadAllText(References.PathOf("docs", "diagnostics.md"))
        .Split("\n## ")[1..]
        .ToDictionary(section => section[..6], section => Blocks().Matches(section).Select(block => block.Groups[1].Value).ToArray())
        .Where(section => section.Value.Length == 2)
        .ToDictionary();

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task The_wrong_example_is_refused(string id)
    {
        var run = Run(Examples[id][0]);

        Assert.Empty(run.OwnErrors);
        Assert.Equal([id], (await GeneratorHarness.Analyze(run.Before)).Select(problem => problem.Id));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task The_right_example_is_generated_for(string id) => await Run(Examples[id][1]).AssertClean();

    private static GeneratorRun Run(string example) =>
        GeneratorHarness.Run(
            $"using Tensor = TorchSharp.torch.Tensor; {InClass(example)}",
            """
            sealed partial class BehaviorCloning
            {
                [Loss] static double NegativeLogLikelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
            }
            """
        );

    /// <summary>An example that shows members only stands in a class, which imports a loss unless it declares one.</summary>
    private static string InClass(string example) =>
        example.Contains(" class ", StringComparison.Ordinal) || example.Contains("[Head<", StringComparison.Ordinal)
            ? example
            : (example.Contains("[Loss", StringComparison.Ordinal) ? "" : "[Loss<BehaviorCloning>] ")
                + $"sealed partial class Example {{ {example} }}";

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
