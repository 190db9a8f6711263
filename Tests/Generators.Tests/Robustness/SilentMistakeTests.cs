namespace DeclarativeIL.Generators.Tests.Robustness;

/// <summary>Declarations that can be generated for, compile, and would then compute something else than was declared.</summary>
public class SilentMistakeTests
{
    public static TheoryData<string, string> Declarations => new()
    {
        { "two rows of one type would be one and the same row", "[Loss] static double L(Policy pi, Demonstration a, Demonstration b) => pi.Entropy(a.State) - pi.LogProb(b.Action, b.State);" },
        { "integer constants are divided before anybody looks", "[Loss] static double L(Policy pi, Demonstration d) => 1 / 2 * pi.Entropy(d.State) + pi.LogProb(d.Action, d.State);" },
        { "a computed property of a row is no column", "[Loss] static double L(Policy pi, Case c) => c.Twice * pi.Entropy(c.State);" },
        { "a network is trained in one turn", "[Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss(Turn = 1)] static double M(Policy pi, Demonstration d) => pi.LogProb(d.Action, d.State);" },
        { "a default lies outside its range", "[Loss] static double L(Policy pi, Demonstration d, [Range(0.0, 1.0)] double p = 5) => p * pi.Entropy(d.State);" },
        { "a default is no number, though setting it to that is refused", "[Loss] static double L(Policy pi, Demonstration d, double p = double.NaN) => p * pi.Entropy(d.State);" },
    };

    [Theory(Skip = "generator: accepted in silence so far")]
    [MemberData(nameof(Declarations))]
    public async Task Is_refused(string why, string members)
    {
        var run = GeneratorHarness.Run(
            $"sealed partial class Example {{ {members} }}",
            "[Row] public readonly record struct Case(State State, double X) { public double Twice => 2 * X; }");
        Assert.Empty(run.OwnErrors);

        Assert.True(!(await GeneratorHarness.Analyze(run.Before)).IsEmpty, why);
    }

    /// <summary>A condition is [n], what it selects [n, k]: without a trailing axis it is broadcast along the wrong one.</summary>
    [Theory(Skip = "generator: TensorExpressions does not widen the condition of a wide Select")]
    [InlineData("SquaredNorm(t.Reward > 0 ? mu.Mean(t.State) - t.Action : t.Action - mu.Mean(t.State))")]
    [InlineData("t.Reward > 0 ? SquaredNorm(mu.Mean(t.State) - t.Action) : 1")]
    public void A_condition_per_row_is_widened_beside_vectors(string equation)
    {
        var losses = GeneratorHarness.Run($"sealed partial class Example {{ [Loss] static double L(Policy mu, Transition t) => {equation}; }}").File("Losses");

        var gradient = losses[losses.IndexOf("// closed-form", StringComparison.Ordinal)..];
        Assert.Contains(".unsqueeze(-1)", gradient, StringComparison.Ordinal);
    }
}
