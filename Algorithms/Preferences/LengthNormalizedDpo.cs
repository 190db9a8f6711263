using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// DPO over log-ratios per token, which does not favour long answers (Tülu 3: <see href="https://arxiv.org/abs/2411.15124">Lambert et al.,
/// 2024</see>).
/// </summary>
/// <remarks>
/// Minimises E[−log σ(β (h_w / |y_w| − h_l / |y_l|))], where h_w and h_l are the log-ratios log π(y|x) − log π_ref(y|x) of the chosen and
/// of the rejected answer, and σ is the logistic function.
/// </remarks>
public sealed partial class LengthNormalizedDpo
{
    /// <summary>The logistic loss of one pair's margin per token.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; per token, so that larger values suit than for DPO.</param>
    [Loss]
    static double PreferenceLoss(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1) =>
        -LogSigmoid(
            beta
                * (
                    Dpo.LogRatio(pi, reference, p.Chosen, p.Context) / p.Chosen.Length
                    - Dpo.LogRatio(pi, reference, p.Rejected, p.Context) / p.Rejected.Length
                )
        );
}
