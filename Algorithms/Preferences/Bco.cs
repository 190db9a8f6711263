using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Binary classifier optimisation (Jung et al. 2024) over pairs: the implied reward tells chosen from rejected answers.</summary>
/// <remarks>
/// minimise E[-log s(b c) - log s(-b r)], where c and r are the log-ratios of the chosen and of the rejected answer.
/// <list type="number">
/// <item>Without the paper's reward shift, a running mean of the implied rewards.</item>
/// </list>
/// </remarks>
public sealed partial class Bco
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    [Loss]
    static double Classification(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return -LogSigmoid(beta * chosen) - LogSigmoid(-beta * rejected);
    }
}
