namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Losses, their phases and imports.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Imports =>
        new()
        {
            { "loss without a row beside one with", WithLoss("[Loss] static double M(Policy pi) => pi.SquaredWeights;") },
            {
                "loss without a row, with a gate",
                InClass(
                    """
                    [Loss] static double L(Policy pi) => pi.SquaredWeights;
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    """
                )
            },
            { "generic loss", InClass("[Loss] static double L<T>(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            {
                "loss with a body elsewhere",
                InClass(
                    """
                    [Loss] private static partial double L(Policy pi, Demonstration d);
                    private static partial double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    """
                )
            },
            {
                "loss overloaded by a helper",
                InClass(
                    """
                    static double L(double x) => x * x;
                    [Loss] static double L(Policy pi, Demonstration d) => L(pi.Entropy(d.State));
                    """
                )
            },
            { "negative phase", InClass("[Loss(Phase = -1)] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "network of two phases", WithLoss("[Loss(Phase = 1)] static double M(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            { "import of a class that declares nothing", "class Plain; [Loss<Plain>] sealed partial class C;" },
            { "import of a class that is refused", $"class Refused {{ {Loss} }} [Loss<Refused>] sealed partial class C;" },
            {
                "import with its own weight property",
                $"sealed partial class A {{ {Loss} }} [Loss<A>] sealed partial class C {{ public double AWeight = 1; }}"
            },
            {
                "import of an import",
                $$"""
                    sealed partial class A { {{Loss}} }
                    [Loss<A>(Weight = 2)] sealed partial class B;
                    [Loss<B>(Weight = 3)] sealed partial class C;
                    """
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
                    namespace A
                    {
                        enum Mode { One, Two }
                        sealed partial class Base
                        {
                            [Loss] static double L(Policy pi, Demonstration d, Mode mode = Mode.Two)
                                => (mode == Mode.One ? 1 : 2) * pi.Entropy(d.State);
                        }
                    }
                    namespace B { [Loss<A.Base>] sealed partial class C; }
                    """
            },
            { "loss on an accessor", InClass("static double L { [Loss] get => 1; }") },
            { "loss without a body", InClass("[Loss] static extern double L(Policy pi, Demonstration d);") },
            { "imported twice", $"sealed partial class A {{ {Loss} }} [Loss<A>, Loss<A>] sealed partial class C;" },
            {
                "import in a circle of one",
                "[Loss<C>] sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
            {
                "import in a circle of two",
                """
                    [Loss<B>] sealed partial class A;
                    [Loss<A>] sealed partial class B { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    """
            },
            {
                "losses in two parts",
                $$"""
                    sealed partial class C { {{Loss}} }
                    sealed partial class C { [Loss] static double M(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    """
            },
            {
                "base class, interface, constructor, fields",
                $"interface I; class B; sealed partial class C(int n) : B, I {{ {Loss} readonly int m = n; public int M => m; }}"
            },
        };
}
