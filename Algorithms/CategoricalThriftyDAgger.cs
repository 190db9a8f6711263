using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>ThriftyDAgger (<see href="https://arxiv.org/abs/2109.08273">Hoque et al., 2021</see>) for discrete actions.</summary>
/// <remarks>
/// Novelty is the members' disagreement, risk 1 − min Σ_a π(a|s) Q(s, a) of two critics; the thresholds δ_h and β_h are what a given share
/// of all steps so far lies above.
/// <list type="number">
/// <item>Disagreement (<see href="https://arxiv.org/abs/1112.5745">Houlsby et al., 2011</see>) is in place of the variance, surprise at the
/// expert's action of the squared distance.</item>
/// <item>Q is a vector of the state, a component for each action. Else as in <see cref="ThriftyDAgger"/>, with its deviations from the
/// authors' code.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class CategoricalThriftyDAgger
{
    /// <summary>
    /// The squared errors of both Q = σ(q), σ the logistic function, at the target: 1 where the episode succeeds, 0 where it ends
    /// otherwise, else γ min Σ_a π(a|s′) Q(s′, a).
    /// </summary>
    /// <param name="q1">The first critic: the log-odds of success for each action in a state.</param>
    /// <param name="q2">The second critic, likewise.</param>
    /// <param name="qTarget1">The target network of the first critic, which follows it slowly.</param>
    /// <param name="qTarget2">The target network of the second critic, which follows it slowly.</param>
    /// <param name="pi">The ensemble, π in the mean over its members.</param>
    /// <param name="t">A step of any round, by learner or expert.</param>
    /// <param name="gamma">γ: the worth of a success one step later, as a share of its worth now.</param>
    [Loss(Phase = 1)]
    static double SuccessSquaredError(
        Features q1,
        Features q2,
        [Target(nameof(q1), 0.005)] Features qTarget1,
        [Target(nameof(q2), 0.005)] Features qTarget2,
        [Detached] Ensemble pi,
        [Replay] Transition t,
        [Range(0.0, 1.0)] double gamma = 0.9999
    )
    {
        var target =
            t.Success ? 1
            : t.Terminal ? 0
            : gamma * MinQ(qTarget1, qTarget2, pi, t.Next);
        return Square(Sigmoid(q1.Of(t.State)[t.Action]) - target) + Square(Sigmoid(q2.Of(t.State)[t.Action]) - target);
    }

    /// <summary>The novelty of a step's state: the disagreement of the members, in nats.</summary>
    /// <param name="pi">The ensemble.</param>
    /// <param name="t">The step.</param>
    [Column]
    static double Novelty(Ensemble pi, [Replay] Transition t) => pi.Disagreement(t.State);

    /// <summary>The risk of a step's state: 1 − min Σ_a π(a|s) Q(s, a), from 0 to 1.</summary>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="pi">The ensemble.</param>
    /// <param name="t">The step.</param>
    [Column]
    static double Risk(Features q1, Features q2, Ensemble pi, [Replay] Transition t) => 1 - MinQ(q1, q2, pi, t.State);

    /// <summary>The discrepancy between learner and label: −log π(a|s), in nats.</summary>
    /// <param name="pi">The ensemble.</param>
    /// <param name="d">The demonstration.</param>
    [Column]
    static double Discrepancy(Ensemble pi, Demonstration d) => -pi.LogProbs(d.State)[d.Action];

    /// <summary>
    /// The gate: the expert takes over where novelty exceeds δ_h or risk exceeds β_h, and hands back after a step of discrepancy below δ_r
    /// and risk below β_r.
    /// </summary>
    /// <param name="t">The present situation.</param>
    /// <param name="pi">The ensemble.</param>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="deltaH">δ_h: the largest novelty with which the learner acts, in nats; a share of the steps so far lies above
    /// it.</param>
    /// <param name="betaH">β_h: the largest risk with which the learner acts; a share of the steps so far lies above it.</param>
    /// <param name="betaR">β_r: the risk below which the expert hands back; the median over the steps so far.</param>
    /// <param name="deltaR">δ_r: the discrepancy below which the expert hands back, in nats; the mean over the learner's labels.</param>
    /// <param name="rate">The share of the steps so far that δ_h, and likewise β_h, is exceeded on: the wanted rate of taking over.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(
        Step t,
        Ensemble pi,
        Features q1,
        Features q2,
        Expert expert,
        [Quantile(nameof(Novelty), above: nameof(rate))] double deltaH,
        [Quantile(nameof(Risk), above: nameof(rate))] double betaH,
        [Quantile(nameof(Risk), 0.5)] double betaR,
        [Mean(nameof(Discrepancy))] double deltaR,
        [Range(0.0, 1.0)] double rate = 0.05
    ) =>
        t.Previous != Control.Expert && pi.Disagreement(t.State) <= deltaH && 1 - MinQ(q1, q2, pi, t.State) <= betaH ? Control.Learner
        : -pi.LogProbs(t.State)[expert.Action(t.State)] < deltaR && 1 - MinQ(q1, q2, pi, t.State) < betaR ? Control.HandBack
        : Control.Expert;

    /// <summary>The smaller one of the two critics' expectations Σ_a π(a|s) Q(s, a).</summary>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="pi">The ensemble.</param>
    /// <param name="s">The state.</param>
    static double MinQ(Features q1, Features q2, Ensemble pi, State s) =>
        Math.Min(Dot(Exp(pi.LogProbs(s)), Sigmoid(q1.Of(s))), Dot(Exp(pi.LogProbs(s)), Sigmoid(q2.Of(s))));
}
