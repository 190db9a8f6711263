using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>A measure of the distance between a policy π and its reference π_ref.</summary>
public enum Divergence
{
    /// <summary>KL(π ‖ π_ref): DPO.</summary>
    ReverseKl,

    /// <summary>The Jensen-Shannon divergence.</summary>
    JensenShannon,

    /// <summary>KL(π_ref ‖ π).</summary>
    ForwardKl,

    /// <summary>The α-divergence, between reverse (α → 0) and forward KL (α → 1).</summary>
    Alpha,
}

/// <summary>
/// DPO under other divergences than the reverse KL (<see href="https://arxiv.org/abs/2309.16240">Wang, Jiang, Yang, Liu, Chen, 2024</see>).
/// </summary>
/// <remarks>
/// Minimises E[−log σ(β f′(u_w) − β f′(u_l))], where u_w and u_l are the ratios π(y|x) / π_ref(y|x) of the chosen and of the rejected
/// answer, σ is the logistic function, and f′(u) is log u for the reverse KL, log(2u / (1 + u)) for Jensen-Shannon, −1/u for the forward
/// KL, and (1 − u^−α)/α for the α-divergence.
/// <list type="number">
/// <item>Terms of f′ that cancel in the difference are left out (log 2 of Jensen-Shannon).</item>
/// </list>
/// </remarks>
public sealed partial class FDpo
{
    /// <summary>The logistic loss of one pair under the chosen divergence.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="alpha">α of the α-divergence; without meaning for the others.</param>
    /// <param name="divergence">The divergence that holds the policy to the reference.</param>
    [Loss]
    static double DivergencePreference(
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

    /// <summary>The derivative f′(u) at u = π(y|x) / π_ref(y|x), up to terms that cancel.</summary>
    /// <param name="logRatio">log u.</param>
    /// <param name="divergence">The divergence.</param>
    /// <param name="alpha">α of the α-divergence.</param>
    static double Link(double logRatio, Divergence divergence, double alpha) =>
        divergence switch
        {
            Divergence.JensenShannon => logRatio - Softplus(logRatio),
            Divergence.ForwardKl => -Math.Exp(-logRatio),
            Divergence.Alpha => (1 - Math.Exp(-alpha * logRatio)) / alpha,
            _ => logRatio,
        };
}
