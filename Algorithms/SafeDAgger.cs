using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// SafeDAgger (<see href="https://arxiv.org/abs/1605.06450">Zhang, Cho, 2016</see>): a safety policy learns where the learner is close to
/// the expert, and hands over where it is not.
/// </summary>
/// <remarks>
/// c_safe(s) = 1 where ‖μ(s) − a‖² &lt; τ, learned by logistic regression; the expert acts, and is learned from, elsewhere.
/// <list type="number">
/// <item>Round 0 is the expert's: it stands for the paper's initial data set.</item>
/// <item>The safety policy learns from the data that the learner learns from, where the paper holds data out for it (D_safe):
/// docs/results.md measures both.</item>
/// <item>Both go on from their present weights in each round, and stop after a number of epochs.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class SafeDAgger
{
    /// <summary>The logistic loss of the safety policy, whose label says whether ‖μ(s) − a‖² &lt; τ.</summary>
    /// <param name="safe">The safety policy c_safe: the log-odds that the learner is safe in a state.</param>
    /// <param name="mu">The learner, as it is now.</param>
    /// <param name="d">The demonstration.</param>
    /// <param name="tau">τ: the squared distance from the expert's action, in the squared units of the action, below which the learner
    /// counts as safe.</param>
    [Loss(Phase = 1)]
    static double SafetyCrossEntropy(Critic safe, [Detached] Policy mu, Demonstration d, [Range(0.0, double.MaxValue)] double tau = 0.01) =>
        BinaryCrossEntropy(safe.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) < tau);

    /// <summary>The gate: the learner acts where the safety policy holds it for safe, after round 0.</summary>
    /// <param name="t">The present situation.</param>
    /// <param name="safe">The safety policy, by which the learner acts where its log-odds are positive.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Critic safe) => t.Round > 0 && safe.Value(t.State) > 0 ? Control.Learner : Control.Expert;
}
