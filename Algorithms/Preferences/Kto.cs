using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Kahneman-Tversky optimisation (<see href="https://arxiv.org/abs/2402.01306">Ethayarajh et al., 2024</see>): single answers, found
/// desirable or not.
/// </summary>
/// <remarks>
/// Minimises E[λ_D (1 − σ(β (h − z₀)))] over desirable and E[λ_U (1 − σ(β (z₀ − h)))] over undesirable answers, where h is the log-ratio
/// log π(y|x) − log π_ref(y|x) of an answer, σ is the logistic function, and z₀ = max(0, KL(π ‖ π_ref)), estimated without gradient.
/// <list type="number">
/// <item>The KL is estimated as in the paper, by the mean log-ratio of each row's context with the next row's answer, over the
/// batch.</item>
/// </list>
/// </remarks>
public sealed partial class Kto
{
    /// <summary>
    /// The log-ratio of the next row's answer in this row's context, in nats: what the policy has moved by wherever it was not asked to.
    /// </summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="r">The row.</param>
    /// <param name="other">The next row of the batch.</param>
    [Column]
    static double Kl(Policy pi, [Frozen] Policy reference, Rating r, [Other] Rating other) =>
        Dpo.LogRatio(pi, reference, other.Response, r.Context);

    /// <summary>The loss of one answer: a desirable one is to lie above the reference point z₀, an undesirable one below.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="r">The answer and its verdict.</param>
    /// <param name="kl">The estimate of KL(π ‖ π_ref), in nats.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="desirableWeight">λ_D: weight of a desirable answer.</param>
    /// <param name="undesirableWeight">λ_U: weight of an undesirable answer.</param>
    [Loss]
    static double Prospect(
        Policy pi,
        [Frozen] Policy reference,
        Rating r,
        [Mean(nameof(Kl))] double kl,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, double.MaxValue)] double desirableWeight = 1.0,
        [Range(0.0, double.MaxValue)] double undesirableWeight = 1.0
    )
    {
        var baseline = Math.Max(0, kl);
        var ratio = Dpo.LogRatio(pi, reference, r.Response, r.Context);
        return r.Desirable
            ? desirableWeight * (1 - Sigmoid(beta * (ratio - baseline)))
            : undesirableWeight * (1 - Sigmoid(beta * (baseline - ratio)));
    }
}
