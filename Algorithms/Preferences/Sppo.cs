using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Self-play preference optimisation with hard labels (<see href="https://arxiv.org/abs/2405.00675">Wu et al., 2024</see>).
/// </summary>
/// <remarks>
/// Minimises E[(h_w − 1 / (2β))² + (h_l + 1 / (2β))²], where h_w and h_l are the log-ratios log π(y|x) − log π_ref(y|x) of the chosen and
/// of the rejected answer.
/// <list type="number">
/// <item>The paper plays against itself in rounds; this is the loss of one round. The probability of winning is 1 or 0, as a pair
/// says.</item>
/// </list>
/// </remarks>
public sealed partial class Sppo
{
    /// <summary>The squared distances of one pair's log-ratios from those that are aimed at.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: the log-ratios that are aimed at are 1 / (2β) and its negative.</param>
    [Loss]
    static double SelfPlaySquaredError(Policy pi, [Frozen] Policy reference, Preference p, [Range(1e-6, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return Square(chosen - 1 / (2 * beta)) + Square(rejected + 1 / (2 * beta));
    }
}
