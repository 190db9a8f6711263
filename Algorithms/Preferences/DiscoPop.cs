using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>The log-ratio modulated loss that a language model discovered (Lu et al. 2024).</summary>
/// <remarks>
/// minimise E[(1 - m) (-log s(x)) + m exp(-x)], x = b d, m = s(x / t), where d is <see cref="Dpo.Margin"/>.
/// </remarks>
public sealed partial class DiscoPop
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="tau">t: how sharply the loss turns from logistic to exponential as the pair comes to be in order.</param>
    [Loss]
    static double Modulated(
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
