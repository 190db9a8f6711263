using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Anchored preference optimisation, down (D'Oosterlinck et al. 2024): for answers that are worse than the policy's own.</summary>
/// <remarks>
/// minimise E[s(b c) + 1 - s(b (c - r))], where c and r are the log-ratios of the chosen and of the rejected answer.
/// </remarks>
public sealed partial class ApoDown
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    [Loss]
    static double Anchored(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return Sigmoid(beta * chosen) + 1 - Sigmoid(beta * (chosen - rejected));
    }
}
