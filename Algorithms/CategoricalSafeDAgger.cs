using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>SafeDAgger (Zhang, Cho 2016, <see href="https://arxiv.org/abs/1605.06450">arXiv:1605.06450</see>) for discrete actions.</summary>
/// <remarks>
/// c_safe(s) = 1 where -log pi(a|s) &lt; tau, learned by logistic regression; the expert acts, and is learned from, elsewhere.
/// <list type="number">
/// <item>The paper's |mu(s) - a|^2 is for continuous actions; surprise at the expert's action takes its place.</item>
/// <item>Else as in <see cref="SafeDAgger"/>: round 0 is the expert's, nothing is held out, networks go on from round to round.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class CategoricalSafeDAgger
{
    /// <summary>The safety policy's equation.</summary>
    /// <param name="safe">Its log-odds that the learner is safe.</param>
    /// <param name="pi">The learner, as it is now.</param>
    /// <param name="d">What the expert did.</param>
    /// <param name="tau">How surprised the learner may be at the expert's action, in nats.</param>
    [Loss(Turn = 1)]
    static double Safety(Critic safe, [Detached] Policy pi, Demonstration d, [Range(0.0, double.MaxValue)] double tau = 0.2) =>
        BinaryCrossEntropy(safe.Value(d.State), -pi.LogProb(d.Action, d.State) < tau);

    /// <summary>Who acts.</summary>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Critic safe) => t.Round > 0 && safe.Value(t.State) > 0 ? Control.Learner : Control.Expert;
}
