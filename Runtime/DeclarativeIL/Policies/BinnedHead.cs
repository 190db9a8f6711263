using static DeclarativeIL.Functions;
using static DeclarativeIL.Tables;

namespace DeclarativeIL.Policies;

/// <summary>
/// Each component of an act falls into one of equal bins between its bounds, and is uniform within it; the logits of neighbouring bins
/// share their scores (Tang, Agrawal 2020, "Discretizing continuous action space for on-policy optimization",
/// https://arxiv.org/abs/1901.10500, the ordinal architecture, whose logits these are but for a constant).
/// </summary>
/// <remarks>Acts are the middles of bins.</remarks>
/// <param name="Scores">By how much the logit of each bin is above that of the bin before it.</param>
/// <param name="Bins">Number of bins.</param>
[Head<UnitBox>]
public sealed partial record BinnedHead([Columns(nameof(BinnedHead.Bins))] Vector Scores, int Bins = 21)
{
    private Vector Logits => CumulativeSums(Scores, Bins);

    /// <summary>log p(a): of its bins, less the logarithms of their widths.</summary>
    public double LogProb(Act a) => Sum(Pick(LogSoftmaxes(Logits, Bins), BinOf(a), Bins) + Math.Log(0.5 * Bins));

    /// <summary>The differential entropy, in nats.</summary>
    public double Entropy => Sum(SoftmaxEntropies(Logits, Bins) - Math.Log(0.5 * Bins));

    /// <summary>The middle of a bin that is drawn, of each component.</summary>
    public Act Sample(Draw z) => MiddleOf(Categoricals(Logits, Bins, z));

    /// <summary>The middle of the most likely bin, of each component.</summary>
    public Act Mode => MiddleOf(Argmaxes(Logits, Bins));

    /// <summary>The mean.</summary>
    public Act Mean => Act.At(RowSums(Exp(LogSoftmaxes(Logits, Bins)) * (2.0 / Bins * (ColumnNumbers(Scores, Bins) + 0.5) - 1), Bins));

    private Act BinOf(Act a) => Act.At(Clamp(Floor(0.5 * Bins * ((Vector)a + 1)), 0, Bins - 1));

    private Act MiddleOf(Act bins) => Act.At(2.0 / Bins * ((Vector)bins + 0.5) - 1);
}
