using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Efficient exact optimisation over pairs (Ji et al. 2024): reverse KL between the policy's and the people's choice.</summary>
/// <remarks>
/// minimise E[q (log q - log(1 - e)) + (1 - q) (log(1 - q) - log e)], q = s(b d), where d is <see cref="Dpo.Margin"/>.
/// </remarks>
public sealed partial class Exo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="smoothing">e: the probability that people are taken to choose the other answer with.</param>
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
