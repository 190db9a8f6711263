namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>What stands in an equation.</content>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Equations =>
        new()
        {
            {
                "DIL005",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) { [|while (d.Action.Size > 9) { }|] return pi.Entropy(d.State); }"
                )
            },
            {
                "DIL005",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double c = 1) { [|c += 1;|] return c * pi.Entropy(d.State); }")
            },
            {
                "DIL005",
                InClass("[Loss] static double L(Policy pi, Demonstration d) { double [|x|]; x = 1; return x * pi.Entropy(d.State); }")
            },
            {
                "DIL005",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d)
                    {
                        return F(pi.Entropy(d.State));
                        [|static double F(double x) => x;|]
                    }
                    """
                )
            },
            { "DIL006", InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 1) => ([|n & 1|]) * pi.Entropy(d.State);") },
            { "DIL006", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|(int)pi.Entropy(d.State)|];") },
            {
                "DIL006",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => ([|pi.Mean(d.State) == d.Action|]) ? 0 : pi.Entropy(d.State);"
                )
            },
            { "DIL006", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|new[] { pi.Entropy(d.State) }[0]|];") },
            {
                "DIL006",
                """
                    record struct Case(State State);
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Case c, [Other] Case o) => [|c == o|] ? 1 : pi.Entropy(c.State);
                    }
                    """
            },
            {
                "DIL006",
                "[Row] readonly record struct Case(State State, double X) { public Case(double X, State State) : this(State, -X) { } } "
                    + InClass("[Loss] static double L(Policy pi, Demonstration d) => [|new Case(1.0, d.State)|].X * pi.Entropy(d.State);")
            },
            {
                "DIL006",
                "[Row] readonly record struct Case(State State, double X) { public double Y { get; init; } } "
                    + InClass("[Loss] static double L(Policy pi, Case c) => (c with { [|Y = 1|] }).X * pi.Entropy(c.State);")
            },
            { "DIL007", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Math.BitIncrement(pi.Entropy(d.State))|];") },
            { "DIL007", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|d.State.GetHashCode()|] * pi.Entropy(d.State);") },
            {
                "DIL008",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => Half([|1m|]) * pi.Entropy(d.State);
                    static double Half(decimal x) => 0.5;
                    """
                )
            },
            {
                "DIL015",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => F(pi.Entropy(d.State));
                    static double [|F|](double x) => F(x);
                    """
                )
            },
            {
                "DIL015",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => F(pi.Entropy(d.State));
                    static double [|F|](double x) => G(x);
                    static double G(double x) => F(x);
                    """
                )
            },
            { "DIL015", InClass("[Loss] static double [|L|](Policy pi, Demonstration d) => L(pi, d) + pi.Entropy(d.State);") },
            {
                "DIL015",
                InClass(
                    """
                    [Column] static double A(Policy pi, Demonstration d, [Mean("B")] double [|b|]) => b * pi.Entropy(d.State);
                    [Column] static double B(Demonstration d, [Mean("A")] double a) => a;
                    [Loss] static double L(Policy pi, Demonstration d, [Mean("A")] double a) => a * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL015",
                """
                    [[|Loss<Circular>|]] sealed partial class Circular
                    {
                        [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    }
                    """
            },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 3) => [|n / 2|] * pi.Entropy(d.State);") },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|1 / 2|] * pi.Entropy(d.State);") },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d) => Math.Pow(pi.Entropy(d.State), 2 * ([|1 / 2|]));") },
            { "DIL016", InClass("[Loss] static double L(Policy pi, Demonstration d, double w = [|1 / 2|]) => w * pi.Entropy(d.State);") },
            {
                "DIL016",
                InClass(
                    """
                    const int Two = 2;
                    [Loss] static double L(Policy pi, Demonstration d, double w = 0.5 + [|1 / Two|]) => w * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL016",
                InClass(
                    """
                    const double Half = 1 / 2;
                    [Loss] static double L(Policy pi, Demonstration d, double w = [|Half|]) => w * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL016",
                InClass(
                    """
                    const double Half = 1 / 2;
                    [Loss] static double L(Policy pi, Demonstration d)
                        => [|Half|] * pi.Entropy(d.State) - pi.LogProb(d.Action, d.State);
                    """
                )
            },
            {
                "DIL016",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, [Range(0.0, [|3 / 2|])] double w = 0.5) => w * pi.Entropy(d.State);"
                )
            },
            {
                "DIL016",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Target(nameof(pi), [|1 / 2|])] Policy slow, Demonstration d)
                        => pi.Entropy(d.State) - slow.Entropy(d.State);
                    """
                )
            },
            {
                "DIL016",
                """
                    sealed partial class Cloning { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    [Loss<Cloning>(Weight = [|1 / 2|])] sealed partial class Weighed;
                    """
            },
            {
                "DIL022",
                InClass(
                    """
                    static double scale = 2;
                    [Loss] static double L(Policy pi, Demonstration d) => [|scale|] * pi.Entropy(d.State);
                    """
                )
            },
            { "DIL022", InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Environment.TickCount|] * pi.Entropy(d.State);") },
            {
                "DIL044",
                InClass(
                    "[Loss] static double L(Policy pi, Transition t) => ([|t.Reward switch { 0 => 1, 1 => 2 }|]) * pi.Entropy(t.State);"
                )
            },
            {
                "DIL044",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t)
                        => ([|t.Reward switch { < 0 => 1, >= 0 => 2 }|]) * pi.Entropy(t.State);
                    """
                )
            },
            {
                "DIL044",
                "enum Mode { A, B } "
                    + InClass(
                        """
                        [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A)
                            => ([|mode switch { Mode.A => 1, Mode.B => 2 }|]) * pi.Entropy(d.State);
                        """
                    )
            },
            {
                "DIL044",
                InGated(
                    """
                    [Aggregate(Store.EveryState)] static Control Decide(Step t)
                        => [|t.Previous switch { Control.Expert => Control.Learner }|];
                    """
                )
            },
            {
                "DIL045",
                InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 3) => (checked([|n * n|])) * pi.Entropy(d.State);")
            },
            {
                "DIL045",
                InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 3) => checked([|-n|]) * pi.Entropy(d.State);")
            },
            {
                "DIL045",
                InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 3) => [|Math.Abs(n)|] * pi.Entropy(d.State);")
            },
            {
                "DIL050",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d)
                        => [|Math.Log(DeclarativeIL.Functions.Sigmoid(pi.LogProb(d.Action, d.State)))|];
                    """
                )
            },
            {
                "DIL050",
                InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Math.Log(1 + Math.Exp(pi.LogProb(d.Action, d.State)))|];")
            },
            {
                "DIL050",
                InClass("[Loss] static double L(Policy pi, Demonstration d) => [|Math.Log(1 - Math.Exp(pi.LogProb(d.Action, d.State)))|];")
            },
        };
}
