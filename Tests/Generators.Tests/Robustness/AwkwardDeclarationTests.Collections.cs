namespace DeclarativeIL.Generators.Tests.Robustness;

/// <content>Collections, rewards and augmentations.</content>
public partial class AwkwardDeclarationTests
{
    public static TheoryData<string, string> Collections =>
        new()
        {
            {
                "gate beside a collection",
                WithLoss(
                    """
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    [Collect] static Demonstration K(State s, Expert expert) => new Demonstration(s, expert.Action(s));
                    """
                )
            },
            {
                "gate beside a reward",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Loss] static double M(Policy pi, Demonstration d) => pi.Entropy(d.State);
                    [Aggregate(Store.EveryState)] static Control D(Step t) => Control.Learner;
                    [Reward] static double R(Transition t) => -t.Reward;
                    """
                )
            },
            {
                "collection of rows that no loss learns from",
                WithLoss("[Collect] static Transition K(State s, Policy pi, Draw z) => new Transition(s, pi.Sample(s, z), 1, s, false);")
            },
            { "collection of a row as it is", WithLoss("[Collect] static Demonstration K(Demonstration d) => d;") },
            {
                "collection with named and missing columns",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Loss] static double M(Policy pi, Transition t) => pi.Entropy(t.State);
                    [Collect] static Transition K(State s, Expert e)
                        => new(Reward: 1, State: s, Action: e.Action(s), Next: s, Terminal: true);
                    """
                )
            },
            { "reward without a rollout", WithLoss("[Reward] static double R(Transition t) => -t.Reward;") },
            {
                "reward of a constant",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Reward] static double R(Transition t) => 1;
                    """
                )
            },
            {
                "reward with a draw",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Reward] static double R(Transition t, Uniform u) => u;
                    """
                )
            },
            {
                "reward over demonstrations",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Reward] static double R(Demonstration d) => 1;
                    """
                )
            },
            {
                "reward with a clock",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Reward] static double R(Transition t, Clock now) => now.Fraction * t.Reward;
                    """
                )
            },
            {
                "augmentation to another row",
                WithLoss("[Augment] static Transition G(Demonstration d) => new Transition(d.State, d.Action, 0, d.State, false);")
            },
            {
                "augmentation of rows that no loss learns from",
                WithLoss("[Augment] static Transition G(Transition t) => t with { Reward = 0 };")
            },
            {
                "augmentation without a row",
                WithLoss("[Augment] static Demonstration G([Given] State s, [Given] Act a) => new Demonstration(s, a);")
            },
            {
                "augmentation twice",
                WithLoss(
                    """
                    [Augment] static Demonstration G(Demonstration d, Gaussian z) => d with { State = d.State + 0.1 * z };
                    [Augment] static Demonstration H(Demonstration d, Gaussian z) => d with { Action = d.Action + 0.1 * z };
                    """
                )
            },
            {
                "augmentation by a network",
                WithLoss("[Augment] static Demonstration G(Policy pi, Demonstration d) => d with { Action = pi.Mean(d.State) };")
            },
            {
                "augmentation with another row",
                WithLoss(
                    """
                    [Augment] static Demonstration G(Demonstration d, [Other] Demonstration e, Uniform u)
                        => d with { State = d.State + (double)u * (e.State - d.State) };
                    """
                )
            },
            {
                "augmentation over the rollout",
                InClass(
                    """
                    [Loss] static double L(Policy pi, [Rollout] Transition t) => -t.Reward * pi.LogProb(t.Action, t.State);
                    [Augment] static Transition G([Rollout] Transition t) => t with { Reward = 2 * t.Reward };
                    """
                )
            },
        };
}
