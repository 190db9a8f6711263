using System.ComponentModel.DataAnnotations;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Algorithms;

/// <summary>Alignment by optimal transport, paired (Melnyk et al. 2024): all in all, the policy's margins are to exceed the reference's.</summary>
/// <remarks>
/// minimise E[-(1 - e) log s(b (m_(i) - n_(i))) - e log s(-b (m_(i) - n_(i)))], where m_(i) and n_(i) are the i-th smallest margins
/// log pi(y_w|x) - log pi(y_l|x) of the policy and of the reference over the batch.
/// </remarks>
public sealed partial class Aot
{
    /// <summary>The policy's margin between the two answers.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="p">The pair.</param>
    [Column]
    static double Margin(Policy pi, Preference p) => pi.LogProb(p.Chosen, p.Context) - pi.LogProb(p.Rejected, p.Context);

    /// <summary>The reference's margin between the two answers.</summary>
    /// <param name="reference">The policy as it was when training began.</param>
    /// <param name="p">The pair.</param>
    [Column]
    static double ReferenceMargin([Frozen] Policy reference, Preference p) =>
        reference.LogProb(p.Chosen, p.Context) - reference.LogProb(p.Rejected, p.Context);

    /// <summary>The equation, over a batch.</summary>
    /// <param name="margins">The policy's margins, one a pair.</param>
    /// <param name="referenceMargins">The reference's margins, one a pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="smoothing">e: the share of ranks that are taken to be the wrong way round.</param>
    [Loss]
    public static Tensor Dominance(
        [Of(nameof(Margin))] Tensor margins,
        [Of(nameof(ReferenceMargin))] Tensor referenceMargins,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, 0.5)] double smoothing = 0.0
    ) => AotUnpaired.Dominance(margins, referenceMargins, beta, smoothing);
}
