namespace DeclarativeIL.Generators.Tests.Diagnostics;

/// <content>Names and the one meaning of each.</content>
public partial class DiagnosticsTests
{
    public static TheoryData<string, string> Names =>
        new()
        {
            {
                "DIL017",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double [|formula|] = 1) => formula * pi.Entropy(d.State);")
            },
            {
                "DIL017",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double [|train|] = 3) => train * pi.Entropy(d.State);")
            },
            {
                "DIL017",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, double [|beta|] = 3) => beta * pi.Entropy(d.State);
                    double Beta;
                    """
                )
            },
            { "DIL017", "sealed partial class [|Train|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }" },
            {
                "DIL017",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    static double [|Formula|](double x) => x;
                    """
                )
            },
            {
                "DIL017",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    static double [|Accumulate|];
                    """
                )
            },
            {
                "DIL017",
                InClass("[Loss] static double L(Policy pi, Demonstration d, double [|toString|] = 3) => toString * pi.Entropy(d.State);")
            },
            {
                "DIL017",
                """
                    class Home { protected double Beta; }
                    sealed partial class C : Home
                    {
                        [Loss] static double L(Policy pi, Demonstration d, double [|beta|] = 3) => beta * pi.Entropy(d.State);
                    }
                    """
            },
            {
                "DIL018",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, double beta = 1) => beta * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, double [|beta|] = 2) => beta * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL018",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, double beta = 1) => beta * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, int [|beta|] = 1) => beta * pi.Entropy(d.State);
                    """
                )
            },
            { "DIL021", InGated("[Aggregate(Store.EveryState)] static Control Decide(Policy [|other|], Step t) => Control.Learner;") },
            {
                "DIL021",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Target("other", 0.01)] Policy [|slow|], Demonstration d)
                        => pi.LogProb(d.Action, d.State) - slow.Entropy(d.State);
                    """
                )
            },
            {
                "DIL021",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Detached] Critic [|now|], Demonstration d)
                        => pi.LogProb(d.Action, d.State) - now.Value(d.State);
                    """
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Frozen] Policy old, Demonstration d)
                        => pi.Entropy(d.State) - old.Entropy(d.State);
                    [Loss] static double M(Policy pi, [Target(nameof(pi), 0.1)] Policy [|old|], Demonstration d)
                        => pi.Entropy(d.State) - old.Entropy(d.State);
                    """
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L([Ensemble(Members = 3)] Policy mu, Demonstration d) => mu.Entropy(d.State);
                    [Loss] static double M([Ensemble(Members = 4)] Policy [|mu|], Demonstration d) => mu.LogProb(d.Action, d.State);
                    """
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Given] Vector x) => SquaredNorm(x) * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, double [|x|] = 1) => x * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL034",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Given] Policy mu, Demonstration d)
                        => SquaredNorm(pi.Mean(d.State) - mu.Mean(d.State));
                    [Loss] static double M(Policy pi, [Given] Ensemble [|mu|], Demonstration d)
                        => Trace(mu.Covariance(d.State)) * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL047",
                InClass(
                    "[Loss] static double L(Policy pi, Demonstration d, double w = 3, double [|W|] = 3) => w * W * pi.Entropy(d.State);"
                )
            },
            {
                "DIL047",
                """
                    sealed partial class F { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }
                    [Loss<F>(Weight = 0.5)] sealed partial class [|G|]
                    {
                        [Loss] static double M(Policy pi, Demonstration d, double fWeight = 7)
                            => fWeight * pi.LogProb(d.Action, d.State);
                    }
                    """
            },
            {
                "DIL047",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, double alpha = 0.1, double [|Alpha|] = 0.2)
                        => alpha * Alpha * pi.Entropy(d.State);
                    """
                )
            },
            {
                "DIL047",
                InClass(
                    """
                    [Loss]
                    static double L(Policy pi, [Target(nameof(pi), 0.1)] Policy slow, Demonstration d, double [|slowPolyak|] = 0.2)
                        => slowPolyak * pi.Entropy(d.State) - slow.Entropy(d.State);
                    """
                )
            },
            {
                "DIL047",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d, [Range(0.0, 1.0)] double w = 0.5) => w * pi.Entropy(d.State);
                    [Loss] static double M(Policy pi, Demonstration d, [Range(0.0, 2.0)] double [|w|] = 0.5)
                        => w * pi.LogProb(d.Action, d.State);
                    """
                )
            },
            {
                "DIL048",
                InGated(
                    """
                    [Column] static double [|Reward|]([Rollout] Transition t, [Next] double later) => t.Reward + later;
                    [Loss] static double M(Policy pi, [Rollout] Transition t, [Of(nameof(Reward))] double g)
                        => -g * pi.LogProb(t.Action, t.State);
                    """
                )
            },
            {
                "DIL056",
                "class @var; sealed partial class [|C|] { [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State); }"
            },
        };
}
