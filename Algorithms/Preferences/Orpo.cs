using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Odds-ratio preference optimisation (Hong, Lee, Thorne 2024, <see href="https://arxiv.org/abs/2403.07691">arXiv:2403.07691</see>): fine-tuning and preference in one, without a reference.</summary>
/// <remarks>
/// minimise E[-log p_w - l log s(log odds(p_w) - log odds(p_l))], where p is the geometric mean of an answer's token probabilities.
/// <list type="number">
/// <item>For discrete acts only: a density may exceed 1, and has no odds.</item>
/// </list>
/// </remarks>
public sealed partial class Orpo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="p">The pair.</param>
    /// <param name="lambda">l: weight of the preference.</param>
    [Loss]
    static double OddsRatio(Policy pi, Preference p, [Range(0.0, double.MaxValue)] double lambda = 0.1)
    {
        var chosen = pi.LogProb(p.Chosen, p.Context) / p.Chosen.Length;
        var rejected = pi.LogProb(p.Rejected, p.Context) / p.Rejected.Length;
        return -chosen - lambda * LogSigmoid(chosen - rejected - (Log1mExp(chosen) - Log1mExp(rejected)));
    }
}
