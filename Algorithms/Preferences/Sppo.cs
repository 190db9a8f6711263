using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Self-play preference optimisation with hard labels (Wu et al. 2024).</summary>
/// <remarks>
/// minimise E[(c - 1 / (2 b))^2 + (r + 1 / (2 b))^2], where c and r are the log-ratios of the chosen and of the rejected answer.
/// <list type="number">
/// <item>The paper plays against itself in rounds; this is the loss of one round. The probability of winning is 1 or 0, as a pair says.</item>
/// </list>
/// </remarks>
public sealed partial class Sppo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">The log-ratios that are aimed at are 1 / (2 b) and its negative.</param>
    [Loss]
    static double SelfPlay(Policy pi, [Frozen] Policy reference, Preference p, [Range(1e-6, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return Square(chosen - 1 / (2 * beta)) + Square(rejected + 1 / (2 * beta));
    }
}
