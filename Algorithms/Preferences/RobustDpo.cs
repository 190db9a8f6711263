using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Provably robust DPO (Chowdhury, Kini, Natarajan 2024): unbiased where a known share of the pairs is the wrong way round.</summary>
/// <remarks>
/// minimise E[(-(1 - e) log s(b d) + e log s(-b d)) / (1 - 2 e)], where d is <see cref="Dpo.Margin"/>.
/// </remarks>
public sealed partial class RobustDpo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="smoothing">e: the share of pairs that are the wrong way round, below one half.</param>
    [Loss]
    static double Debiased(
        Policy pi,
        [Frozen] Policy reference,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, 0.499)] double smoothing = 0.1
    )
    {
        var logits = beta * Dpo.Margin(pi, reference, p);
        return (-(1 - smoothing) * LogSigmoid(logits) + smoothing * LogSigmoid(-logits)) / (1 - 2 * smoothing);
    }
}
