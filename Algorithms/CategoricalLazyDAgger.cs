using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>LazyDAgger (<see href="https://arxiv.org/abs/2104.00053">Hoque et al., 2021</see>) for discrete actions.</summary>
/// <remarks>
/// The expert takes over where −log π(a|s) ≥ β_H is predicted, and hands back after a step on which −log π(a|s) &lt; β_R was seen, whose
/// label is kept.
/// <list type="number">
/// <item>The paper's ‖μ(s) − a‖² is for continuous actions; surprise at the expert's action takes its place.</item>
/// <item>The paper's noise is Gaussian; here an action of the expert is replaced by any one with a given probability. Labels stay
/// clean.</item>
/// <item>Else as in <see cref="LazyDAgger"/>: round 0 is the expert's, the classifier learns from all that was kept, networks go on.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class CategoricalLazyDAgger
{
    /// <summary>The logistic loss of the classifier of states, whose label says whether −log π(a|s) ≥ β_H.</summary>
    /// <param name="doubt">The classifier: the log-odds that the learner is surprised by the expert in a state.</param>
    /// <param name="pi">The learner, as it is now.</param>
    /// <param name="d">The demonstration.</param>
    /// <param name="betaH">β_H: the surprise at the expert's action, in nats, from which on the expert is to take over.</param>
    [Loss(Phase = 1)]
    static double DeviationCrossEntropy(
        Critic doubt,
        [Detached] Policy pi,
        Demonstration d,
        [Range(0.0, double.MaxValue)] double betaH = 0.7
    ) => BinaryCrossEntropy(doubt.Value(d.State), -pi.LogProb(d.Action, d.State) >= betaH);

    /// <summary>
    /// The gate: the expert takes over where the classifier says so, and hands back after a step on which −log π(a|s) &lt; β_R.
    /// </summary>
    /// <param name="t">The present situation.</param>
    /// <param name="pi">The learner.</param>
    /// <param name="doubt">The classifier, whose log-odds call the expert where they are positive.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="betaR">β_R: the surprise at the expert's action, in nats, below which the expert hands back; it is to be below
    /// β_H.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Policy pi, Critic doubt, Expert expert, [Range(0.0, double.MaxValue)] double betaR = 0.1) =>
        t.Round > 0 && t.Previous != Control.Expert && doubt.Value(t.State) <= 0 ? Control.Learner
        : -pi.LogProbs(t.State)[expert.Action(t.State)] < betaR ? Control.HandBack
        : Control.Expert;

    /// <summary>
    /// The action that is executed: now and then any one in place of the expert's, but for the step on which the expert hands back.
    /// </summary>
    /// <param name="pi">The learner, which is asked for the number of actions only.</param>
    /// <param name="s">The state.</param>
    /// <param name="chosen">The action that was chosen.</param>
    /// <param name="by">The one who chose it: learner or expert.</param>
    /// <param name="u">A uniform draw, which says whether the action is replaced.</param>
    /// <param name="z">The draw of the action that takes its place, uniformly.</param>
    /// <param name="noise">The probability with which an action of the expert is replaced.</param>
    [Explore]
    static Act Execute(Policy pi, State s, Act chosen, Control by, Uniform u, Draw z, [Range(0.0, 1.0)] double noise = 0.02) =>
        by == Control.Expert && u < noise ? Categorical(Repeat(0, pi.LogProbs(s)), z) : chosen;
}
