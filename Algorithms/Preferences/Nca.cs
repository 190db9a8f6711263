using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Noise contrastive alignment over pairs (Chen et al. 2024): it also keeps the likelihood of the chosen answer from falling.</summary>
/// <remarks>
/// minimise E[-log s(b c) - log s(-b c) / 2 - log s(-b r) / 2], where c and r are the log-ratios of the chosen and of the rejected answer.
/// </remarks>
public sealed partial class Nca
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    [Loss]
    static double Contrast(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return -LogSigmoid(beta * chosen) - LogSigmoid(-beta * chosen) / 2 - LogSigmoid(-beta * rejected) / 2;
    }
}
