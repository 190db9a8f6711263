using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Efficient exact optimisation over pairs (<see href="https://arxiv.org/abs/2402.00856">Ji et al., 2024</see>): reverse KL between the
/// policy's and the people's choice.
/// </summary>
/// <remarks>
/// Minimises E[q (log q − log(1 − ε)) + (1 − q) (log(1 − q) − log ε)] with q = σ(βΔ), where Δ is <see cref="Dpo.Margin"/> and σ is the
/// logistic function.
/// </remarks>
public sealed partial class Exo
{
    /// <summary>The reverse KL divergence between the policy's choice of one pair and the people's, in nats.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="smoothing">ε: the probability with which people are taken to choose the other answer.</param>
    [Loss]
    static double ReverseKl(
        Policy pi,
        [Frozen] Policy reference,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(1e-6, 0.5)] double smoothing = 1e-3
    )
    {
        var logits = beta * Dpo.Margin(pi, reference, p);
        return Sigmoid(logits) * (LogSigmoid(logits) - Math.Log(1 - smoothing))
            + Sigmoid(-logits) * (LogSigmoid(-logits) - Math.Log(smoothing));
    }
}
