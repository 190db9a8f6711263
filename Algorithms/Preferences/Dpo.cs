using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Direct preference optimisation (Rafailov et al. 2023, <see href="https://arxiv.org/abs/2305.18290">arXiv:2305.18290</see>, equation 7), with the label smoothing of conservative DPO (Mitchell 2023).</summary>
/// <remarks>
/// minimise E[-(1 - e) log s(b d) - e log s(-b d)], where d is the log-ratio of the chosen answer to the reference less that of the rejected one.
/// <list type="number">
/// <item>The label smoothing e is not in the paper; at 0 the loss is the paper's.</item>
/// </list>
/// </remarks>
public sealed partial class Dpo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="smoothing">e: the share of pairs that are taken to be the wrong way round.</param>
    [Loss]
    public static double PreferenceLoss(
        Policy pi,
        [Frozen] Policy reference,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, 0.5)] double smoothing = 0.0
    ) => -(1 - smoothing) * LogSigmoid(beta * Margin(pi, reference, p)) - smoothing * LogSigmoid(-beta * Margin(pi, reference, p));

    /// <summary>d: by how much more the policy has moved towards the chosen answer than towards the rejected one, in nats.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="p">The pair.</param>
    public static double Margin(Policy pi, Policy reference, Preference p) =>
        LogRatio(pi, reference, p.Chosen, p.Context) - LogRatio(pi, reference, p.Rejected, p.Context);

    /// <summary>log pi(y|x) - log pi_ref(y|x); times beta, the reward that the policy implies, up to a term of the context alone.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="reference">What it is compared with.</param>
    /// <param name="y">The answer.</param>
    /// <param name="x">The context.</param>
    public static double LogRatio(Policy pi, Policy reference, Act y, State x) => pi.LogProb(y, x) - reference.LogProb(y, x);
}
