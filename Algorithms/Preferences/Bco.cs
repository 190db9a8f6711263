using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Binary classifier optimisation (<see href="https://arxiv.org/abs/2404.04656">Jung et al., 2024</see>) over pairs: the implied reward
/// tells chosen from rejected answers.
/// </summary>
/// <remarks>
/// Minimises E[−log σ(β h_w) − log σ(−β h_l)], where h_w and h_l are the log-ratios log π(y|x) − log π_ref(y|x) of the chosen and of the
/// rejected answer, and σ is the logistic function.
/// <list type="number">
/// <item>Without the paper's reward shift, a running mean of the implied rewards.</item>
/// </list>
/// </remarks>
public sealed partial class Bco
{
    /// <summary>The logistic loss of one pair: the chosen answer is to be classified as good, the rejected one as bad.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    [Loss]
    static double BinaryClassification(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return -LogSigmoid(beta * chosen) - LogSigmoid(-beta * rejected);
    }
}
