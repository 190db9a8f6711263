using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Anchored preference optimisation, down (<see href="https://arxiv.org/abs/2408.06266">D'Oosterlinck et al., 2024</see>): for answers that
/// are worse than the policy's own.
/// </summary>
/// <remarks>
/// Minimises E[σ(β h_w) + 1 − σ(β (h_w − h_l))], where h_w and h_l are the log-ratios log π(y|x) − log π_ref(y|x) of the chosen and of the
/// rejected answer, and σ is the logistic function.
/// </remarks>
public sealed partial class ApoDown
{
    /// <summary>The anchored loss of one pair: it lowers the chosen answer, and the rejected one further.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    [Loss]
    static double AnchoredPreference(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return Sigmoid(beta * chosen) + 1 - Sigmoid(beta * (chosen - rejected));
    }
}
