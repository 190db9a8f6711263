using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// DiscoPOP: the log-ratio modulated loss that a language model discovered (<see href="https://arxiv.org/abs/2406.08414">Lu et al.,
/// 2024</see>).
/// </summary>
/// <remarks>
/// Minimises E[(1 − m) (−log σ(βΔ)) + m exp(−βΔ)] with m = σ(βΔ / τ), where Δ is <see cref="Dpo.Margin"/> and σ is the logistic function.
/// </remarks>
public sealed partial class DiscoPop
{
    /// <summary>The blend of logistic and exponential loss of one pair, modulated by its margin.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="tau">τ: how slowly the loss turns from logistic to exponential as the pair comes to be in order.</param>
    [Loss]
    static double LogRatioModulated(
        Policy pi,
        [Frozen] Policy reference,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(1e-6, double.MaxValue)] double tau = 0.05
    )
    {
        var logits = beta * Dpo.Margin(pi, reference, p);
        return -Sigmoid(-logits / tau) * LogSigmoid(logits) + Math.Exp(LogSigmoid(logits / tau) - logits);
    }
}
