using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Provably robust DPO (<see href="https://arxiv.org/abs/2403.00409">Chowdhury, Kini, Natarajan, 2024</see>): unbiased where a known share
/// of the pairs is the wrong way round.
/// </summary>
/// <remarks>
/// Minimises E[(−(1 − ε) log σ(βΔ) + ε log σ(−βΔ)) / (1 − 2ε)], where Δ is <see cref="Dpo.Margin"/> and σ is the logistic function.
/// </remarks>
public sealed partial class RobustDpo
{
    /// <summary>The debiased logistic loss of one pair's margin.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="smoothing">ε: the share of pairs that are the wrong way round, below one half.</param>
    [Loss]
    static double DebiasedPreference(
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
