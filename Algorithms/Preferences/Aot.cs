using System.ComponentModel.DataAnnotations;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Alignment by optimal transport, paired (<see href="https://arxiv.org/abs/2406.05882">Melnyk et al., 2024</see>): all in all, the
/// policy's margins are to exceed the reference's.
/// </summary>
/// <remarks>
/// Minimises E[−(1 − ε) log σ(β (m_(i) − n_(i))) − ε log σ(−β (m_(i) − n_(i)))], where m_(i) and n_(i) are the i-th smallest margins log
/// π(y_w|x) − log π(y_l|x) of the policy and of the reference over the batch, and σ is the logistic function.
/// </remarks>
public sealed partial class Aot
{
    /// <summary>The policy's margin log π(y_w|x) − log π(y_l|x) between the two answers, in nats.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    [Column]
    static double Margin(Policy pi, Preference p) => pi.LogProb(p.Chosen, p.Context) - pi.LogProb(p.Rejected, p.Context);

    /// <summary>The reference's margin log π_ref(y_w|x) − log π_ref(y_l|x) between the two answers, in nats.</summary>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    [Column]
    static double ReferenceMargin([Frozen] Policy reference, Preference p) =>
        reference.LogProb(p.Chosen, p.Context) - reference.LogProb(p.Rejected, p.Context);

    /// <summary>
    /// The smoothed logistic loss of the policy's sorted margins over the reference's sorted margins, in the mean over a batch.
    /// </summary>
    /// <param name="margins">The policy's margins, one a pair.</param>
    /// <param name="referenceMargins">The reference's margins, one a pair.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="smoothing">ε: the share of ranks that are taken to be the wrong way round.</param>
    [Loss]
    public static Tensor Dominance(
        [Of(nameof(Margin))] Tensor margins,
        [Of(nameof(ReferenceMargin))] Tensor referenceMargins,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, 0.5)] double smoothing = 0.0
    ) => AotUnpaired.Dominance(margins, referenceMargins, beta, smoothing);
}
