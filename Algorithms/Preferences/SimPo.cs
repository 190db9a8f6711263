using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Simple preference optimisation (Meng, Xia, Chen 2024, <see href="https://arxiv.org/abs/2405.14734">arXiv:2405.14734</see>): likelihood per token in the place of a log-ratio, so no reference.</summary>
/// <remarks>
/// minimise E[-log s(b / |y_w| log pi(y_w|x) - b / |y_l| log pi(y_l|x) - g)].
/// </remarks>
public sealed partial class SimPo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">Scale of the likelihood per token.</param>
    /// <param name="targetMargin">g: by how much the chosen answer is to lead.</param>
    [Loss]
    static double Simple(
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
