namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Rows and what is in them.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Rows =>
        new()
        {
            {
                "row types of one name",
                """
                    namespace A { [Row] readonly record struct Case(State State); }
                    namespace B { [Row] readonly record struct Case(State State); }
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, A.Case c) => pi.Entropy(c.State);
                        [Loss] static double M(Policy pi, B.Case c) => pi.Entropy(c.State);
                    }
                    """
            },
            {
                "nested private row type",
                InClass(
                    """
                    [Row] readonly record struct Mine(State State);
                    [Loss] static double L(Policy pi, Mine d) => pi.Entropy(d.State);
                    """
                )
            },
            {
                "nested private enum by another name",
                InClass(
                    """
                    enum Kind { A, B }
                    [Loss] static double L(Policy pi, Demonstration d, Kind mode = Kind.A)
                        => (mode == Kind.A ? 1 : 2) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "nested private enum",
                InClass(
                    """
                    enum Mode { A, B }
                    [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A)
                        => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "internal enum in a public class",
                """
                    enum Mode { A, B }
                    public sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A)
                            => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State);
                    }
                    """
            },
            {
                "enum member named by a keyword",
                """
                    enum Mode { @default, B }
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.@default)
                            => (mode == Mode.@default ? 1 : 2) * pi.Entropy(d.State);
                    }
                    """
            },
            {
                "enum default outside its enum",
                """
                    enum Mode { A, B }
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Demonstration d, Mode mode = (Mode)7)
                            => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State);
                    }
                    """
            },
            {
                "enum column",
                """
                    enum Mode { A, B }
                    [Row] readonly record struct Case(State State, Mode Mode);
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Case c) => (c.Mode == Mode.A ? 1 : 2) * pi.Entropy(c.State);
                    }
                    """
            },
            {
                "bool column compared",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t, bool flag = true) => (t.Terminal == flag ? 1 : 2) * pi.Entropy(t.State);
                    """
                )
            },
            {
                "bool column and bool hyperparameter",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t, bool flag = true)
                        => (flag || t.Terminal && flag ? 1 : 2) * pi.Entropy(t.State);
                    """
                )
            },
            {
                "integer column",
                """
                    [Row] readonly record struct Case(State State, int Count);
                    sealed partial class C { [Loss] static double L(Policy pi, Case c) => c.Count * pi.Entropy(c.State); }
                    """
            },
            {
                "computed property of a row",
                """
                    [Row] readonly record struct Case(State State, double X) { public double Twice => 2 * X; }
                    sealed partial class C { [Loss] static double L(Policy pi, Case c) => c.Twice * pi.Entropy(c.State); }
                    """
            },
            {
                "question in a condition only",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d) => pi.LogProb(d.Action, d.State) > 0 ? 1 : pi.Entropy(d.State);"
                )
            },
            {
                "question on both sides of a condition",
                InClass("[Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State) > 1 ? 1 : pi.Entropy(d.State);")
            },
            { "loss without a row", InClass("[Loss] static double L(Policy pi) => pi.SquaredWeights;") },
            {
                "two rows of one type",
                InClass("[Loss] static double L(Policy pi, Demonstration a, Demonstration b) => pi.Entropy(a.State) - pi.Entropy(b.State);")
            },
            {
                "rows of two types in one loss",
                InClass("[Loss] static double L(Policy pi, Demonstration a, Transition b) => pi.Entropy(a.State) * pi.Entropy(b.State);")
            },
            {
                "two losses on two batches",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration a) => pi.Entropy(a.State);
                    [Loss] static double M(Policy pi, Transition b) => pi.Entropy(b.State);
                    """
                )
            },
            {
                "gate over rows that are no demonstrations",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Transition t) => pi.Entropy(t.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    """
                )
            },
            {
                "constructor of a row",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => H(pi, new Demonstration(d.State, d.Action));
                    static double H(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    """
                )
            },
            { "other row alone", InClass("[Loss] static double L(Policy pi, [Other] Demonstration d) => pi.Entropy(d.State);") },
            {
                "two other rows",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration a, [Other] Demonstration b, [Other] Demonstration c)
                        => pi.Entropy(a.State) + pi.Entropy(b.State) + pi.Entropy(c.State);
                    """
                )
            },
            {
                "rows of the rollout and of the replay",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
                    [Loss] static double M(Policy pi, [Replay] Transition t) => pi.Entropy(t.State);
                    """
                )
            },
            {
                "rollout of rows that are no transitions",
                InClass("[Loss] static double L(Policy pi, [Rollout] Demonstration d) => pi.Entropy(d.State);")
            },
            {
                "rollout and replay of one row",
                InClass("[Loss] static double L(Policy pi, [Rollout, Replay] Transition t) => pi.Entropy(t.State);")
            },
            {
                "row struct without the attribute",
                """
                    readonly record struct Case(State State, double X);
                    sealed partial class C { [Loss] static double L(Policy pi, Case c) => c.X * pi.Entropy(c.State); }
                    """
            },
            {
                "row of no columns",
                """
                    [Row] readonly record struct Case;
                    sealed partial class C { [Loss] static double L(Policy pi, Case c) => pi.SquaredWeights; }
                    """
            },
            {
                "row of vectors",
                """
                    [Row] readonly record struct Case(State State, Vector V, Matrix M);
                    sealed partial class C { [Loss] static double L(Policy pi, Case c) => SquaredNorm(c.V) * pi.Entropy(c.State); }
                    """
            },
            {
                "row of text",
                """
                    [Row] readonly record struct Case(State State, string Text);
                    sealed partial class C { [Loss] static double L(Policy pi, Case c) => pi.Entropy(c.State); }
                    """
            },
            {
                "generic row",
                """
                    [Row] readonly record struct Case<T>(State State, T X);
                    sealed partial class C { [Loss] static double L(Policy pi, Case<double> c) => c.X * pi.Entropy(c.State); }
                    """
            },
        };
}
