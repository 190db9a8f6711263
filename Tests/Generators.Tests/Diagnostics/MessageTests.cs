namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <summary>Messages are sentences: they say what was found, with its article, and what to write.</summary>
public class MessageTests
{
    [Theory]
    [InlineData(
        "[Loss] static double L(Policy pi, Demonstration d) { if (d.State[0] > 1) return 1; return pi.Entropy(d.State); }",
        "An if statement",
        "condition ? a : b"
    )]
    [InlineData("[Loss] static double L(Policy pi, Demonstration d) { while (true) { } }", "A while statement", "'return'")]
    [InlineData(
        "[Loss] static double L(Policy pi, Demonstration d) => Fold(pi.Entropy(d.State), 8, (x, k) => Fold(x, 9, (y, i) => y + k));",
        "The number of steps is 9 for each of 8 others",
        "a constant from 0 to 64"
    )]
    [InlineData(
        """
            [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
            [Aggregate(Store.EveryState)] static int G(Step t) => 1;
            """,
        "an [Aggregate] member",
        "'Control'"
    )]
    [InlineData(
        "[Loss] static double L(Policy pi, Demonstration d, double x) => x * pi.Entropy(d.State);",
        "in a [Loss] member",
        "give it a default"
    )]
    [InlineData(
        """
            [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
            [Explore] static Act X(Act chosen, Demonstration d) => chosen;
            """,
        "in an [Explore] member",
        "rows belong in"
    )]
    public async Task Say_what_was_found_and_what_to_write(string members, string found, string remedy)
    {
        var problems = await GeneratorHarness.Analyze(GeneratorHarness.Compile($"sealed partial class C {{ {members} }}"));

        var message = Assert.Single(problems).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(found, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_with_a_column_that_none_can_be_names_the_column_and_the_rule()
    {
        var problems = await GeneratorHarness.Analyze(
            GeneratorHarness.Compile(
                """
                readonly record struct Named(State State, string Name);
                sealed partial class C { [Loss] static double L(Policy pi, Named n) => pi.Entropy(n.State); }
                """
            )
        );

        var message = Assert.Single(problems).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("column 'Name' is of type 'string'", message, StringComparison.Ordinal);
        Assert.Contains("double[]", message, StringComparison.Ordinal);
    }
}
