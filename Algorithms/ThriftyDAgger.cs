using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>ThriftyDAgger (Hoque, Balakrishna, Novoseller, Wilcox, Brown, Goldberg 2021): the expert takes over where it is new or risky.</summary>
/// <remarks>
/// novelty tr cov(s), risk 1 - Q(s, mean(s)); both thresholds are those that a share rate of all steps so far lies above.
/// <list type="number">
/// <item>Thresholds are over everybody's steps, not only the learner's; before there are any, all is new and the expert acts.</item>
/// <item>Q learns from all steps, not from batches with a share of successes; networks go on from round to round.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class ThriftyDAgger
{
    /// <summary>The equation of q: Q(s, a) = 1 where the episode succeeds, 0 where it ends otherwise, else gamma Q(s', mu(s')).</summary>
    /// <param name="q">Trained.</param><param name="slow">Follows q.</param><param name="mu">The ensemble.</param><param name="t">A step.</param><param name="gamma">What success a step later is worth.</param>
    [Loss(Turn = 1)]
    static double Success(Critic q, [Target(nameof(q), 0.005)] Critic slow, [Detached] Ensemble mu, [Replay] Transition t, [Range(0.0, 1.0)] double gamma = 0.9999)
        => Square(q.Value(t.State, t.Action) - (t.Success ? 1 : t.Terminal ? 0 : gamma * slow.Value(t.Next, mu.Mean(t.Next))));

    [Column] static double Novelty(Ensemble mu, [Replay] Transition t) => Trace(mu.Covariance(t.State));
    [Column] static double Danger(Critic q, Ensemble mu, [Replay] Transition t) => Risk(q, mu, t.State);
    [Column] static double Gap(Ensemble mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    /// <summary>Who acts; the expert hands back where the learner is as close as in the mean, and risk no more than its median.</summary>
    /// <param name="t">The situation.</param><param name="mu">The ensemble.</param><param name="q">Probabilities of success.</param>
    /// <param name="expert">The expert.</param><param name="novel">What is novel.</param><param name="danger">What is risky.</param><param name="calm">What is not.</param>
    /// <param name="gap">The learner's mean distance from its labels.</param><param name="rate">The share of steps that the thresholds are to be exceeded on: the wanted rate of taking over.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Ensemble mu, Critic q, Expert expert, [Quantile(nameof(Novelty), above: nameof(rate))] double novel,
        [Quantile(nameof(Danger), above: nameof(rate))] double danger, [Quantile(nameof(Danger), 0.5)] double calm, [Mean(nameof(Gap))] double gap, [Range(0.0, 1.0)] double rate = 0.05)
        => (t.Previous == Control.Expert
            ? SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) > gap || Risk(q, mu, t.State) > calm
            : Trace(mu.Covariance(t.State)) > novel || Risk(q, mu, t.State) > danger) ? Control.Expert : Control.Learner;

    static double Risk(Critic q, Ensemble mu, State s) => 1 - q.Value(s, mu.Mean(s));
}
