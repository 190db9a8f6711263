using System.ComponentModel.DataAnnotations;
using DeclarativeIL.Arithmetic;
using static DeclarativeIL.Functions;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Algorithms;

/// <summary>Alignment by optimal transport, unpaired (Melnyk et al. 2024): all in all, chosen answers are to exceed rejected ones.</summary>
/// <remarks>
/// minimise E[-(1 - e) log s(b (c_(i) - r_(i))) - e log s(-b (c_(i) - r_(i)))], where c_(i) and r_(i) are the i-th smallest log-ratios
/// of the chosen and of the rejected answers of the batch: stochastic dominance, the transport in one dimension being a sort.
/// </remarks>
public sealed partial class AotUnpaired
{
    /// <summary>Log-ratio of the chosen answer to the reference.</summary>
    /// <param name="pi">The policy that is trained.</param><param name="reference">The policy as it was when training began.</param><param name="p">The pair.</param>
    [Column]
    static double Chosen(Policy pi, [Frozen] Policy reference, Preference p) => Dpo.LogRatio(pi, reference, p.Chosen, p.Context);

    /// <summary>Log-ratio of the rejected answer to the reference.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="reference">The policy as it was when training began.</param><param name="p">The pair.</param>
    [Column]
    static double Rejected(Policy pi, [Frozen] Policy reference, Preference p) => Dpo.LogRatio(pi, reference, p.Rejected, p.Context);

    /// <summary>The equation, over a batch.</summary>
    /// <param name="chosen">Log-ratios of the chosen answers, one a pair.</param><param name="rejected">Log-ratios of the rejected answers, one a pair.</param>
    /// <param name="beta">How strongly the policy is held to the reference: the smaller, the further it may go.</param>
    /// <param name="smoothing">e: the share of ranks that are taken to be the wrong way round.</param>
    [Loss]
    public static Tensor Dominance(
        [Of(nameof(Chosen))] Tensor chosen,
        [Of(nameof(Rejected))] Tensor rejected,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, 0.5)] double smoothing = 0.0
    )
    {
        using var sortedChosen = chosen.sort(0).Values;
        using var sortedRejected = rejected.sort(0).Values;
        return Smoothed((sortedChosen - sortedRejected).Times(beta), smoothing);
    }

    private static Tensor Smoothed(Tensor logits, double smoothing) =>
        -LogSigmoid(logits).Times(1 - smoothing).Plus(LogSigmoid(-logits).Times(smoothing)).mean();
}
