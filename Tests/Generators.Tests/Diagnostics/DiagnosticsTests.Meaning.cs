namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>What an equation comes to.</content>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Meaning =>
        new()
        {
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Transition t) => t.Reward;") },
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Transition t) => pi.Entropy(t.State) > 0 ? t.Reward : 1;") },
            { "DIL011", InClass("[Loss] static TorchSharp.torch.Tensor [|L|](double beta = 1) => TorchSharp.torch.zeros(1);") },
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Demonstration d) => Math.Round(-pi.LogProb(d.Action, d.State));") },
            {
                "DIL011",
                InClass(
                    """
                    [Loss] static double [|L|](Policy pi, Demonstration d)
                        => 2 * Math.Sign(Math.Floor(pi.Entropy(d.State))) + Math.Ceiling(pi.Entropy(d.State));
                    """
                )
            },
            {
                "DIL011",
                InClass(
                    """
                    [Loss] static double [|L|](Policy pi, Demonstration d)
                        => pi.Entropy(d.State) > 0 ? Math.Truncate(pi.Entropy(d.State)) : 0;
                    """
                )
            },
            { "DIL011", InClass("[Loss] static double [|L|](Policy pi, Demonstration d) => 0 * pi.Entropy(d.State);") },
            {
                "DIL011",
                InClass(
                    """
                    [Loss] static double [|L|](Policy pi, [Given] Critic v, Demonstration d)
                        => v.Value(d.State) * Math.Round(pi.Entropy(d.State));
                    """
                )
            },
            {
                "DIL019",
                InClass(
                    """
                    [Loss] static double [|L|](Policy mu, Demonstration d)
                        => SquaredNorm(mu.Mean(d.State) - d.Action + (d.State - d.State));
                    """
                )
            },
            {
                "DIL020",
                InClass(
                    """
                    [Loss] static double L(Policy mu, Demonstration d) => SquaredNorm([|Clipped(mu.Mean(d.State))|] - d.Action);
                    [Operation(nameof(ClippedBatch))] static Act Clipped(Act action) => action;
                    static TorchSharp.torch.Tensor ClippedBatch(TorchSharp.torch.Tensor action) => action.clamp(-1, 1);
                    """
                )
            },
            {
                "DIL020",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, Draw z) => Sum([|Betas(Exp(pi.LogProbs(d.State)), d.Action, z)|]);"
                )
            },
            { "DIL032", "static class Ops { [[|Operation(\"Nope\")|]] public static double F(double x) => x; }" },
            {
                "DIL032",
                """
                    static class Ops
                    {
                        [[|Operation(nameof(F))|]] public static double F(double x, double y) => x;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                    }
                    """
            },
            {
                "DIL032",
                """
                    static class Ops
                    {
                        [[|Operation(nameof(F), Each = nameof(Narrow))|]] public static Vector F(Vector v) => v;
                        public static float Narrow(float x) => x;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor v) => v;
                    }
                    """
            },
            {
                "DIL032",
                """
                    static class Ops
                    {
                        [[|Operation(nameof(F), Into = nameof(F))|]] public static Vector F(Vector v) => v;
                        public static void F(Span<double> v, Span<double> result) { }
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor v) => v;
                    }
                    """
            },
            {
                "DIL032",
                """
                    static partial class Ops
                    {
                        [Operation(nameof(F)), [|Gradient("x", "Nope")|]] public static double F(double x) => x;
                        public static TorchSharp.torch.Tensor F(TorchSharp.torch.Tensor x) => x;
                    }
                    """
            },
            {
                "DIL046",
                """
                    [Row] readonly record struct Case(State State, double Weight)
                    {
                        public double Weight { get; init; } = Math.Max(0, Weight);
                    }

                    """ + InClass("[Loss] static double L(Policy pi, Case [|c|]) => c.Weight * pi.Entropy(c.State);")
            },
            {
                "DIL046",
                "readonly record struct Case(State State, double Weight) { public double Weight => 2; } "
                    + InClass(
                        "[Loss] static double L(Policy pi, Demonstration d) => [|new Case(d.State, -3)|].Weight * pi.Entropy(d.State);"
                    )
            },
            { "DIL057", InClass("[Loss] static double L(Policy pi, Policy [|other|], Demonstration d) => pi.Entropy(d.State);") },
            {
                "DIL060",
                InClass(
                    "[Loss] static double L(Features f, Demonstration d, Gaussian [|z|], Uniform u) => SquaredNorm(f.Of(d.State, z, u));"
                )
            },
            {
                "DIL060",
                InGated(
                    "[Augment] static Transition Louder(Transition t, Gaussian [|z|]) => t with { Reward = t.Reward + SquaredNorm(z) };"
                )
            },
        };
}
