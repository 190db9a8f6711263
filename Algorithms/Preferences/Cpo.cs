using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Contrastive preference optimisation (<see href="https://arxiv.org/abs/2401.08417">Xu et al., 2024</see>): DPO with a uniform reference,
/// and the likelihood of the chosen answer.
/// </summary>
/// <remarks>
/// Minimises E[−log σ(β log π(y_w|x) − β log π(y_l|x)) − λ log π(y_w|x)], where σ is the logistic function.
/// <list type="number">
/// <item>The weight λ is not in the paper, where it is 1.</item>
/// </list>
/// </remarks>
public sealed partial class Cpo
{
    /// <summary>The logistic loss of one pair's margin, without a reference.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: scale of the log-likelihoods in the preference.</param>
    [Loss]
    static double ContrastivePreference(Policy pi, Preference p, [Range(0.0, double.MaxValue)] double beta = 0.1) =>
        -LogSigmoid(beta * (pi.LogProb(p.Chosen, p.Context) - pi.LogProb(p.Rejected, p.Context)));

    /// <summary>The weighted negative log-likelihood −λ log π(y_w|x) of one pair's chosen answer.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="p">The pair.</param>
    /// <param name="cloningWeight">λ: weight of the log-likelihood of the chosen answer.</param>
    [Loss]
    static double WeightedNegativeLogLikelihood(Policy pi, Preference p, [Range(0.0, double.MaxValue)] double cloningWeight = 1.0) =>
        -cloningWeight * pi.LogProb(p.Chosen, p.Context);
}
