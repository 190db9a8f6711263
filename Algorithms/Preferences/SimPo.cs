using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Simple preference optimisation (<see href="https://arxiv.org/abs/2405.14734">Meng, Xia, Chen, 2024</see>): likelihood per token in the
/// place of a log-ratio, so no reference.
/// </summary>
/// <remarks>
/// Minimises E[−log σ(β log π(y_w|x) / |y_w| − β log π(y_l|x) / |y_l| − γ)], where σ is the logistic function.
/// </remarks>
public sealed partial class SimPo
{
    /// <summary>The logistic loss of one pair's lead per token over the margin that is aimed at.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: scale of the log-likelihood per token.</param>
    /// <param name="targetMargin">γ: by how much the chosen answer is to lead.</param>
    [Loss]
    static double LengthNormalizedPreference(
        Policy pi,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 2.0,
        [Range(0.0, double.MaxValue)] double targetMargin = 1.0
    ) =>
        -LogSigmoid(
            beta * pi.LogProb(p.Chosen, p.Context) / p.Chosen.Length
                - beta * pi.LogProb(p.Rejected, p.Context) / p.Rejected.Length
                - targetMargin
        );
}
