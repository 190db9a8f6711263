namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Parameters and what they are taken from.</content>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Parameters =>
        new()
        {
            { "DIL009", InClass("[Loss] static double L(Policy pi, Demonstration d, double [|weight|]) => weight * pi.Entropy(d.State);") },
            { "DIL009", InClass("[Loss] static double L(Policy pi, State [|s|]) => pi.Entropy(s);") },
            {
                "DIL009",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
                    [Column] static double C([Rollout] Transition t, [Next] State [|later|]) => later[0];
                    """
                )
            },
            { "DIL009", InClass("[Loss] static double L(Policy pi, Demonstration d, Step [|t|]) => t.Round * pi.Entropy(d.State);") },
            {
                "DIL009",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, Expert [|expert|]) => pi.LogProb(expert.Action(d.State), d.State);"
                )
            },
            { "DIL009", InGated("[Aggregate(Store.EveryState)] static Control Decide(Step t, Demonstration [|d|]) => Control.Learner;") },
            {
                "DIL009",
                InGated(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Column] static double Y(Demonstration d, [Of(nameof(X))] double [|x|]) => x;
                    """
                )
            },
            {
                "DIL009",
                InGated(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Of(nameof(X))] double [|x|])
                        => x > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            { "DIL009", InGated("[Augment] static Demonstration Moved(Demonstration d, [Of(\"X\")] double [|x|]) => d;") },
            {
                "DIL009",
                """
                    record struct Case(State State, string Name);
                    sealed partial class C { [Loss] static double L(Policy pi, Case [|c|]) => pi.Entropy(c.State); }
                    """
            },
            { "DIL009", InClass("[Loss] static double L(Policy pi, Demonstration d, float [|w|] = 0.5f) => w * pi.Entropy(d.State);") },
            {
                "DIL009",
                InClass(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static double L(Policy pi, Demonstration d, [Of(nameof(X))] bool [|x|]) => x ? 1 : pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL009",
                InClass(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static TorchSharp.torch.Tensor L([Of(nameof(X))] TorchSharp.torch.Tensor x, Demonstration [|d|]) => x.mean();
                    """
                )
            },
            {
                "DIL010",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Of("Surprise")] double [|surprise|])
                        => surprise * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL010",
                InGated(
                    """
                    [Aggregate(Store.EveryState)] static Control Decide(Step t, [Quantile("L", 0.5)] double [|limit|])
                        => t.Round > limit ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "DIL033",
                InClass(
                    """
                    [Column] static Matrix X(Policy pi, Demonstration d) => Outer(pi.Mean(d.State), pi.Mean(d.State));
                    [Loss] static double L(Policy pi, Demonstration d, [Mean(nameof(X))] double [|x|]) => x * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL033",
                "[Row] readonly record struct Case<T>(State State, T X); "
                    + InClass("[Loss] static double L(Policy pi, Case<double> [|c|]) => c.X * pi.Entropy(c.State);")
            },
            {
                "DIL033",
                "[Row] readonly record struct Case; " + InClass("[Loss] static double L(Policy pi, Case [|c|]) => pi.SquaredWeights;")
            },
            {
                "DIL033",
                InClass(
                    """
                    [Row] readonly record struct Mine(State State);
                    [Loss] static double L(Policy pi, Mine [|d|]) => pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL033",
                InClass(
                    """
                    enum Kind { A, B }
                    [Loss] static double L(Policy pi, Demonstration d, Kind [|kind|] = Kind.A)
                        => (kind == Kind.A ? 1 : 2) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL033",
                InGated(
                    """
                    [Row] readonly record struct Mine(State State);
                    [Collect] static [|Mine|] Made(State s) => new Mine(s);
                    """
                )
            },
            { "DIL033", InClass("[Loss] static double L(Policy pi, [Rollout] Demonstration [|d|]) => pi.Entropy(d.State);") },
            {
                "DIL033",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);
                    [Reward] static double R(Demonstration [|d|]) => 1;
                    """
                )
            },
            {
                "DIL036",
                InGated(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control Decide(Step t, [Quantile(nameof(X), above: "rate")] double [|limit|])
                        => t.Round > limit ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "DIL036",
                InGated(
                    """
                    [Column] static double X(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)]
                    static Control Decide(Step t, [Quantile(nameof(X), above: nameof(rate))] double [|limit|], int rate = 1)
                        => t.Round > limit + rate ? Control.Expert : Control.Learner;
                    """
                )
            },
            { "DIL059", InClass("[Loss] static double L(Policy pi, ref Demonstration [|d|]) => pi.Entropy(d.State);") },
        };
}
