namespace DeclarativeIL.Generators.Tests.Robustness;

/// <summary>The declarations.</summary>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Declarations =>
        new()
        {
            { "namespace named by a keyword", $"namespace @event.A {{ sealed partial class C {{ {Loss} }} }}" },
            { "class named by a keyword", $"sealed partial class @event {{ {Loss} }}" },
            { "record", $"sealed partial record C {{ {Loss} }}" },
            { "file-local class", $"file sealed partial class C {{ {Loss} }}" },
            { "names that differ by case only", $"sealed partial class Case {{ {Loss} }} sealed partial class CASE {{ {Loss} }}" },
            {
                "name with letters beyond ASCII",
                "sealed partial class Übung { [Loss] static double Maß(Policy π, Demonstration d, double λ = 1, double ß = 2) => -λ * ß * π.LogProb(d.Action, d.State); }"
            },
            { "class named like a generated method", $"sealed partial class Train {{ {Loss} }}" },
            { "member named like a generated field", $"sealed partial class C {{ {Loss} public int LossNames = 1; }}" },
            { "method named like a generated one", $"sealed partial class C {{ {Loss} void Train() {{ }} }}" },
            { "one-sample form already there", $"sealed partial class C {{ {Loss} double LOfOne(Policy pi, Demonstration d) => 0; }}" },
            {
                "hyperparameter named like a member of object",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, double equals = 1) => equals * pi.Entropy(d.State); }"
            },
            {
                "hyperparameter named like the one-sample form",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, double lOfOne = 1) => lOfOne * pi.Entropy(d.State); }"
            },
            {
                "hyperparameter named like a turn's method",
                "sealed partial class C { [Loss(Turn = 1)] static double L(Policy pi, Demonstration d, double fitTurn1 = 1) => fitTurn1 * pi.Entropy(d.State); }"
            },
            {
                "hyperparameter that hides a type of the body",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, double math = 1) => math * Math.Exp(pi.Entropy(d.State)); }"
            },
            {
                "hyperparameter that hides Control",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, double control = 1) => t.Round < control ? Control.Expert : Control.Learner; }}"
            },
            {
                "hyperparameters that differ by case only",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, double x = 1, double X = 2) => x * X * pi.Entropy(d.State); }"
            },
            {
                "hyperparameter with a leading underscore",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, double _x = 1) => _x * pi.Entropy(d.State); }"
            },
            {
                "network named like a property",
                "sealed partial class C { [Loss] static double L(Policy Beta, Demonstration d, double beta = 1) => beta * Beta.Entropy(d.State); }"
            },
            {
                "row named like a property",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration Beta, double beta = 1) => beta * pi.Entropy(Beta.State); }"
            },
            {
                "networks that differ by case only",
                "sealed partial class C { [Loss] static double L(Policy a, Policy A, Demonstration d) => a.Entropy(d.State) + A.Entropy(d.State); }"
            },
            {
                "network named options",
                "sealed partial class C { [Loss] static double L(Policy options, Demonstration d) => options.Entropy(d.State); }"
            },
            {
                "network named seeds",
                "sealed partial class C { [Loss] static double L(Policy seeds, Demonstration d) => seeds.Entropy(d.State); }"
            },
            {
                "network named step",
                "sealed partial class C { [Loss] static double L(Policy step, Demonstration d) => step.Entropy(d.State); }"
            },
            {
                "network named expert, with a gate",
                "sealed partial class C { [Loss] static double L(Policy expert, Demonstration d) => expert.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; }"
            },
            {
                "network named environments, with a gate",
                "sealed partial class C { [Loss] static double L(Policy environments, Demonstration d) => environments.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; }"
            },
            {
                "network named demonstrations",
                "sealed partial class C { [Loss] static double L(Policy demonstrations, Demonstration d) => demonstrations.Entropy(d.State); }"
            },
            {
                "draw named by a keyword",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, Uniform @event) => @event < 0.5 ? Control.Expert : Control.Learner; }}"
            },
            {
                "draw named like a local",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, Uniform step) => step < 0.5 ? Control.Expert : Control.Learner; }}"
            },
            {
                "situation named like a local",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step control) => control.Round < 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "expert by another name",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, Expert teacher) => teacher.TakesOver(t) ? Control.Expert : Control.Learner; }}"
            },
            {
                "row type named like a parameter",
                "[Row] readonly record struct Option(State State, double Weight); sealed partial class C { [Loss] static double L(Policy pi, Option o) => o.Weight * pi.Entropy(o.State); }"
            },
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
                "sealed partial class C { [Row] readonly record struct Mine(State State); [Loss] static double L(Policy pi, Mine d) => pi.Entropy(d.State); }"
            },
            {
                "nested private enum by another name",
                "sealed partial class C { enum Kind { A, B } [Loss] static double L(Policy pi, Demonstration d, Kind mode = Kind.A) => (mode == Kind.A ? 1 : 2) * pi.Entropy(d.State); }"
            },
            {
                "nested private enum",
                "sealed partial class C { enum Mode { A, B } [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A) => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State); }"
            },
            {
                "internal enum in a public class",
                "enum Mode { A, B } public sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A) => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State); }"
            },
            {
                "enum member named by a keyword",
                "enum Mode { @default, B } sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.@default) => (mode == Mode.@default ? 1 : 2) * pi.Entropy(d.State); }"
            },
            {
                "enum default outside its enum",
                "enum Mode { A, B } sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Mode mode = (Mode)7) => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State); }"
            },
            {
                "enum column",
                "enum Mode { A, B } [Row] readonly record struct Case(State State, Mode Mode); sealed partial class C { [Loss] static double L(Policy pi, Case c) => (c.Mode == Mode.A ? 1 : 2) * pi.Entropy(c.State); }"
            },
            {
                "bool column compared",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t, bool flag = true) => (t.Terminal == flag ? 1 : 2) * pi.Entropy(t.State); }"
            },
            {
                "bool column and bool hyperparameter",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t, bool flag = true) => (flag || t.Terminal && flag ? 1 : 2) * pi.Entropy(t.State); }"
            },
            {
                "integer column",
                "[Row] readonly record struct Case(State State, int Count); sealed partial class C { [Loss] static double L(Policy pi, Case c) => c.Count * pi.Entropy(c.State); }"
            },
            {
                "computed property of a row",
                "[Row] readonly record struct Case(State State, double X) { public double Twice => 2 * X; } sealed partial class C { [Loss] static double L(Policy pi, Case c) => c.Twice * pi.Entropy(c.State); }"
            },
            {
                "question in a condition only",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.LogProb(d.Action, d.State) > 0 ? 1 : pi.Entropy(d.State); }"
            },
            {
                "question on both sides of a condition",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State) > 1 ? 1 : pi.Entropy(d.State); }"
            },
            { "loss without a row", "sealed partial class C { [Loss] static double L(Policy pi) => pi.SquaredWeights; }" },
            {
                "loss without a row beside one with",
                $"sealed partial class C {{ {Loss} [Loss] static double M(Policy pi) => pi.SquaredWeights; }}"
            },
            {
                "loss without a row, with a gate",
                "sealed partial class C { [Loss] static double L(Policy pi) => pi.SquaredWeights; [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; }"
            },
            {
                "two rows of one type",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration a, Demonstration b) => pi.Entropy(a.State) - pi.Entropy(b.State); }"
            },
            {
                "rows of two types in one loss",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration a, Transition b) => pi.Entropy(a.State) * pi.Entropy(b.State); }"
            },
            {
                "two losses on two batches",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration a) => pi.Entropy(a.State); [Loss] static double M(Policy pi, Transition b) => pi.Entropy(b.State); }"
            },
            {
                "gate over rows that are no demonstrations",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t) => pi.Entropy(t.State); [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; }"
            },
            {
                "gate that asks the policy",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Policy pi, Step t) => pi.Entropy(t.State) > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate over vectors",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t) => SquaredNorm(t.State) > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate over the expert's action",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Expert e, Step t) => SquaredNorm(e.Action(t.State) - e.Action(t.State)) > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "constant gate",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; }}"
            },
            {
                "gate without a situation",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Uniform u) => u < 0.5 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate through a local and a helper",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, Uniform u) {{ var c = Chance(t); return u < c ? Control.Expert : Control.Learner; }} static double Chance(Step t) => 1 / (1 + t.Round); }}"
            },
            {
                "gate and loss of one name",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control L(Step t) => Control.Learner; }}"
            },
            {
                "branch between vectors",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t) => SquaredNorm(t.Reward > 0 ? pi.Mean(t.State) - t.Action : t.Action - pi.Mean(t.State)); }"
            },
            { "generic loss", "sealed partial class C { [Loss] static double L<T>(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            {
                "loss with a body elsewhere",
                "sealed partial class C { [Loss] private static partial double L(Policy pi, Demonstration d); private static partial double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "loss overloaded by a helper",
                "sealed partial class C { static double L(double x) => x * x; [Loss] static double L(Policy pi, Demonstration d) => L(pi.Entropy(d.State)); }"
            },
            {
                "negative turn",
                "sealed partial class C { [Loss(Turn = -1)] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "network of two turns",
                $"sealed partial class C {{ {Loss} [Loss(Turn = 1)] static double M(Policy pi, Demonstration d) => pi.Entropy(d.State); }}"
            },
            { "import of a class that declares nothing", "class Plain; [Loss<Plain>] sealed partial class C;" },
            { "import of a class that is refused", $"class Refused {{ {Loss} }} [Loss<Refused>] sealed partial class C;" },
            {
                "import with its own weight property",
                $"sealed partial class A {{ {Loss} }} [Loss<A>] sealed partial class C {{ public double AWeight = 1; }}"
            },
            {
                "import of an import",
                $"sealed partial class A {{ {Loss} }} [Loss<A>(Weight = 2)] sealed partial class B; [Loss<B>(Weight = 3)] sealed partial class C;"
            },
            {
                "import of two classes whose hyperparameters differ",
                """
                    sealed partial class A { [Loss] static double L(Policy pi, Demonstration d, double w = 1) => w * pi.Entropy(d.State); }
                    sealed partial class B { [Loss] static double M(Policy pi, Demonstration d, double w = 2) => w * pi.Entropy(d.State); }
                    [Loss<A>, Loss<B>] sealed partial class C;
                    """
            },
            {
                "import from another namespace of an internal enum",
                """
                    namespace A { enum Mode { One, Two } sealed partial class Base { [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.Two) => (mode == Mode.One ? 1 : 2) * pi.Entropy(d.State); } }
                    namespace B { [Loss<A.Base>] sealed partial class C; }
                    """
            },
            {
                "range of integers on a double",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, [Range(0, 1)] double x = 0.5) => x * pi.Entropy(d.State); }"
            },
            {
                "range of doubles on an integer",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, [Range(0.5, 3.5)] int x = 1) => x * pi.Entropy(d.State); }"
            },
            {
                "infinite and undefined defaults",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, double a = double.PositiveInfinity, double b = double.NaN, double c = double.MinValue, double e = -0.0, int i = int.MinValue) => (a + b + c + e + i) * pi.Entropy(d.State); }"
            },
            {
                "constants of all kinds",
                "sealed partial class C { const int N = 3; const float F = 0.1f; [Loss] static double L(Policy pi, Demonstration d) => (N + F + 'a' + 1L + 0x10 + 1e300 * 1e300 + (byte)3) * pi.Entropy(d.State); }"
            },
            {
                "numbers over tensors",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t, int n = 2) => n / pi.Entropy(t.State) + 1 / t.Reward - n * t.Reward + (1 - t.Reward) / (2 - pi.Entropy(t.State)); }"
            },
            {
                "arithmetic of vectors",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t, double c = 2) { Vector v = -(pi.Mean(t.State) - t.Action); return SquaredNorm(t.Reward * v / (c + t.Reward) - c + 2 * (v * v)) + SquaredNorm(t.Next - t.State); } }"
            },
            {
                "point displaced",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => -pi.LogProb(d.Action + 0.5 * (d.Action - d.Action), d.State); }"
            },
            {
                "long sums",
                $"sealed partial class C {{ [Loss] static double L(Policy pi, Demonstration d) => {string.Join(" + ", Enumerable.Range(1, 1000).Select(i => $"{i} * pi.Entropy(d.State)"))}; }}"
            },
            {
                "locals that double each other",
                $"sealed partial class C {{ [Loss] static double L(Policy pi, Demonstration d) {{ var x0 = pi.Entropy(d.State); {string.Concat(Enumerable.Range(1, 40).Select(i => $"var x{i} = x{i - 1} * x{i - 1} + 1;"))} return x40; }} }}"
            },
            {
                "choices that share their branches",
                $"sealed partial class C {{ [Loss] static double L(Policy pi, Demonstration d) {{ var x0 = pi.Entropy(d.State); {string.Concat(Enumerable.Range(1, 40).Select(i => $"var x{i} = x{i - 1} > {i} ? x{i - 1} * 2 : Math.Max(1 - x{i - 1}, x{i - 1});"))} return x40; }} }}"
            },
            {
                "deep nesting",
                $"sealed partial class C {{ [Loss] static double L(Policy pi, Demonstration d) => {string.Concat(Enumerable.Repeat("(1 + ", 200))}pi.Entropy(d.State){new string(')', 200)}; }}"
            },
            {
                "chain of choices",
                $"sealed partial class C {{ [Loss] static double L(Policy pi, Transition t) => {string.Concat(Enumerable.Range(0, 200).Select(i => $"t.Reward > {i} ? {i} * pi.Entropy(t.State) : "))} 0; }}"
            },
            {
                "named and default arguments",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => H(y: pi.Entropy(d.State), x: 2) + pi.LogProb(state: d.State, action: d.Action); static double H(double x, double y, double z = 3) => x * y * z; }"
            },
            {
                "extension helper",
                "static class E { public static double Twice(this double x) => 2 * x; } sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State).Twice(); }"
            },
            {
                "params helper",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => H(pi.Entropy(d.State), 2); static double H(params double[] xs) => xs[0]; }"
            },
            {
                "lambda",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) { Func<double, double> f = x => x; return f(pi.Entropy(d.State)); } }"
            },
            {
                "local function",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) { return F(pi.Entropy(d.State)); static double F(double x) => x; } }"
            },
            {
                "switch expression",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, int n = 1) => n switch { 0 => 1, _ => pi.Entropy(d.State) }; }"
            },
            {
                "throw",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, int n = 1) => n > 0 ? pi.Entropy(d.State) : throw new InvalidOperationException(); }"
            },
            {
                "checked, parenthesised, plus",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => checked(+((pi.Entropy(d.State)))); }"
            },
            {
                "comment in XML that is broken",
                "sealed partial class C { /// <summary> <broken </summary>\n [Loss] static double L(Policy pi, Demonstration d, double x = 1) => x * pi.Entropy(d.State); }"
            },
            {
                "losses in two parts",
                $"sealed partial class C {{ {Loss} }} sealed partial class C {{ [Loss] static double M(Policy pi, Demonstration d) => pi.Entropy(d.State); }}"
            },
            {
                "base class, interface, constructor, fields",
                $"interface I; class B; sealed partial class C(int n) : B, I {{ {Loss} readonly int m = n; public int M => m; }}"
            },
            {
                "loss and operation in one class",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => F(pi.Entropy(d.State)); [Operation(nameof(F)), Gradient(\"x\", nameof(G))] public static double F(double x) => x; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x; public static double G(double x, double gradient) => gradient; }"
            },
            {
                "operation in a class that is not partial",
                "static class Ops { [Operation(nameof(F)), Gradient(\"x\", nameof(G))] public static double F(double x) => x; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x; public static double G(double x, double gradient) => gradient; } "
                    + $"sealed partial class C {{ {Loss} }}"
            },
            {
                "operation in a struct",
                "partial struct Ops { [Operation(nameof(F)), Gradient(\"x\", nameof(G))] public static double F(double x) => x; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x; public static double G(double x, double gradient) => gradient; } "
                    + $"sealed partial class C {{ {Loss} }}"
            },
            {
                "operation without a batched form",
                "static partial class Ops { [Operation(\"Nope\"), Gradient(\"x\", nameof(G))] public static double F(double x) => x; public static double G(double x, double gradient) => gradient; } sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => Ops.F(pi.Entropy(d.State)); }"
            },
            {
                "operation with a derivative that is not there",
                "static partial class Ops { [Operation(nameof(F)), Gradient(\"x\", \"Nope\")] public static double F(double x) => x; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x; } sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => Ops.F(pi.Entropy(d.State)); }"
            },
            {
                "operation over a condition",
                "static partial class Ops { [Operation(nameof(F))] public static double F(double x, bool b) => b ? x : 0; public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x, TorchSharp.torch.Tensor b) => x; } sealed partial class C { [Loss] static double L(Policy pi, Transition t, bool flag = true) => Ops.F(t.Reward, flag) * pi.Entropy(t.State); }"
            },
            {
                "integer constants divided",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => 1 / 2 * pi.Entropy(d.State); }"
            },
            { "loss on an accessor", "sealed partial class C { static double L { [Loss] get => 1; } }" },
            { "loss without a body", "sealed partial class C { [Loss] static extern double L(Policy pi, Demonstration d); }" },
            {
                "constructor of a row",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => H(pi, new Demonstration(d.State, d.Action)); static double H(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "enum compared by order",
                "enum Mode { A, B } sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A) => (mode < Mode.B ? 1 : 2) * pi.Entropy(d.State); }"
            },
            {
                "truth of the host beside one of the rows",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t, bool flag = true) => (t.Terminal || flag ? 1 : 2) * pi.Entropy(t.State); }"
            },
            { "imported twice", $"sealed partial class A {{ {Loss} }} [Loss<A>, Loss<A>] sealed partial class C;" },
            {
                "import in a circle of one",
                "[Loss<C>] sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "import in a circle of two",
                "[Loss<B>] sealed partial class A; [Loss<A>] sealed partial class B { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "hyperparameter named like its type, in no namespace",
                "enum Mode { A, B } sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.A) => (mode == Mode.A ? 1 : 2) * pi.Entropy(d.State); }"
            },
            {
                "column that looks ahead",
                "sealed partial class C { [Column] static double Return([Rollout] Transition t, [Next] double later, double gamma = 0.99) => t.Reward + gamma * later; [Loss] static double L(Policy pi, [Rollout] Transition t, [Of(nameof(Return))] double g) => -g * pi.LogProb(t.Action, t.State); }"
            },
            {
                "column that looks ahead over given rows",
                $"sealed partial class C {{ {Loss} [Column] static double R(Transition t, [Next] double later) => t.Reward + later; }}"
            },
            {
                "column that nobody asks for",
                $"sealed partial class C {{ {Loss} [Column] static double Gap(Policy pi, Demonstration d) => pi.Entropy(d.State); }}"
            },
            {
                "column of a column",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Column] static double B(Demonstration d, [Mean(nameof(A))] double a) => a; [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(B))] double b) => b * pi.Entropy(d.State); }}"
            },
            {
                "column of another row",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Transition t) => pi.Entropy(t.State); [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(A))] double a) => a * pi.Entropy(d.State); }}"
            },
            {
                "column over a draw",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d, Uniform u) => u * pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a) => a > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "loss of a statistic alone",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double M(Policy pi, [Mean(nameof(A))] double a) => a * pi.SquaredWeights; }}"
            },
            {
                "collection over a statistic",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Collect] static Demonstration K(State s, Expert e, [Mean(nameof(A))] double a) => new Demonstration(s, e.Action(s)); }}"
            },
            {
                "column without a row",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi) => pi.SquaredWeights; [Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(A))] double a) => a * pi.Entropy(d.State); }}"
            },
            {
                "statistic of the loss itself",
                $"sealed partial class C {{ {Loss} [Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(M))] double a) => a * pi.Entropy(d.State); }}"
            },
            {
                "statistic named by a string that is no name",
                $"sealed partial class C {{ {Loss} [Loss] static double M(Policy pi, Demonstration d, [Mean(\"\")] double a) => a * pi.Entropy(d.State); }}"
            },
            {
                "statistic of a matrix column in a loss",
                $"sealed partial class C {{ {Loss} [Column] static Matrix A(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action); [Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(A))] Matrix a) => Trace(a) * pi.Entropy(d.State); }}"
            },
            {
                "quantile of a matrix column",
                $"sealed partial class C {{ {Loss} [Column] static Matrix A(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action); [Aggregate(Store.EveryState)] static Control D(Step t, [Quantile(nameof(A), 0.5)] Matrix a) => Trace(a) > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "number from a matrix column",
                $"sealed partial class C {{ {Loss} [Column] static Matrix A(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action); [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a) => a > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "matrix from a number column",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] Matrix a) => Trace(a) > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "value of a column in a gate",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t, [Of(nameof(A))] double a) => a > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "statistics of one column in two members",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a) => a > 1 ? Control.Expert : Control.Learner; [Explore] static Act E(Act chosen, Gaussian z, [Deviation(nameof(A))] double a) => chosen + a * z; }}"
            },
            {
                "statistic with a default",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a = 1) => a > 1 ? Control.Expert : Control.Learner; }}"
            },
            {
                "statistic in a reward",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Column] static double A(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State); [Reward] static double R(Transition t, [Mean(nameof(A))] double a) => t.Reward - a; }"
            },
            {
                "statistic in an augmentation",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State); [Augment] static Demonstration G(Demonstration d, Gaussian z, [Mean(nameof(A))] double a) => d with {{ State = d.State + a * z }}; }}"
            },
            {
                "exploration without a gate",
                $"sealed partial class C {{ {Loss} [Explore] static Act E(Act chosen, Gaussian z) => chosen + 0.1 * z; }}"
            },
            { "exploration of its own", $"sealed partial class C {{ {Loss} [Explore] static Act E(Policy pi, State s) => pi.Mean(s); }}" },
            {
                "exploration with two choices",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; [Explore] static Act E(Act chosen, Act also) => chosen; }}"
            },
            {
                "exploration over the expert",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; [Explore] static Act E(Expert expert, State s, Act chosen) => expert.Action(s); }}"
            },
            {
                "exploration by nobody",
                $"sealed partial class C {{ {Loss} [Explore] static Act E(Act chosen, Control by) => by == Control.Expert ? chosen : chosen; }}"
            },
            {
                "exploration with a clock",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; [Explore] static Act E(Act chosen, Gaussian z, Clock now) => chosen + (1 - now.Fraction) * z; }}"
            },
            { "exploration that depends on nothing", $"sealed partial class C {{ {Loss} [Explore] static Act E([Given] Act a) => a; }}" },
            {
                "gate with a clock",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, Clock now) => now.Fraction > 0.5 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate over a given network",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, [Given] Critic v) => v.Value(t.State) > 0 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate over a frozen network",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, [Frozen] Policy old) => old.Entropy(t.State) > 0 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate over a target",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, [Target(\"pi\", 0.1)] Policy slow) => slow.Entropy(t.State) > 0 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate over a sample",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, Policy pi, Draw z) => pi.LogProb(pi.Sample(t.State, z), t.State) > 0 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate over a given state",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t, [Given] State goal) => SquaredNorm(t.State - goal) > 0 ? Control.Expert : Control.Learner; }}"
            },
            {
                "gate beside a collection",
                $"sealed partial class C {{ {Loss} [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; [Collect] static Demonstration K(State s, Expert expert) => new Demonstration(s, expert.Action(s)); }}"
            },
            {
                "gate beside a reward",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Loss] static double M(Policy pi, Demonstration d) => pi.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; [Reward] static double R(Transition t) => -t.Reward; }"
            },
            {
                "collection of rows that no loss learns from",
                $"sealed partial class C {{ {Loss} [Collect] static Transition K(State s, Policy pi, Draw z) => new Transition(s, pi.Sample(s, z), 1, s, false); }}"
            },
            {
                "collection of a row as it is",
                $"sealed partial class C {{ {Loss} [Collect] static Demonstration K(Demonstration d) => d; }}"
            },
            {
                "collection with named and missing columns",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Loss] static double M(Policy pi, Transition t) => pi.Entropy(t.State); [Collect] static Transition K(State s, Expert e) => new(Reward: 1, State: s, Action: e.Action(s), Next: s, Terminal: true); }"
            },
            { "reward without a rollout", $"sealed partial class C {{ {Loss} [Reward] static double R(Transition t) => -t.Reward; }}" },
            {
                "reward of a constant",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Reward] static double R(Transition t) => 1; }"
            },
            {
                "reward with a draw",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Reward] static double R(Transition t, Uniform u) => u; }"
            },
            {
                "reward over demonstrations",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Reward] static double R(Demonstration d) => 1; }"
            },
            {
                "reward with a clock",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Reward] static double R(Transition t, Clock now) => now.Fraction * t.Reward; }"
            },
            {
                "augmentation to another row",
                $"sealed partial class C {{ {Loss} [Augment] static Transition G(Demonstration d) => new Transition(d.State, d.Action, 0, d.State, false); }}"
            },
            {
                "augmentation of rows that no loss learns from",
                $"sealed partial class C {{ {Loss} [Augment] static Transition G(Transition t) => t with {{ Reward = 0 }}; }}"
            },
            {
                "augmentation without a row",
                $"sealed partial class C {{ {Loss} [Augment] static Demonstration G([Given] State s, [Given] Act a) => new Demonstration(s, a); }}"
            },
            {
                "augmentation twice",
                $"sealed partial class C {{ {Loss} [Augment] static Demonstration G(Demonstration d, Gaussian z) => d with {{ State = d.State + 0.1 * z }}; [Augment] static Demonstration H(Demonstration d, Gaussian z) => d with {{ Action = d.Action + 0.1 * z }}; }}"
            },
            {
                "augmentation by a network",
                $"sealed partial class C {{ {Loss} [Augment] static Demonstration G(Policy pi, Demonstration d) => d with {{ Action = pi.Mean(d.State) }}; }}"
            },
            {
                "augmentation with another row",
                $"sealed partial class C {{ {Loss} [Augment] static Demonstration G(Demonstration d, [Other] Demonstration e, Uniform u) => d with {{ State = d.State + (double)u * (e.State - d.State) }}; }}"
            },
            {
                "augmentation over the rollout",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State); [Augment] static Transition G([Rollout] Transition t) => t with { Reward = 2 * t.Reward }; }"
            },
            {
                "other row alone",
                "sealed partial class C { [Loss] static double L(Policy pi, [Other] Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "two other rows",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration a, [Other] Demonstration b, [Other] Demonstration c) => pi.Entropy(a.State) + pi.Entropy(b.State) + pi.Entropy(c.State); }"
            },
            {
                "rows of the rollout and of the replay",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State); [Loss] static double M(Policy pi, [Replay] Transition t) => pi.Entropy(t.State); }"
            },
            {
                "rollout of rows that are no transitions",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout] Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "rollout and replay of one row",
                "sealed partial class C { [Loss] static double L(Policy pi, [Rollout, Replay] Transition t) => pi.Entropy(t.State); }"
            },
            {
                "tensor loss of a class that imports it by weight",
                "sealed partial class A { [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x) => x.mean(); } [Loss<A>(Weight = 0.5)] sealed partial class C;"
            },
            {
                "tensor loss that asks a network",
                "sealed partial class C { [Loss] static TorchSharp.torch.Tensor L(Policy pi, Demonstration d) => TorchSharp.torch.zeros(1); }"
            },
            {
                "tensor loss over nothing",
                "sealed partial class C { [Loss] static TorchSharp.torch.Tensor L(double beta = 1) => TorchSharp.torch.zeros(1); }"
            },
            {
                "tensor loss over a statistic",
                "sealed partial class C { [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x, [Mean(nameof(X))] double m) => (x - m).mean(); }"
            },
            {
                "tensor loss over a number",
                "sealed partial class C { [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] double x) => TorchSharp.torch.zeros(1); }"
            },
            {
                "tensor loss over a matrix column",
                "sealed partial class C { [Column] static Matrix X(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action); [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x) => x.mean(); }"
            },
            {
                "column as a tensor in a loss of one sample",
                $"sealed partial class C {{ {Loss} [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(X))] TorchSharp.torch.Tensor x) => pi.Entropy(d.State); }}"
            },
            {
                "draw in a loss",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Uniform u, Gaussian z) => -u * pi.LogProb(d.Action + 0.1 * z, d.State); }"
            },
            {
                "draw that nothing says the size of",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Gaussian z) => SquaredNorm(z) * pi.Entropy(d.State); }"
            },
            {
                "draw of an episode in a loss",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, [PerEpisode] Uniform u) => u * pi.Entropy(d.State); }"
            },
            {
                "draw named draws",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Uniform draws, Gaussian clock) => draws * pi.LogProb(d.Action + 0.1 * clock, d.State); }"
            },
            {
                "clock named like a local",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, Clock share) => share.Fraction * pi.Entropy(d.State); }"
            },
            {
                "clock and column together",
                $"sealed partial class C {{ {Loss} [Column] static double A(Policy pi, Demonstration d, Clock now) => now.Round * pi.Entropy(d.State); [Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(A))] double a) => a * pi.Entropy(d.State); }}"
            },
            {
                "given values of every type",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, [Given] double x, [Given] int n, [Given] bool b, [Given] Vector v, [Given] State s, [Given] Act a, [Given] Matrix m) => (b ? x : n) * (SquaredNorm(v) + SquaredNorm(d.State - s) + Trace(m)) * pi.LogProb(a, d.State); }"
            },
            {
                "given value with a default",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, [Given] double x = 1) => x * pi.Entropy(d.State); }"
            },
            {
                "given values of two types by one name",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, [Given] Vector x) => SquaredNorm(x) * pi.Entropy(d.State); [Loss] static double M(Policy pi, Demonstration d, [Given] Matrix x) => Trace(x) * pi.Entropy(d.State); }"
            },
            {
                "given value and hyperparameter by one name",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, [Given] double x) => x * pi.Entropy(d.State); [Loss] static double M(Policy pi, Demonstration d, double x = 1) => x * pi.Entropy(d.State); }"
            },
            {
                "network and row by one name",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double M(Policy d, Demonstration pi) => d.Entropy(pi.State); }"
            },
            {
                "networks of two types by one name",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double M(Critic pi, Demonstration d) => pi.Value(d.State); }"
            },
            {
                "trained and given by one name",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); [Loss] static double M(Policy rho, [Given] Policy pi, Demonstration d) => pi.Entropy(d.State) * rho.Entropy(d.State); }"
            },
            {
                "frozen and target by one name",
                "sealed partial class C { [Loss] static double L(Policy pi, [Frozen] Policy old, Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State); [Loss] static double M(Policy pi, [Target(\"pi\", 0.1)] Policy old, Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State); }"
            },
            {
                "two marks on one network",
                "sealed partial class C { [Loss] static double L(Policy pi, [Frozen, Detached] Policy old, Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State); }"
            },
            {
                "target of a target",
                "sealed partial class C { [Loss] static double L(Policy pi, [Target(\"pi\", 0.1)] Policy a, [Target(\"a\", 0.1)] Policy b, Demonstration d) => pi.Entropy(d.State) - a.Entropy(d.State) - b.Entropy(d.State); }"
            },
            {
                "targets of one name that differ",
                "sealed partial class C { [Loss] static double L(Policy pi, [Target(\"pi\", 0.1)] Policy a, Demonstration d) => pi.Entropy(d.State) - a.Entropy(d.State); [Loss] static double M(Policy pi, [Target(\"pi\", 0.2)] Policy a, Demonstration d) => pi.Entropy(d.State) - a.Entropy(d.State); }"
            },
            {
                "target of another type",
                "sealed partial class C { [Loss] static double L(Policy pi, [Target(\"pi\", 0.1)] Critic a, Demonstration d) => pi.Entropy(d.State) - a.Value(d.State); }"
            },
            {
                "frozen copy of two networks",
                "sealed partial class C { [Loss] static double L(Policy a, Policy b, [Frozen] Policy old, Demonstration d) => a.Entropy(d.State) + b.Entropy(d.State) - old.Entropy(d.State); }"
            },
            {
                "loss of a critic alone",
                "sealed partial class C { [Loss] static double L(Critic v, Transition t) => Square(v.Value(t.State, t.Action, t.Next) - t.Reward); }"
            },
            {
                "gate without a policy",
                "sealed partial class C { [Loss] static double L(Critic v, Demonstration d) => v.Value(d.State); [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; }"
            },
            {
                "two learners",
                "sealed partial class C { [Loss] static double L([Learner] Policy a, [Learner] Policy b, Demonstration d) => a.Entropy(d.State) + b.Entropy(d.State); [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner; }"
            },
            {
                "learner that never trains",
                $"sealed partial class C {{ {Loss} [Explore] static Act E([Given, Learner] Policy rho, State s, Draw z) => rho.Sample(s, z); }}"
            },
            {
                "ensemble of a critic",
                "sealed partial class C { [Loss] static double L([Ensemble] Critic v, Demonstration d) => v.Value(d.State); }"
            },
            {
                "ensemble on a class with two policies",
                "[Ensemble(Members = 3)] sealed partial class C { [Loss] static double L(Policy a, Policy b, Demonstration d) => a.Entropy(d.State) + b.Entropy(d.State); }"
            },
            {
                "ensemble of one on the class",
                "[Ensemble(Members = 1)] sealed partial class C { [Loss] static double L(Policy a, Demonstration d) => a.Entropy(d.State); }"
            },
            {
                "ensemble asked in its own loss",
                "sealed partial class C { [Loss] static double L([Ensemble] Policy mu, [Detached] Ensemble all, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action); }"
            },
            {
                "ensembles of one name that differ",
                "sealed partial class C { [Loss] static double L([Ensemble(Members = 3)] Policy mu, Demonstration d) => mu.Entropy(d.State); [Loss] static double M([Ensemble(Members = 4)] Policy mu, Demonstration d) => mu.LogProb(d.Action, d.State); }"
            },
            { "ensemble mark without a loss", "[Ensemble] sealed partial class C;" },
            {
                "coefficient in a gate",
                $"sealed partial class C {{ {Loss} [Loss] static double M(Coefficient a, Demonstration d) => a; [Aggregate(Store.EveryState)] static Control D(Step t, Coefficient a) => a > 1 ? Control.Expert : Control.Learner; }}"
            },
            { "coefficient alone", "sealed partial class C { [Loss] static double L(Coefficient a) => a * a; }" },
            {
                "act taken as a vector, component taken",
                "sealed partial class C { [Loss] static double L(Features q, Demonstration d) => q.Of(d.State)[d.Action] - q.Of(d.State)[0]; }"
            },
            {
                "candidates",
                "sealed partial class C { [Loss] static double L(Policy pi, Ranking r) => LogSumExp(pi.LogProb(r.Candidates, r.Context)); }"
            },
            {
                "switch with conditions",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t, int n = 1) => n switch { 0 => 1, > 3 => 2 * pi.Entropy(t.State), 1 or 2 when t.Terminal => pi.Entropy(t.State), _ => 3 * pi.Entropy(t.State) }; }"
            },
            {
                "switch over a row",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t) => t.Terminal switch { true => 1, false => pi.Entropy(t.State) }; }"
            },
            {
                "pattern",
                "sealed partial class C { [Loss] static double L(Policy pi, Transition t, int n = 1) => (n is 1 or 2 ? 1 : 2) * pi.Entropy(t.State); }"
            },
            {
                "row with columns changed in a loss",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => H(pi, d with { Action = d.Action + 0.1 * (d.Action - d.Action) }); static double H(Policy pi, Demonstration d) => pi.LogProb(d.Action, d.State); }"
            },
            {
                "row struct without the attribute",
                "readonly record struct Case(State State, double X); sealed partial class C { [Loss] static double L(Policy pi, Case c) => c.X * pi.Entropy(c.State); }"
            },
            {
                "row of no columns",
                "[Row] readonly record struct Case; sealed partial class C { [Loss] static double L(Policy pi, Case c) => pi.SquaredWeights; }"
            },
            {
                "row of vectors",
                "[Row] readonly record struct Case(State State, Vector V, Matrix M); sealed partial class C { [Loss] static double L(Policy pi, Case c) => SquaredNorm(c.V) * pi.Entropy(c.State); }"
            },
            {
                "row of text",
                "[Row] readonly record struct Case(State State, string Text); sealed partial class C { [Loss] static double L(Policy pi, Case c) => pi.Entropy(c.State); }"
            },
            {
                "generic row",
                "[Row] readonly record struct Case<T>(State State, T X); sealed partial class C { [Loss] static double L(Policy pi, Case<double> c) => c.X * pi.Entropy(c.State); }"
            },
            {
                "operation over constants and hyperparameters",
                "sealed partial class C { [Loss] static double L(Policy pi, Demonstration d, double p = 2) => (Math.Pow(p, 3) + Math.Exp(0)) * pi.Entropy(d.State); }"
            },
        };
}
