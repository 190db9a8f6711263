using System.ComponentModel.DataAnnotations;
using DeclarativeIL.Arithmetic;
using static DeclarativeIL.Functions;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Alignment by optimal transport, unpaired (<see href="https://arxiv.org/abs/2406.05882">Melnyk et al., 2024</see>): all in all, chosen
/// answers are to exceed rejected ones.
/// </summary>
/// <remarks>
/// Minimises E[−(1 − ε) log σ(β (c_(i) − r_(i))) − ε log σ(−β (c_(i) − r_(i)))], where c_(i) and r_(i) are the i-th smallest log-ratios of
/// the chosen and of the rejected answers of the batch, and σ is the logistic function: stochastic dominance, the transport in one
/// dimension being a sort.
/// </remarks>
public sealed partial class AotUnpaired
{
    /// <summary>The log-ratio log π(y_w|x) − log π_ref(y_w|x) of the chosen answer to the reference, in nats.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    [Column]
    static double Chosen(Policy pi, [Frozen] Policy reference, Preference p) => Dpo.LogRatio(pi, reference, p.Chosen, p.Context);

    /// <summary>The log-ratio log π(y_l|x) − log π_ref(y_l|x) of the rejected answer to the reference, in nats.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="reference">π_ref: the policy as it was when training began.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    [Column]
    static double Rejected(Policy pi, [Frozen] Policy reference, Preference p) => Dpo.LogRatio(pi, reference, p.Rejected, p.Context);

    /// <summary>
    /// The smoothed logistic loss of the chosen answers' sorted log-ratios over the rejected ones', in the mean over a batch.
    /// </summary>
    /// <param name="chosen">Log-ratios of the chosen answers, one a pair.</param>
    /// <param name="rejected">Log-ratios of the rejected answers, one a pair.</param>
    /// <param name="beta">β: how strongly the policy is held to the reference; the smaller, the further it may go.</param>
    /// <param name="smoothing">ε: the share of ranks that are taken to be the wrong way round.</param>
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
