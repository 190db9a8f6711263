using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>ThriftyDAgger (Hoque, Balakrishna, Novoseller, Wilcox, Brown, Goldberg 2021, <see href="https://arxiv.org/abs/2109.08273">arXiv:2109.08273</see>): the expert takes over where it is new or risky.</summary>
/// <remarks>
/// novelty tr cov(s), risk 1 - min Q(s, mean(s)) of two critics; what is novel, or dangerous, is what a share rate of all steps so far lies above.
/// Other than in the authors' code (github.com/ryanhoque/thriftydagger):
/// <list type="number">
/// <item>Thresholds are over everybody's steps of all rounds, at the start of each; theirs over the learner's steps of the round, after each episode.</item>
/// <item>Before there are any, all is new and the expert acts: that stands for their initial data set, and for the thresholds they begin with.</item>
/// <item>Q learns from all steps alike, not from batches a tenth of which succeed, nor from test episodes; a cut-off is no failure of an episode.</item>
/// <item>The slow critics move at every step, not at every second. Networks go on from round to round; their ensemble starts anew.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class ThriftyDAgger
{
    /// <summary>The equation of both Q = Sigmoid(q): 1 where the episode succeeds, 0 where it ends otherwise, else gamma min Q(s', mean(s')).</summary>
    /// <param name="q1">Log-odds of success.</param><param name="q2">The same, by another critic.</param><param name="slow1">Follows q1.</param><param name="slow2">Follows q2.</param>
    /// <param name="mu">The ensemble.</param><param name="t">A step.</param><param name="gamma">What success a step later is worth.</param>
    [Loss(Turn = 1)]
    static double Success(
        Critic q1,
        Critic q2,
        [Target(nameof(q1), 0.005)] Critic slow1,
        [Target(nameof(q2), 0.005)] Critic slow2,
        [Detached] Ensemble mu,
        [Replay] Transition t,
        [Range(0.0, 1.0)] double gamma = 0.9999
    )
    {
        var goal =
            t.Success ? 1
            : t.Terminal ? 0
            : gamma * Least(slow1, slow2, mu, t.Next);
        return Square(Sigmoid(q1.Value(t.State, t.Action)) - goal) + Square(Sigmoid(q2.Value(t.State, t.Action)) - goal);
    }

    [Column]
    static double Novelty(Ensemble mu, [Replay] Transition t) => Trace(mu.Covariance(t.State));

    [Column]
    static double Danger(Critic q1, Critic q2, Ensemble mu, [Replay] Transition t) => 1 - Least(q1, q2, mu, t.State);

    [Column]
    static double Gap(Ensemble mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    /// <summary>Who acts; the expert hands back after a step on which the learner was closer than in the mean, at less risk than the median.</summary>
    /// <param name="t">The situation.</param><param name="mu">The ensemble.</param><param name="q1">Log-odds of success.</param><param name="q2">The same.</param>
    /// <param name="expert">The expert.</param><param name="novel">What is novel.</param><param name="danger">What is risky.</param><param name="calm">What is not.</param>
    /// <param name="gap">The learner's mean distance from its labels.</param><param name="rate">The share of steps that the thresholds are to be exceeded on: the wanted rate of taking over.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(
        Step t,
        Ensemble mu,
        Critic q1,
        Critic q2,
        Expert expert,
        [Quantile(nameof(Novelty), above: nameof(rate))] double novel,
        [Quantile(nameof(Danger), above: nameof(rate))] double danger,
        [Quantile(nameof(Danger), 0.5)] double calm,
        [Mean(nameof(Gap))] double gap,
        [Range(0.0, 1.0)] double rate = 0.05
    ) =>
        t.Previous != Control.Expert && Trace(mu.Covariance(t.State)) <= novel && 1 - Least(q1, q2, mu, t.State) <= danger ? Control.Learner
        : SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) < gap && 1 - Least(q1, q2, mu, t.State) < calm ? Control.HandBack
        : Control.Expert;

    static double Least(Critic q1, Critic q2, Ensemble mu, State s) => Sigmoid(Math.Min(q1.Value(s, mu.Mean(s)), q2.Value(s, mu.Mean(s))));
}
