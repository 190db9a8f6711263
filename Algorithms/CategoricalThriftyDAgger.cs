using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>ThriftyDAgger (Hoque et al. 2021, <see href="https://arxiv.org/abs/2109.08273">arXiv:2109.08273</see>) for discrete actions.</summary>
/// <remarks>
/// novelty = the members' disagreement, risk = 1 - min sum_a pi(a|s) Q(s, a) of two critics; what is novel, or dangerous, is what a share rate of all steps so far lies above.
/// <list type="number">
/// <item>Disagreement (Houlsby et al. 2011) is in place of the variance, surprise at the expert's action of the squared distance.</item>
/// <item>Q is a vector of the state, a component for each action. Else as in <see cref="ThriftyDAgger"/>, with its deviations from the authors' code.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class CategoricalThriftyDAgger
{
    /// <summary>The equation of both Q = Sigmoid(q): 1 where the episode succeeds, 0 where it ends otherwise, else gamma min Q(s', pi(s')).</summary>
    /// <param name="q1">Log-odds of success.</param><param name="q2">The same, by another network.</param><param name="slow1">Follows q1.</param><param name="slow2">Follows q2.</param>
    /// <param name="pi">The ensemble.</param><param name="t">A step.</param><param name="gamma">What success a step later is worth.</param>
    [Loss(Turn = 1)]
    static double Success(
        Features q1,
        Features q2,
        [Target(nameof(q1), 0.005)] Features slow1,
        [Target(nameof(q2), 0.005)] Features slow2,
        [Detached] Ensemble pi,
        [Replay] Transition t,
        [Range(0.0, 1.0)] double gamma = 0.9999
    )
    {
        var goal =
            t.Success ? 1
            : t.Terminal ? 0
            : gamma * Least(slow1, slow2, pi, t.Next);
        return Square(Sigmoid(q1.Of(t.State)[t.Action]) - goal) + Square(Sigmoid(q2.Of(t.State)[t.Action]) - goal);
    }

    [Column]
    static double Novelty(Ensemble pi, [Replay] Transition t) => pi.Disagreement(t.State);

    [Column]
    static double Danger(Features q1, Features q2, Ensemble pi, [Replay] Transition t) => 1 - Least(q1, q2, pi, t.State);

    [Column]
    static double Gap(Ensemble pi, Demonstration d) => -pi.LogProbs(d.State)[d.Action];

    /// <summary>Who acts; the expert hands back after a step on which the learner was less surprised than in the mean, at less risk than the median.</summary>
    /// <param name="t">The situation.</param><param name="pi">The ensemble.</param><param name="q1">Log-odds of success.</param><param name="q2">The same.</param>
    /// <param name="expert">The expert.</param><param name="novel">What is novel.</param><param name="danger">What is risky.</param><param name="calm">What is not.</param>
    /// <param name="gap">The learner's mean surprise at its labels.</param><param name="rate">The share of steps that the thresholds are to be exceeded on: the wanted rate of taking over.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(
        Step t,
        Ensemble pi,
        Features q1,
        Features q2,
        Expert expert,
        [Quantile(nameof(Novelty), above: nameof(rate))] double novel,
        [Quantile(nameof(Danger), above: nameof(rate))] double danger,
        [Quantile(nameof(Danger), 0.5)] double calm,
        [Mean(nameof(Gap))] double gap,
        [Range(0.0, 1.0)] double rate = 0.05
    ) =>
        t.Previous != Control.Expert && pi.Disagreement(t.State) <= novel && 1 - Least(q1, q2, pi, t.State) <= danger ? Control.Learner
        : -pi.LogProbs(t.State)[expert.Action(t.State)] < gap && 1 - Least(q1, q2, pi, t.State) < calm ? Control.HandBack
        : Control.Expert;

    static double Least(Features q1, Features q2, Ensemble pi, State s) =>
        Math.Min(Dot(Exp(pi.LogProbs(s)), Sigmoid(q1.Of(s))), Dot(Exp(pi.LogProbs(s)), Sigmoid(q2.Of(s))));
}
