using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Direct preference optimisation (<see href="https://arxiv.org/abs/2305.18290">Rafailov et al., 2023</see>, equation 7), with the label
/// smoothing of conservative DPO (<see href="https://ericmitchell.ai/cdpo.pdf">Mitchell, 2023</see>).
/// </summary>
/// <remarks>
/// Minimises E[−(1 − ε) log σ(βΔ) − ε log σ(−βΔ)], where Δ is the log-ratio of the chosen answer to the reference less that of the rejected
/// one, and σ is the logistic function.
/// <list type="number">
/// <item>The label smoothing ε is not in the paper; at 0 the loss is the paper's.</item>
/// </list>
/// </remarks>
public sealed partial class Dpo
{
    /// <summary>The logistic loss of one pair's margin Δ, with smoothed labels.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="smoothing">ε: the share of pairs that are taken to be the wrong way round.</param>
    [Loss]
    public static double PreferenceLoss(
        Policy pi,
        [Frozen] Policy reference,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, 0.5)] double smoothing = 0.0
    ) => -(1 - smoothing) * LogSigmoid(beta * Margin(pi, reference, p)) - smoothing * LogSigmoid(-beta * Margin(pi, reference, p));

    /// <summary>
    /// The margin Δ: by how much more the policy has moved towards the chosen answer than towards the rejected one, in nats.
    /// </summary>
    /// <param name="pi">The policy π.</param>
    /// <param name="reference">π_ref: the policy that π is compared with.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    public static double Margin(Policy pi, Policy reference, Preference p) =>
        LogRatio(pi, reference, p.Chosen, p.Context) - LogRatio(pi, reference, p.Rejected, p.Context);

    /// <summary>
    /// The log-ratio log π(y|x) − log π_ref(y|x), in nats; times β, the reward that the policy implies, up to a term of the context alone.
    /// </summary>
    /// <param name="pi">The policy π.</param>
    /// <param name="reference">π_ref: the policy that π is compared with.</param>
    /// <param name="y">The answer.</param>
    /// <param name="x">The context.</param>
    public static double LogRatio(Policy pi, Policy reference, Act y, State x) => pi.LogProb(y, x) - reference.LogProb(y, x);
}
