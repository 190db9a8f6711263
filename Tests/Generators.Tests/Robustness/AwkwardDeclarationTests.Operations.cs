namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Operations of the user.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Operations =>
        new()
        {
            {
                "loss and operation in one class",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => F(pi.Entropy(d.State));
                    [Operation(nameof(F)), Gradient("x", nameof(G))] public static double F(double x) => x;
                    public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                    public static double G(double x, double gradient) => gradient;
                    """
                )
            },
            {
                "operation in a class that is not partial",
                $$"""
                    static class Ops
                    {
                        [Operation(nameof(F)), Gradient("x", nameof(G))] public static double F(double x) => x;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                        public static double G(double x, double gradient) => gradient;
                    }
                    sealed partial class C { {{Loss}} }
                    """
            },
            {
                "operation in a struct",
                $$"""
                    partial struct Ops
                    {
                        [Operation(nameof(F)), Gradient("x", nameof(G))] public static double F(double x) => x;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                        public static double G(double x, double gradient) => gradient;
                    }
                    sealed partial class C { {{Loss}} }
                    """
            },
            {
                "operation without a batched form",
                """
                    static partial class Ops
                    {
                        [Operation("Nope"), Gradient("x", nameof(G))] public static double F(double x) => x;
                        public static double G(double x, double gradient) => gradient;
                    }
                    sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => Ops.F(pi.Entropy(d.State)); }
                    """
            },
            {
                "operation with a derivative that is not there",
                """
                    static partial class Ops
                    {
                        [Operation(nameof(F)), Gradient("x", "Nope")] public static double F(double x) => x;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                    }
                    sealed partial class C { [Loss] static double L(Policy pi, Demonstration d) => Ops.F(pi.Entropy(d.State)); }
                    """
            },
            {
                "operation over a condition",
                """
                    static partial class Ops
                    {
                        [Operation(nameof(F))] public static double F(double x, bool b) => b ? x : 0;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x, TorchSharp.torch.Tensor b) => x;
                    }
                    sealed partial class C
                    {
                        [Loss] static double L(Policy pi, Transition t, bool flag = true) => Ops.F(t.Reward, flag) * pi.Entropy(t.State);
                    }
                    """
            },
        };
}
