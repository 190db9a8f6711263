using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>SafeDAgger (Zhang, Cho 2016, <see href="https://arxiv.org/abs/1605.06450">arXiv:1605.06450</see>): a safety policy learns where the learner is close to the expert, and hands over where it is not.</summary>
/// <remarks>
/// c_safe(s) = 1 where |mu(s) - a|^2 &lt; tau, learned by logistic regression; the expert acts, and is learned from, elsewhere.
/// <list type="number">
/// <item>Round 0 is the expert's: it stands for the paper's initial data set.</item>
/// <item>The safety policy learns from the data that the learner learns from, where the paper holds data out for it (D_safe): docs/results.md measures both.</item>
/// <item>Both go on from their present weights in each round, and stop after a number of epochs.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class SafeDAgger
{
    /// <summary>The safety policy's equation.</summary>
    /// <param name="safe">Its log-odds that the learner is safe.</param>
    /// <param name="mu">The learner, as it is now.</param>
    /// <param name="d">What the expert did.</param>
    /// <param name="tau">How far the learner may be from the expert, squared, in the units of the action.</param>
    [Loss(Turn = 1)]
    static double Safety(Critic safe, [Detached] Policy mu, Demonstration d, [Range(0.0, double.MaxValue)] double tau = 0.01) =>
        BinaryCrossEntropy(safe.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) < tau);

    /// <summary>Who acts.</summary>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Critic safe) => t.Round > 0 && safe.Value(t.State) > 0 ? Control.Learner : Control.Expert;
}
