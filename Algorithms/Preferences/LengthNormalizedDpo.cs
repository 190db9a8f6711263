using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>DPO over log-ratios per token, which does not favour long answers (Tulu 3, Lambert et al. 2024).</summary>
/// <remarks>
/// minimise E[-log s(b (c / |y_w| - r / |y_l|))], where c and r are the log-ratios of the chosen and of the rejected answer.
/// </remarks>
public sealed partial class LengthNormalizedDpo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference; per token, so that larger values suit than for <see cref="Dpo"/>.</param>
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
