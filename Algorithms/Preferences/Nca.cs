using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Noise contrastive alignment over pairs (<see href="https://arxiv.org/abs/2402.05369">Chen et al., 2024</see>): it also keeps the
/// likelihood of the chosen answer from falling.
/// </summary>
/// <remarks>
/// Minimises E[−log σ(β h_w) − ½ log σ(−β h_w) − ½ log σ(−β h_l)], where h_w and h_l are the log-ratios log π(y|x) − log π_ref(y|x) of the
/// chosen and of the rejected answer, and σ is the logistic function.
/// </remarks>
public sealed partial class Nca
{
    /// <summary>The noise contrastive loss of one pair.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    [Loss]
    static double NoiseContrast(Policy pi, [Frozen] Policy reference, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1)
    {
        var chosen = Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
        var rejected = Dpo.LogRatio(pi, reference, p.Rejected, p.Context);
        return -LogSigmoid(beta * chosen) - LogSigmoid(-beta * chosen) / 2 - LogSigmoid(-beta * rejected) / 2;
    }
}
