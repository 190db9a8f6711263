using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// The hinge loss of sequence likelihood calibration (<see href="https://arxiv.org/abs/2305.10425">Zhao et al., 2023</see>), on log-ratios
/// to the reference as in RSO (<see href="https://arxiv.org/abs/2309.06657">Liu et al., 2024</see>).
/// </summary>
/// <remarks>
/// Minimises E[max(0, 1 − βΔ)], where Δ is <see cref="Dpo.Margin"/>.
/// <list type="number">
/// <item>SLiC-HF compares plain log-likelihoods and adds a regularising one; for that, import <see cref="PreferredFineTuning"/> beside
/// this.</item>
/// </list>
/// </remarks>
public sealed partial class Slic
{
    /// <summary>The hinge loss of one pair's margin.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    [Loss]
    static double Hinge(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1) =>
        Math.Max(0, 1 - beta * Dpo.Margin(pi, reference, p));
}
