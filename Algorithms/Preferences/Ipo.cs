using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Identity preference optimisation (<see href="https://arxiv.org/abs/2310.12036">Azar et al., 2023</see>, equation 17).</summary>
/// <remarks>
/// Minimises E[(h_w / |y_w| − h_l / |y_l| − 1 / (2τ))²], where h_w and h_l are the log-ratios log π(y|x) − log π_ref(y|x) of the chosen and
/// of the rejected answer.
/// <list type="number">
/// <item>Log-ratios are per token, as the authors of the TRL library found necessary for texts; a discrete action has length 1, and the
/// paper's loss.</item>
/// </list>
/// </remarks>
public sealed partial class Ipo
{
    /// <summary>The squared distance of one pair's margin per token from the margin that is aimed at.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="tau">τ: the margin that is aimed at is 1 / (2τ).</param>
    [Loss]
    static double SquaredMarginError(Policy pi, [Frozen] Policy reference, Preference p, [Range(1e-6, double.MaxValue)] double tau = 0.1) =>
        Square(
            Dpo.LogRatio(pi, reference, p.Chosen, p.Context) / p.Chosen.Length
                - Dpo.LogRatio(pi, reference, p.Rejected, p.Context) / p.Rejected.Length
                - 1 / (2 * tau)
        );
}
