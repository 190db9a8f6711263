namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Columns, their statistics, and losses over them.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Columns =>
        new()
        {
            {
                "column that looks ahead",
                InClass(
                    """
                    [Column] static double Return([Rollout] Transition t, [Next] double later, double gamma = 0.99)
                        => t.Reward + gamma * later;
                    [Loss] static double L(Policy pi, [Rollout] Transition t, [Of(nameof(Return))] double g)
                        => -g * pi.LogProb(t.Action, t.State);
                    """
                )
            },
            {
                "column that looks ahead over given rows",
                WithLoss("[Column] static double R(Transition t, [Next] double later) => t.Reward + later;")
            },
            { "column that nobody asks for", WithLoss("[Column] static double Gap(Policy pi, Demonstration d) => pi.Entropy(d.State);") },
            {
                "column of a column",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Column] static double B(Demonstration d, [Mean(nameof(A))] double a) => a;
                    [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(B))] double b) => b * pi.Entropy(d.State);
                    """
                )
            },
            {
                "column of another row",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Transition t) => pi.Entropy(t.State);
                    [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(A))] double a) => a * pi.Entropy(d.State);
                    """
                )
            },
            {
                "column over a draw",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d, Uniform u) => u * pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a)
                        => a > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "loss of a statistic alone",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, [Mean(nameof(A))] double a) => a * pi.SquaredWeights;
                    """
                )
            },
            {
                "collection over a statistic",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Collect] static Demonstration K(State s, Expert e, [Mean(nameof(A))] double a) => new Demonstration(s, e.Action(s));
                    """
                )
            },
            {
                "column without a row",
                WithLoss(
                    """
                    [Column] static double A(Policy pi) => pi.SquaredWeights;
                    [Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(A))] double a) => a * pi.Entropy(d.State);
                    """
                )
            },
            {
                "statistic of the loss itself",
                WithLoss("[Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(M))] double a) => a * pi.Entropy(d.State);")
            },
            {
                "statistic named by a string that is no name",
                WithLoss("[Loss] static double M(Policy pi, Demonstration d, [Mean(\"\")] double a) => a * pi.Entropy(d.State);")
            },
            {
                "statistic of a matrix column in a loss",
                WithLoss(
                    """
                    [Column] static Matrix A(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action);
                    [Loss] static double M(Policy pi, Demonstration d, [Mean(nameof(A))] Matrix a) => Trace(a) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "quantile of a matrix column",
                WithLoss(
                    """
                    [Column] static Matrix A(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Quantile(nameof(A), 0.5)] Matrix a)
                        => Trace(a) > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "number from a matrix column",
                WithLoss(
                    """
                    [Column] static Matrix A(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a)
                        => a > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "matrix from a number column",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] Matrix a)
                        => Trace(a) > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "value of a column in a gate",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Of(nameof(A))] double a)
                        => a > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "statistics of one column in two members",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a)
                        => a > 1 ? Control.Expert : Control.Learner;
                    [Explore] static Act E(Act chosen, Gaussian z, [Deviation(nameof(A))] double a) => chosen + a * z;
                    """
                )
            },
            {
                "statistic with a default",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Mean(nameof(A))] double a = 1)
                        => a > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "statistic in a reward",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Column] static double A(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
                    [Reward] static double R(Transition t, [Mean(nameof(A))] double a) => t.Reward - a;
                    """
                )
            },
            {
                "statistic in an augmentation",
                WithLoss(
                    """
                    [Column] static double A(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Augment] static Demonstration G(Demonstration d, Gaussian z, [Mean(nameof(A))] double a)
                        => d with { State = d.State + a * z };
                    """
                )
            },
            {
                "tensor loss of a class that imports it by weight",
                """
                    sealed partial class A
                    {
                        [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                        [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x) => x.mean();
                    }
                    [Loss<A>(Weight = 0.5)] sealed partial class C;
                    """
            },
            {
                "tensor loss that asks a network",
                InClass("[Loss] static TorchSharp.torch.Tensor L(Policy pi, Demonstration d) => TorchSharp.torch.zeros(1);")
            },
            {
                "tensor loss over nothing",
                InClass("[Loss] static TorchSharp.torch.Tensor L(double beta = 1) => TorchSharp.torch.zeros(1);")
            },
            {
                "tensor loss over a statistic",
                InClass(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x, [Mean(nameof(X))] double m)
                        => (x - m).mean();
                    """
                )
            },
            {
                "tensor loss over a number",
                InClass(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] double x) => TorchSharp.torch.zeros(1);
                    """
                )
            },
            {
                "tensor loss over a matrix column",
                InClass(
                    """
                    [Column] static Matrix X(Policy pi, Demonstration d) => Outer(pi.Mean(d.State) - d.Action, pi.Mean(d.State) - d.Action);
                    [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x) => x.mean();
                    """
                )
            },
            {
                "column as a tensor in a loss of one sample",
                WithLoss(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, [Of(nameof(X))] TorchSharp.torch.Tensor x) => pi.Entropy(d.State);
                    """
                )
            },
        };
}
