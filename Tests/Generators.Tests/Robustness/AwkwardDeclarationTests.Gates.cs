namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Gates and exploration.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Gates =>
        new()
        {
            {
                "gate that asks the policy",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Policy pi, Step t)
                        => pi.Entropy(t.State) > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "gate over vectors",
                WithLoss(
                    "[Aggregate(Store.EveryState)] static Control D(Step t) => SquaredNorm(t.State) > 1 ? Control.Expert : Control.Learner;"
                )
            },
            {
                "gate over the expert's action",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Expert e, Step t)
                        => SquaredNorm(e.Action(t.State) - e.Action(t.State)) > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            { "constant gate", WithLoss("[Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;") },
            {
                "gate without a situation",
                WithLoss("[Aggregate(Store.EveryState)] static Control D(Uniform u) => u < 0.5 ? Control.Expert : Control.Learner;")
            },
            {
                "gate through a local and a helper",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, Uniform u)
                    {
                        var c = Chance(t);
                        return u < c ? Control.Expert : Control.Learner;
                    }
                    static double Chance(Step t) => 1 / (1 + t.Round);
                    """
                )
            },
            { "gate and loss of one name", WithLoss("[Aggregate(Store.EveryState)] static Control L(Step t) => Control.Learner;") },
            { "exploration without a gate", WithLoss("[Explore] static Act E(Act chosen, Gaussian z) => chosen + 0.1 * z;") },
            { "exploration of its own", WithLoss("[Explore] static Act E(Policy pi, State s) => pi.Mean(s);") },
            {
                "exploration with two choices",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    [Explore] static Act E(Act chosen, Act also) => chosen;
                    """
                )
            },
            {
                "exploration over the expert",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    [Explore] static Act E(Expert expert, State s, Act chosen) => expert.Action(s);
                    """
                )
            },
            {
                "exploration over the expert in a branch, moved",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    [Explore] static Act E(Expert expert, State s, Act chosen, Gaussian z, Uniform u)
                        => u < 0.5 ? expert.Action(s) + z : u < 0.7 ? expert.Action(s) : chosen;
                    """
                )
            },
            {
                "exploration that asks about a disturbed state",
                WithLoss("[Explore] static Act E(Policy pi, State s, Gaussian z) => pi.Mean(s + z);")
            },
            {
                "exploration that samples about a disturbed state",
                WithLoss("[Explore] static Act E(Policy pi, State s, Gaussian z, Draw d) => pi.Sample(s + z, d);")
            },
            {
                "gate that samples about what its row alone knows",
                WithLoss(
                    """
                    [Aggregate(Store.ExpertSteps)] static Control D(Policy pi, Step t, [PerEpisode] Gaussian z, Draw d)
                        => SquaredNorm(pi.Sample(t.State + t.Round * z, d) - pi.Mean(t.State)) > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "gate that asks the expert in one place of three",
                WithLoss(
                    """
                    [Aggregate(Store.ExpertSteps)] static Control D(Policy pi, Critic q, Expert expert, Step t, Uniform u)
                        => u < 0.5 && q.Value(t.State, expert.Action(t.State)) > q.Value(t.State, pi.Mean(t.State))
                            ? Control.Expert
                            : SquaredNorm(2 * (pi.Mean(t.State) - expert.Action(t.State)))
                                + Sum(pi.Mean(t.State) - expert.Action(t.State)) > 1
                                ? Control.HandBack
                                : Control.Learner;
                    """
                )
            },
            {
                "exploration by nobody",
                WithLoss("[Explore] static Act E(Act chosen, Control by) => by == Control.Expert ? chosen : chosen;")
            },
            {
                "exploration with a clock",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    [Explore] static Act E(Act chosen, Gaussian z, Clock now) => chosen + (1 - now.Fraction) * z;
                    """
                )
            },
            { "exploration that depends on nothing", WithLoss("[Explore] static Act E([Given] Act a) => a;") },
            {
                "gate with a clock",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, Clock now)
                        => now.Fraction > 0.5 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "gate over a given network",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Given] Critic v)
                        => v.Value(t.State) > 0 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "gate over a frozen network",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Frozen] Policy old)
                        => old.Entropy(t.State) > 0 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "gate over a target",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Target("pi", 0.1)] Policy slow)
                        => slow.Entropy(t.State) > 0 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "gate over a sample",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, Policy pi, Draw z)
                        => pi.LogProb(pi.Sample(t.State, z), t.State) > 0 ? Control.Expert : Control.Learner;
                    """
                )
            },
            {
                "gate over a given state",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t, [Given] State goal)
                        => SquaredNorm(t.State - goal) > 0 ? Control.Expert : Control.Learner;
                    """
                )
            },
        };
}
