using Microsoft.CodeAnalysis;

namespace DeclarativeIL.Generators.Tests.Pipeline;

/// <summary>What of an environment and of dynamics reruns after an edit.</summary>
[Trait("Speed", "Slow")]
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

    private static readonly string[] Dynamics =
    [
        """
            using DeclarativeIL.Environments;

            [Dynamics]
            sealed partial class Motion
            {
                internal readonly record struct Swing(double Angle);
                [Reset] static Swing Start() => new(0);
                [Step] static Swing Next(Swing now, [Action(-1, 1)] double push) => new(Helpers.Twice(now.Angle) + push);
                [Reward] static double Pay(Swing next) => -next.Angle;
                [Observation(-1, 1)] static double Angle(Swing now) => now.Angle;
            }

            class Unrelated { public int Number => 1; }
            """,
        """
            static class Helpers
            {
                public static double Twice(double x) => 2 * x;
                public static string Text => "text";
            }
            """,
    ];

    [Theory]
    [InlineData("another class of the file", 0, "Number => 1", "Number => 2", false)]
    [InlineData("a comment in a body", 0, "-next", "/* less */ -next", false)]
    [InlineData("the body that starts episodes", 0, "=> new(0)", "=> new(1)", false)]
    [InlineData("a body of another file that nothing calls", 1, "\"text\"", "\"another\"", false)]
    [InlineData("the body of a helper", 1, "2 * x", "3 * x", true)]
    [InlineData("an equation", 0, "-next", "2 * next", true)]
    [InlineData("a number of the state", 0, "Swing(double Angle)", "Swing(double Angle, double Speed = 0)", true)]
    public void Dynamics_are_written_anew_where_their_equations_change(string what, int file, string before, string after, bool isNew)
    {
        var (model, output) = Edit(Dynamics, TrackingNames.Dynamics, file, before, after);

        Assert.True(model == IncrementalStepRunReason.Modified == isNew, $"{what}: {model}");
        Assert.Equal(isNew ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached, output);
    }

    private static readonly string[] Distant =
    [
        """
            using DeclarativeIL.Environments;

            [Dynamics]
            sealed partial class Motion
            {
                [Reset] static Swing Start() => new(0, 0);
                [Step] static Swing Next(Swing now, [Action(-1, 1)] double push) =>
                    new(Waves.Of(now.Angle) + Waves.Of(push), now.Steps + 1);
                [Reward] static double Pay(Swing next) => -next.Angle;
                [Observation(-1, 1)] static double Angle(Swing now) => now.Angle;
            }
            """,
        """
            using DeclarativeIL.Environments;

            readonly record struct Swing([Limit(Limits.Most)] double Angle, [Hidden] double Steps);

            static class Waves
            {
                public static double Of(double x) => ExactMath.Sin(x) - Limits.Half(ExactMath.Cos(3 * x));
            }
            """,
        """
            static class Limits
            {
                public const double Most = 4;
                public static double Half(double x) => x / 2;
                public static string Text => "text";
            }
            """,
    ];

    [Theory]
    [InlineData("a limit", 1, "Limits.Most", "Limits.Most + 1", true)]
    [InlineData("a limit's constant", 2, "Most = 4", "Most = 5", true)]
    [InlineData("what is hidden", 1, "[Hidden] ", "", true)]
    [InlineData("the body of a long helper", 1, "3 * x", "4 * x", true)]
    [InlineData("the body of a helper that a long one calls", 2, "x / 2", "x / 4", true)]
    [InlineData("a body that nothing calls", 2, "\"text\"", "\"another\"", false)]
    public void So_they_are_where_state_and_helpers_are_in_other_files(string what, int file, string before, string after, bool isNew)
    {
        var (model, output) = Edit(Distant, TrackingNames.Dynamics, file, before, after);

        Assert.True(model == IncrementalStepRunReason.Modified == isNew, $"{what}: {model}");
        Assert.Equal(isNew ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached, output);
    }

    private static (IncrementalStepRunReason Model, IncrementalStepRunReason Output) Edit(int file, string before, string after) =>
        Edit(Sources, TrackingNames.Environments, file, before, after);

    private static (IncrementalStepRunReason Model, IncrementalStepRunReason Output) Edit(
        string[] sources,
        string step,
        int file,
        string before,
        string after
    )
    {
        Assert.Contains(before, sources[file], StringComparison.Ordinal);
        var compilation = GeneratorHarness.Compile(sources);
        var driver = GeneratorHarness.Driver(compilation).RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[file + 1];
        var edited = compilation.ReplaceSyntaxTree(
            tree,
            GeneratorHarness.Parse(sources[file].Replace(before, after, StringComparison.Ordinal), tree.FilePath)
        );
        var result = driver.RunGenerators(edited).GetRunResult().Results.Single();
        return (
            result.TrackedSteps[step].Single().Outputs.Single().Reason,
            result.TrackedOutputSteps.SelectMany(output => output.Value).Single().Outputs.Single().Reason
        );
    }
}
