using DeclarativeIL.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>What reruns after an edit: the reasons that the driver gives, by class.</summary>
[Trait("Speed", "Slow")]
public class IncrementalityTests
{
    private const string First = """
        sealed partial class First
        {
            [Loss]
            static double L(Policy pi, Demonstration d, double weight = 1) => -weight * pi.LogProb(d.Action, d.State);
        }

        sealed partial class Second
        {
            [Loss]
            static double L(Policy pi, Demonstration d) => -Helpers.Scale(pi.Entropy(d.State));
        }

        class Unrelated { public int Number => 1; }
        """;

    private const string Other = """
        static class Helpers
        {
            public static double Scale(double x) => 2 * x;
            public static string Text => "text";
        }

        [Loss<First>]
        sealed partial class Importing
        {
            [Aggregate(Store.EveryState)]
            static Control Decide(Step t) => t.Round == 0 ? Control.Expert : Control.Learner;
        }
        """;

    private static readonly string[] Classes = ["First", "Importing", "Second"];

    [Theory]
    [InlineData("a file that declares nothing", 1, "\"text\"", "\"another text\"")]
    [InlineData("a comment", 0, "class Unrelated", "/* a comment */ class Unrelated")]
    [InlineData("a comment inside an equation", 0, "-weight *", "-weight /* c_w */ *")]
    [InlineData("an unrelated type of the same file", 0, "Number => 1", "Number => 2 + 3")]
    [InlineData("a new unrelated type", 0, "class Unrelated", "class Added; class Unrelated")]
    [InlineData("a line above", 0, "sealed partial class First", "\n\nsealed partial class First")]
    [InlineData("white space in a body", 0, "-weight * pi", "- weight\n*pi")]
    public void An_edit_elsewhere_reruns_nothing(string what, int file, string before, string after)
    {
        var reasons = Edit([First, Other], file, before, after);

        Assert.True(Classes.SequenceEqual(reasons.Models.Keys.Order(StringComparer.Ordinal)), what);
        Assert.All(reasons.Models.Values, reason => Assert.True(IsStill(reason), $"{what}: {reason}"));
        Assert.All(reasons.Outputs.Values, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [InlineData("the body of one class", 0, "-Helpers.Scale", "-3 * Helpers.Scale", "Second")]
    [InlineData("the body of a helper", 1, "2 * x", "3 * x", "Second")]
    [InlineData("the body of an imported class", 0, "-weight *", "-2 * weight *", "First Importing")]
    [InlineData("a default of an imported class", 0, "weight = 1", "weight = 2", "First Importing")]
    [InlineData("a gate", 1, "t.Round == 0", "t.Round == 1", "Importing")]
    public void An_edit_reruns_the_classes_that_it_concerns(string what, int file, string before, string after, string concerned)
    {
        var reasons = Edit([First, Other], file, before, after);

        foreach (var name in Classes)
        {
            var expected = concerned.Split(' ').Contains(name);
            Assert.True(IsStill(reasons.Models[name]) != expected, $"{what}: {name} {reasons.Models[name]}");
            Assert.Equal(expected ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached, reasons.Outputs[name]);
        }
    }

    [Fact]
    public void A_class_in_two_files_is_read_once_and_follows_edits_of_both()
    {
        string[] parts =
        [
            "sealed partial class Parts { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }",
            "sealed partial class Parts { [Loss] static double M(Policy pi, Demonstration d) => 2 * pi.Entropy(d.State); }",
        ];

        Assert.Equal(IncrementalStepRunReason.Modified, Edit(parts, 0, "=> pi", "=> 3 * pi").Models["Parts"]);
        Assert.Equal(IncrementalStepRunReason.Modified, Edit(parts, 1, "=> 2", "=> 3").Models["Parts"]);
        Assert.True(IsStill(Edit(parts, 1, "=> 2", "=> /* twice */ 2").Models["Parts"]));
        Assert.Single(Edit(parts, 1, "=> 2", "=> 3").Outputs);
    }

    [Fact]
    public void A_class_that_moves_to_another_part_is_still_generated_for()
    {
        string[] parts =
        [
            "sealed partial class Parts { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }",
            "sealed partial class Parts { [Loss] static double M(Policy pi, Demonstration d) => 2 * pi.Entropy(d.State); }",
        ];

        var reasons = Edit(parts, 0, "[Loss]", "");

        Assert.Contains("Parts", reasons.Models.Keys);
        Assert.DoesNotContain("pi.Entropy(d.State) +", reasons.Run.Concern("Losses"), StringComparison.Ordinal);
        reasons.Run.AssertCompiles();
    }

    [Fact]
    public void A_new_class_leaves_the_others_alone()
    {
        var reasons = Edit(
            [First, Other],
            0,
            "class Unrelated",
            "sealed partial class Added { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); } class Unrelated"
        );

        Assert.Equal(IncrementalStepRunReason.New, reasons.Outputs["Added"]);
        Assert.All(Classes, name => Assert.Equal(IncrementalStepRunReason.Cached, reasons.Outputs[name]));
    }

    [Fact]
    public void A_new_file_leaves_the_others_alone()
    {
        var compilation = GeneratorHarness.Compile(First, Other);
        var driver = GeneratorHarness.Driver(compilation).RunGenerators(compilation);
        var added = GeneratorHarness.Parse(
            "sealed partial class Added { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }",
            "Added.cs"
        );
        var grown = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees([.. compilation.SyntaxTrees, added]);

        var outputs = Outputs(driver.RunGenerators(grown).GetRunResult().Results.Single());

        Assert.Equal(IncrementalStepRunReason.New, outputs["Added"]);
        Assert.All(Classes, name => Assert.Equal(IncrementalStepRunReason.Cached, outputs[name]));
    }

    [Fact]
    public void Operations_follow_edits_of_their_derivative()
    {
        string[] sources =
        [
            """
                static partial class Ops
                {
                    [Operation(nameof(F)), Gradient("x", nameof(G))]
                    public static double F(double x) => x * x;
                    public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x * x;
                    public static double G(double x, double gradient) => 2 * x * gradient;
                }
                """,
            "sealed partial class User { [Loss] static double L(Policy pi, Demonstration d) => Ops.F(pi.Entropy(d.State)); }",
            First,
            Other,
        ];

        var still = Edit(sources, 0, "=> x * x;\n", "=> x * x; // squared\n");
        Assert.All(still.Models.Values, reason => Assert.True(IsStill(reason)));
        var edited = Edit(sources, 0, "2 * x * gradient", "3 * x * gradient");
        Assert.Equal(IncrementalStepRunReason.Modified, edited.Models["User"]);
        Assert.Equal(IncrementalStepRunReason.Modified, edited.Vocabulary.Single());
        Assert.All(Classes, name => Assert.True(IsStill(edited.Models[name])));
    }

    [Fact]
    public void After_many_edits_the_output_is_that_of_a_fresh_driver()
    {
        var random = new Random(11);
        var compilation = GeneratorHarness.Compile(First, Other);
        var driver = GeneratorHarness.Driver(compilation).RunGenerators(compilation);
        string[] before =
        [
            "weight = 1",
            "2 * x",
            "t.Round == 0",
            "Entropy",
            "[Loss]",
            "class Unrelated",
            "[Loss<First>]",
            "static double L",
            "pi",
        ];
        string[] after = ["weight = 7", "x - 3", "t.Index > 2", "Nothing", "", "class First2", "[Loss<Second>]", "double L", "mu"];

        for (var edit = 0; edit < 60; edit++)
        {
            var tree = compilation.SyntaxTrees[1 + random.Next(2)];
            var i = random.Next(before.Length);
            var (from, to) = random.Next(2) == 0 ? (before[i], after[i]) : (after[i], before[i]);
            if (from.Length == 0)
                continue;
            compilation = Replace(compilation, tree, tree.ToString().Replace(from, to, StringComparison.Ordinal));
            driver = driver.RunGenerators(compilation);

            Assert.Equal(Files(GeneratorHarness.Driver(compilation).RunGenerators(compilation)), Files(driver));
        }
    }

    private sealed record Reasons(
        IReadOnlyDictionary<string, IncrementalStepRunReason> Models,
        IReadOnlyList<IncrementalStepRunReason> Vocabulary,
        IReadOnlyDictionary<string, IncrementalStepRunReason> Outputs,
        GeneratorRun Run
    );

    private static Reasons Edit(string[] sources, int file, string before, string after)
    {
        Assert.Contains(before, sources[file], StringComparison.Ordinal);
        var compilation = GeneratorHarness.Compile(sources);
        var driver = GeneratorHarness.Driver(compilation).RunGenerators(compilation);
        var edited = Replace(
            compilation,
            compilation.SyntaxTrees[file + 1],
            sources[file].Replace(before, after, StringComparison.Ordinal)
        );
        driver = driver.RunGeneratorsAndUpdateCompilation(edited, out var output, out _);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var models = Steps(result, TrackingNames.Models);
        return new(
            models.Where(step => step.Value is AlgorithmModel).ToDictionary(step => ((AlgorithmModel)step.Value).Name, step => step.Reason),
            [.. Steps(result, TrackingNames.Vocabulary).Select(step => step.Reason)],
            Outputs(result),
            new(driver, edited, (CSharpCompilation)output)
        );
    }

    private static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Steps(GeneratorRunResult result, string name) =>
        result.TrackedSteps.TryGetValue(name, out var steps) ? steps.SelectMany(step => step.Outputs) : [];

    /// <summary>Why each class's source output ran; its input is the class's model.</summary>
    private static Dictionary<string, IncrementalStepRunReason> Outputs(GeneratorRunResult result)
    {
        var found = new Dictionary<string, IncrementalStepRunReason>();
        foreach (var step in result.TrackedOutputSteps.SelectMany(output => output.Value))
        foreach (var (source, index) in step.Inputs)
            if (source.Outputs[index].Value is AlgorithmModel model)
                found[model.Name] = step.Outputs.Single().Reason;
        return found;
    }

    private static bool IsStill(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static CSharpCompilation Replace(CSharpCompilation compilation, SyntaxTree tree, string text) =>
        compilation.ReplaceSyntaxTree(tree, GeneratorHarness.Parse(text, tree.FilePath));

    private static string[] Files(GeneratorDriver driver) =>
        [
            .. driver
                .GetRunResult()
                .Results.Single()
                .GeneratedSources.Select(source => $"{source.HintName}\n{source.SourceText}")
                .Order(StringComparer.Ordinal),
        ];
}
