using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>How the distance of the policy from its reference is measured.</summary>
public enum Divergence
{
    /// <summary>KL(pi | pi_ref): DPO.</summary>
    ReverseKl,

    /// <summary>Jensen-Shannon.</summary>
    JensenShannon,

    /// <summary>KL(pi_ref | pi).</summary>
    ForwardKl,

    /// <summary>The alpha-divergence, between reverse (alpha to 0) and forward KL (alpha to 1).</summary>
    Alpha,
}

/// <summary>DPO under other divergences than the reverse KL (Wang, Jiang, Yang, Liu, Chen 2024).</summary>
/// <remarks>
/// minimise E[-log s(b f'(pi/pi_ref of y_w) - b f'(pi/pi_ref of y_l))], where f' is log u for the reverse KL, log 2u/(1 + u) for
/// Jensen-Shannon, -1/u for the forward KL, and (1 - u^-a)/a for the alpha-divergence.
/// <list type="number">
/// <item>Terms of f' that cancel in the difference are left out (log 2 of Jensen-Shannon).</item>
/// </list>
/// </remarks>
public sealed partial class FDpo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="alpha">a: of the alpha-divergence.</param>
    /// <param name="divergence">Which one.</param>
    [Loss]
    static double Divergent(
        Policy pi,
        [Frozen] Policy reference,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(1e-6, 1.0)] double alpha = 0.5,
        Divergence divergence = Divergence.ReverseKl
    ) =>
        -LogSigmoid(
            beta * Link(Dpo.LogRatio(pi, reference, p.Chosen, p.Context), divergence, alpha)
                - beta * Link(Dpo.LogRatio(pi, reference, p.Rejected, p.Context), divergence, alpha)
        );

    static double Link(double logRatio, Divergence divergence, double alpha) =>
        divergence switch
        {
            Divergence.JensenShannon => logRatio - Softplus(logRatio),
            Divergence.ForwardKl => -Math.Exp(-logRatio),
            Divergence.Alpha => (1 - Math.Exp(-alpha * logRatio)) / alpha,
            _ => logRatio,
        };
}
