using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>A reward learned from comparisons: maximum likelihood under the Bradley-Terry model (Christiano et al. 2017).</summary>
/// <remarks>
/// minimise E[-log s(r(x, y_w) - r(x, y_l) - m)].
/// <list type="number">
/// <item>The margin m is that of Llama 2 (Touvron et al. 2023, <see href="https://arxiv.org/abs/2307.09288">arXiv:2307.09288</see>), the same for all pairs; at 0 the loss is the paper's.</item>
/// <item>The paper's noise floor of 10% of random answers is left out.</item>
/// </list>
/// </remarks>
public sealed partial class RewardModel
{
    /// <summary>The equation.</summary>
    /// <param name="score">The reward, r.</param>
    /// <param name="p">The pair.</param>
    /// <param name="margin">m: by how much the chosen answer is to be better.</param>
    [Loss]
    static double BradleyTerry(Critic score, Preference p, [Range(0.0, double.MaxValue)] double margin = 0.0) =>
        -LogSigmoid(score.Value(p.Context, p.Chosen) - score.Value(p.Context, p.Rejected) - margin);
}
