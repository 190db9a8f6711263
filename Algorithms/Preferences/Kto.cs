using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Kahneman-Tversky optimisation (Ethayarajh et al. 2024): single answers, found desirable or not.</summary>
/// <remarks>
/// minimise E[l_D (1 - s(b (r - z)))] over desirable and E[l_U (1 - s(b (z - r)))] over undesirable answers, where r is the log-ratio
/// of an answer to the reference and z = max(0, KL(pi | pi_ref)), estimated without gradient.
/// <list type="number">
/// <item>The KL is estimated as in the paper, by the mean log-ratio of each row's context with the next row's answer, over the batch.</item>
/// </list>
/// </remarks>
public sealed partial class Kto
{
    /// <summary>Log-ratio of an answer to another context: what the policy has moved by wherever it was not asked to.</summary>
    /// <param name="pi">The policy that is trained.</param><param name="reference">The policy as it was when training began.</param>
    /// <param name="r">The row.</param><param name="other">The next one.</param>
    [Column]
    static double Kl(Policy pi, [Frozen] Policy reference, Rating r, [Other] Rating other) =>
        Dpo.LogRatio(pi, reference, other.Response, r.Context);

    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="r">The answer and its verdict.</param><param name="kl">The estimate of the KL.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="desirableWeight">l_D: weight of a desirable answer.</param>
    /// <param name="undesirableWeight">l_U: weight of an undesirable answer.</param>
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
