using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Odds-ratio preference optimisation (<see href="https://arxiv.org/abs/2403.07691">Hong, Lee, Thorne, 2024</see>): fine-tuning and
/// preference in one, without a reference.
/// </summary>
/// <remarks>
/// Minimises E[−log P(y_w) − λ log σ(log odds P(y_w) − log odds P(y_l))], where P(y) is the geometric mean of an answer's token
/// probabilities and σ is the logistic function.
/// <list type="number">
/// <item>For discrete acts only: a density may exceed 1, and has no odds.</item>
/// </list>
/// </remarks>
public sealed partial class Orpo
{
    /// <summary>
    /// The negative log-likelihood per token of the chosen answer plus the weighted logistic loss of the odds ratio, for one pair.
    /// </summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="lambda">λ: weight of the preference.</param>
    [Loss]
    static double OddsRatio(Policy pi, Preference p, [Range(0.0, double.MaxValue)] double lambda = 0.1)
    {
        var chosen = pi.LogProb(p.Chosen, p.Context) / p.Chosen.Length;
        var rejected = pi.LogProb(p.Rejected, p.Context) / p.Rejected.Length;
        return -chosen - lambda * LogSigmoid(chosen - rejected - (Log1mExp(chosen) - Log1mExp(rejected)));
    }
}
