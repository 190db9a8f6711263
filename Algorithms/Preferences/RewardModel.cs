using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// A reward learned from comparisons: maximum likelihood under the Bradley-Terry model
/// (<see href="https://arxiv.org/abs/1706.03741">Christiano et al., 2017</see>).
/// </summary>
/// <remarks>
/// Minimises E[−log σ(r(x, y_w) − r(x, y_l) − m)], where σ is the logistic function.
/// <list type="number">
/// <item>The margin m is that of Llama 2 (<see href="https://arxiv.org/abs/2307.09288">Touvron et al., 2023</see>), the same for all pairs;
/// at 0 the loss is the paper's.</item>
/// <item>The paper's noise floor of 10% of random answers is left out.</item>
/// </list>
/// </remarks>
public sealed partial class RewardModel
{
    /// <summary>
    /// The negative log-likelihood of one comparison: the chosen answer's reward is to exceed the rejected one's by the margin.
    /// </summary>
    /// <param name="score">r: the reward that is learned.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="margin">m: by how much the chosen answer is to be better.</param>
    [Loss]
    static double BradleyTerry(Critic score, Preference p, [Range(0.0, double.MaxValue)] double margin = 0.0) =>
        -LogSigmoid(score.Value(p.Context, p.Chosen) - score.Value(p.Context, p.Rejected) - margin);
}
