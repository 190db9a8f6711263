using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>The hinge loss of sequence likelihood calibration (Zhao et al. 2023), on log-ratios to the reference as in RSO (Liu et al. 2024).</summary>
/// <remarks>
/// minimise E[max(0, 1 - b d)], where d is <see cref="Dpo.Margin"/>.
/// <list type="number">
/// <item>SLiC-HF compares plain log-likelihoods and adds a regularising one; for that, import <see cref="PreferredFineTuning"/> beside this.</item>
/// </list>
/// </remarks>
public sealed partial class Slic
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    [Loss]
    static double Hinge(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1) =>
        Math.Max(0, 1 - beta * Dpo.Margin(pi, reference, p));
}
