using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>SafeDAgger (<see href="https://arxiv.org/abs/1605.06450">Zhang, Cho, 2016</see>) for discrete actions.</summary>
/// <remarks>
/// c_safe(s) = 1 where −log π(a|s) &lt; τ, learned by logistic regression; the expert acts, and is learned from, elsewhere.
/// <list type="number">
/// <item>The paper's ‖μ(s) − a‖² is for continuous actions; surprise at the expert's action takes its place.</item>
/// <item>Else as in <see cref="SafeDAgger"/>: round 0 is the expert's, nothing is held out, networks go on from round to round.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class CategoricalSafeDAgger
{
    /// <summary>The logistic loss of the safety policy, whose label says whether −log π(a|s) &lt; τ.</summary>
    /// <param name="safe">The safety policy c_safe: the log-odds that the learner is safe in a state.</param>
    /// <param name="pi">The learner, as it is now.</param>
    /// <param name="d">The demonstration.</param>
    /// <param name="tau">τ: the surprise at the expert's action, in nats, below which the learner counts as safe.</param>
    [Loss(Phase = 1)]
    static double SafetyCrossEntropy(Critic safe, [Detached] Policy pi, Demonstration d, [Range(0.0, double.MaxValue)] double tau = 0.2) =>
        BinaryCrossEntropy(safe.Value(d.State), -pi.LogProb(d.Action, d.State) < tau);

    /// <summary>The gate: the learner acts where the safety policy holds it for safe, after round 0.</summary>
    /// <param name="t">The present situation.</param>
    /// <param name="safe">The safety policy, by which the learner acts where its log-odds are positive.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Critic safe) => t.Round > 0 && safe.Value(t.State) > 0 ? Control.Learner : Control.Expert;
}
