using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Identity preference optimisation (Azar et al. 2023, <see href="https://arxiv.org/abs/2310.12036">arXiv:2310.12036</see>, equation 17).</summary>
/// <remarks>
/// minimise E[(c / |y_w| - r / |y_l| - 1 / (2 t))^2], where c and r are the log-ratios of the chosen and of the rejected answer.
/// <list type="number">
/// <item>Log-ratios are per token, as the authors of the TRL library found necessary for texts; a discrete action has length 1, and the paper's loss.</item>
/// </list>
/// </remarks>
public sealed partial class Ipo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="tau">t: the margin that is aimed at is 1 / (2 t).</param>
    [Loss]
    static double Identity(Policy pi, [Frozen] Policy reference, Preference p, [Range(1e-6, double.MaxValue)] double tau = 0.1) =>
        Square(
            Dpo.LogRatio(pi, reference, p.Chosen, p.Context) / p.Chosen.Length
                - Dpo.LogRatio(pi, reference, p.Rejected, p.Context) / p.Rejected.Length
                - 1 / (2 * tau)
        );
}
