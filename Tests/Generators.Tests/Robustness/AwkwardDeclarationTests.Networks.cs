namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Networks: trained, copied, in ensembles.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Networks =>
        new()
        {
            {
                "network and row by one name",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static double M(Policy d, Demonstration pi) => d.Entropy(pi.State);
                    """
                )
            },
            {
                "networks of two types by one name",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static double M(Critic pi, Demonstration d) => pi.Value(d.State);
                    """
                )
            },
            {
                "trained and given by one name",
                InClass(
                    """
                    [Loss] static double L(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Loss] static double M(Policy rho, [Given] Policy pi, Demonstration d) => pi.Entropy(d.State) * rho.Entropy(d.State);
                    """
                )
            },
            {
                "frozen and target by one name",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Frozen] Policy old, Demonstration d) => pi.Entropy(d.State) - old.Entropy(d.State);
                    [Loss] static double M(Policy pi, [Target("pi", 0.1)] Policy old, Demonstration d)
                        => pi.Entropy(d.State) - old.Entropy(d.State);
                    """
                )
            },
            {
                "two marks on one network",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Frozen, Detached] Policy old, Demonstration d)
                        => pi.Entropy(d.State) - old.Entropy(d.State);
                    """
                )
            },
            {
                "target of a target",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Target("pi", 0.1)] Policy a, [Target("a", 0.1)] Policy b, Demonstration d)
                        => pi.Entropy(d.State) - a.Entropy(d.State) - b.Entropy(d.State);
                    """
                )
            },
            {
                "targets of one name that differ",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Target("pi", 0.1)] Policy a, Demonstration d)
                        => pi.Entropy(d.State) - a.Entropy(d.State);
                    [Loss] static double M(Policy pi, [Target("pi", 0.2)] Policy a, Demonstration d)
                        => pi.Entropy(d.State) - a.Entropy(d.State);
                    """
                )
            },
            {
                "target of another type",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Target("pi", 0.1)] Critic a, Demonstration d)
                        => pi.Entropy(d.State) - a.Value(d.State);
                    """
                )
            },
            {
                "frozen copy of two networks",
                InClass(
                    """
                    [Loss] static double L(Policy a, Policy b, [Frozen] Policy old, Demonstration d)
                        => a.Entropy(d.State) + b.Entropy(d.State) - old.Entropy(d.State);
                    """
                )
            },
            {
                "loss of a critic alone",
                InClass("[Loss] static double L(Critic v, Transition t) => Square(v.Value(t.State, t.Action, t.Next) - t.Reward);")
            },
            {
                "gate without a policy",
                InClass(
                    """
                    [Loss] static double L(Critic v, Demonstration d) => v.Value(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    """
                )
            },
            {
                "two learners",
                InClass(
                    """
                    [Loss] static double L([Learner] Policy a, [Learner] Policy b, Demonstration d)
                        => a.Entropy(d.State) + b.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    """
                )
            },
            {
                "learner that never trains",
                WithLoss("[Explore] static Act E([Given, Learner] Policy rho, State s, Draw z) => rho.Sample(s, z);")
            },
            { "ensemble of a critic", InClass("[Loss] static double L([Ensemble] Critic v, Demonstration d) => v.Value(d.State);") },
            {
                "ensemble on a class with two policies",
                """
                    [Ensemble(Members = 3)] sealed partial class C
                    {
                        [Loss] static double L(Policy a, Policy b, Demonstration d) => a.Entropy(d.State) + b.Entropy(d.State);
                    }
                    """
            },
            {
                "ensemble of one on the class",
                """
                    [Ensemble(Members = 1)] sealed partial class C
                    {
                        [Loss] static double L(Policy a, Demonstration d) => a.Entropy(d.State);
                    }
                    """
            },
            {
                "ensemble asked in its own loss",
                InClass(
                    """
                    [Loss] static double L([Ensemble] Policy mu, [Detached] Ensemble all, Demonstration d)
                        => SquaredNorm(mu.Mean(d.State) - d.Action);
                    """
                )
            },
            {
                "ensembles of one name that differ",
                InClass(
                    """
                    [Loss] static double L([Ensemble(Members = 3)] Policy mu, Demonstration d) => mu.Entropy(d.State);
                    [Loss] static double M([Ensemble(Members = 4)] Policy mu, Demonstration d) => mu.LogProb(d.Action, d.State);
                    """
                )
            },
            { "ensemble mark without a loss", "[Ensemble] sealed partial class C;" },
            {
                "coefficient in a gate",
                WithLoss(
                    """
                    [Loss] static double M(Coefficient a, Demonstration d) => a;
                    [Aggregate(Store.EveryState)] static Control D(Step t, Coefficient a) => a > 1 ? Control.Expert : Control.Learner;
                    """
                )
            },
            { "coefficient alone", InClass("[Loss] static double L(Coefficient a) => a * a;") },
        };
}
