using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>ThriftyDAgger (Hoque et al. 2021) for discrete actions.</summary>
/// <remarks>
/// novelty = the members' disagreement, risk = 1 - sum_a pi(a|s) Q(s, a); both thresholds are those that a share rate of all steps so far lies above.
/// <list type="number">
/// <item>Disagreement (Houlsby et al. 2011) is in place of the variance, surprise at the expert's action of the squared distance.</item>
/// <item>Q is a vector of the state, a component for each action. Else as in <see cref="ThriftyDAgger"/>.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class CategoricalThriftyDAgger
{
    /// <summary>The equation of q: Q(s, a) = 1 where the episode succeeds, 0 where it ends otherwise, else gamma Q(s', pi(s')).</summary>
    /// <param name="q">Trained.</param><param name="slow">Follows q.</param><param name="pi">The ensemble.</param><param name="t">A step.</param><param name="gamma">What success a step later is worth.</param>
    [Loss(Turn = 1)]
    static double Success(Features q, [Target(nameof(q), 0.005)] Features slow, [Detached] Ensemble pi, [Replay] Transition t, [Range(0.0, 1.0)] double gamma = 0.9999)
        => Square(q.Of(t.State)[t.Action] - (t.Success ? 1 : t.Terminal ? 0 : gamma * Dot(Exp(pi.LogProbs(t.Next)), slow.Of(t.Next))));

    [Column] static double Novelty(Ensemble pi, [Replay] Transition t) => pi.Disagreement(t.State);
    [Column] static double Danger(Features q, Ensemble pi, [Replay] Transition t) => Risk(q, pi, t.State);
    [Column] static double Gap(Ensemble pi, Demonstration d) => -pi.LogProbs(d.State)[d.Action];

    /// <summary>Who acts; the expert hands back where the learner is as little surprised as in the mean, and risk no more than its median.</summary>
    /// <param name="t">The situation.</param><param name="pi">The ensemble.</param><param name="q">Probabilities of success.</param>
    /// <param name="expert">The expert.</param><param name="novel">What is novel.</param><param name="danger">What is risky.</param><param name="calm">What is not.</param>
    /// <param name="gap">The learner's mean surprise at its labels.</param><param name="rate">The share of steps that the thresholds are to be exceeded on: the wanted rate of taking over.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Ensemble pi, Features q, Expert expert, [Quantile(nameof(Novelty), above: nameof(rate))] double novel,
        [Quantile(nameof(Danger), above: nameof(rate))] double danger, [Quantile(nameof(Danger), 0.5)] double calm, [Mean(nameof(Gap))] double gap, [Range(0.0, 1.0)] double rate = 0.05)
        => (t.Previous == Control.Expert
            ? -pi.LogProbs(t.State)[expert.Action(t.State)] > gap || Risk(q, pi, t.State) > calm
            : pi.Disagreement(t.State) > novel || Risk(q, pi, t.State) > danger) ? Control.Expert : Control.Learner;

    static double Risk(Features q, Ensemble pi, State s) => 1 - Dot(Exp(pi.LogProbs(s)), q.Of(s));
}
