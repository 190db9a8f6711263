namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>What stands in an equation.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Expressions =>
        new()
        {
            {
                "branch between vectors",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t)
                        => SquaredNorm(t.Reward > 0 ? pi.Mean(t.State) - t.Action : t.Action - pi.Mean(t.State));
                    """
                )
            },
            {
                "range of integers on a double",
                InClass("[Loss] static double L(Policy pi, Demonstration d, [Range(0, 1)] double x = 0.5) => x * pi.Entropy(d.State);")
            },
            {
                "range of doubles on an integer",
                InClass("[Loss] static double L(Policy pi, Demonstration d, [Range(0.5, 3.5)] int x = 1) => x * pi.Entropy(d.State);")
            },
            {
                "infinite and undefined defaults",
                InClass(
                    """
                    [Loss]
                    static double L(Policy pi, Demonstration d, double a = double.PositiveInfinity, double b = double.NaN,
                        double c = double.MinValue, double e = -0.0, int i = int.MinValue)
                        => (a + b + c + e + i) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "constants of all kinds",
                InClass(
                    """
                    const int N = 3;
                    const float F = 0.1f;
                    [Loss] static double L(Policy pi, Demonstration d)
                        => (N + F + 'a' + 1L + 0x10 + 1e300 * 1e300 + (byte)3) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "numbers over tensors",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t, int n = 2)
                        => n / pi.Entropy(t.State) + 1 / t.Reward - n * t.Reward + (1 - t.Reward) / (2 - pi.Entropy(t.State));
                    """
                )
            },
            {
                "arithmetic of vectors",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t, double c = 2)
                    {
                        Vector v = -(pi.Mean(t.State) - t.Action);
                        return SquaredNorm(t.Reward * v / (c + t.Reward) - c + 2 * (v * v)) + SquaredNorm(t.Next - t.State);
                    }
                    """
                )
            },
            {
                "point displaced",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => -pi.LogProb(d.Action + 0.5 * (d.Action - d.Action), d.State);"
                )
            },
            { "long sums", InClass($"[Loss] static double L(Policy pi, Demonstration d) => {Sum};") },
            {
                "locals that double each other",
                InClass(
                    $$"""
                    [Loss] static double L(Policy pi, Demonstration d)
                    {
                        var x0 = pi.Entropy(d.State); {{Doubled}} return x40;
                    }
                    """
                )
            },
            {
                "choices that share their branches",
                InClass(
                    $$"""
                    [Loss] static double L(Policy pi, Demonstration d)
                    {
                        var x0 = pi.Entropy(d.State); {{Shared}} return x40;
                    }
                    """
                )
            },
            {
                "deep nesting",
                InClass($"[Loss] static double L(Policy pi, Demonstration d) => {Opening}pi.Entropy(d.State){new string(')', 200)};")
            },
            { "chain of choices", InClass($"[Loss] static double L(Policy pi, Transition t) => {Chain} 0;") },
            {
                "named and default arguments",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d)
                        => H(y: pi.Entropy(d.State), x: 2) + pi.LogProb(state: d.State, action: d.Action);
                    static double H(double x, double y, double z = 3) => x * y * z;
                    """
                )
            },
            {
                "extension helper",
                """
                    static class E { public static double Twice(this double x) => 2 * x; }
                    sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State).Twice(); }
                    """
            },
            {
                "params helper",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => H(pi.Entropy(d.State), 2);
                    static double H(params double[] xs) => xs[0];
                    """
                )
            },
            {
                "lambda",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) { Func<double, double> f = x => x; return f(pi.Entropy(d.State)); }"
                )
            },
            {
                "local function",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) { return F(pi.Entropy(d.State)); static double F(double x) => x; }"
                )
            },
            {
                "switch expression",
                InClass("[Loss] static double L(Policy pi, Demonstration d, int n = 1) => n switch { 0 => 1, _ => pi.Entropy(d.State) };")
            },
            {
                "throw",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, int n = 1)
                        => n > 0 ? pi.Entropy(d.State) : throw new InvalidOperationException();
                    """
                )
            },
            {
                "checked, parenthesised, plus",
                InClass("[Loss] static double L(Policy pi, Demonstration d) => checked(+((pi.Entropy(d.State))));")
            },
            {
                "comment in XML that is broken",
                InClass(
                    "/// <summary> <broken </summary>\n "
                        + "[Loss] static double L(Policy pi, Demonstration d, double x = 1) => x * pi.Entropy(d.State);"
                )
            },
            { "integer constants divided", InClass("[Loss] static double L(Policy pi, Demonstration d) => 1 / 2 * pi.Entropy(d.State);") },
            {
                "enum compared by order",
                """
                    enum Mode { A, B }
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A)
                            => (mode < Mode.B ? 1 : 2) * pi.Entropy(d.State);
                    }
                    """
            },
            {
                "truth of the host beside one of the rows",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t, bool flag = true) => (t.Terminal || flag ? 1 : 2) * pi.Entropy(t.State);
                    """
                )
            },
            {
                "act taken as a vector, component taken",
                InClass("[Loss] static double L(Features q, Demonstration d) => q.Of(d.State)[d.Action] - q.Of(d.State)[0];")
            },
            { "candidates", InClass("[Loss] static double L(Policy pi, Ranking r) => LogSumExp(pi.LogProb(r.Candidates, r.Context));") },
            {
                "switch with conditions",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t, int n = 1)
                        => n switch { 0 => 1, > 3 => 2 * pi.Entropy(t.State), 1 or 2 when t.Terminal => pi.Entropy(t.State), _ => 3
                            * pi.Entropy(t.State) };
                    """
                )
            },
            {
                "switch over a row",
                InClass("[Loss] static double L(Policy pi, Transition t) => t.Terminal switch { true => 1, false => pi.Entropy(t.State) };")
            },
            {
                "pattern",
                InClass("[Loss] static double L(Policy pi, Transition t, int n = 1) => (n is 1 or 2 ? 1 : 2) * pi.Entropy(t.State);")
            },
            {
                "row with columns changed in a loss",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => H(pi, d with { Action = d.Action + 0.1 * (d.Action - d.Action) });
                    static double H(Policy pi, Demonstration d) => pi.LogProb(d.Action, d.State);
                    """
                )
            },
            {
                "operation over constants and hyperparameters",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, double p = 2)
                        => (Math.Pow(p, 3) + Math.Exp(0)) * pi.Entropy(d.State);
                    """
                )
            },
        };

    private static string Sum => string.Join(" + ", Enumerable.Range(1, 1000).Select(i => $"{i} * pi.Entropy(d.State)"));

    private static string Doubled => string.Concat(Enumerable.Range(1, 40).Select(i => $"var x{i} = x{i - 1} * x{i - 1} + 1;"));

    private static string Shared =>
        string.Concat(Enumerable.Range(1, 40).Select(i => $"var x{i} = x{i - 1} > {i} ? x{i - 1} * 2 : Math.Max(1 - x{i - 1}, x{i - 1});"));

    private static string Opening => string.Concat(Enumerable.Repeat("(1 + ", 200));

    private static string Chain => string.Concat(Enumerable.Range(0, 200).Select(i => $"t.Reward > {i} ? {i} * pi.Entropy(t.State) : "));
}
