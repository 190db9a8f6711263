namespace DeclarativeIL.Algorithms;

/// <summary>
/// Supervised fine-tuning on the chosen answers: the cross-entropy per token that regularises preference losses (as in
/// <see href="https://arxiv.org/abs/2404.19733">Pang et al., 2024</see>).
/// </summary>
/// <remarks>
/// Minimises −Σ log π(y_w|x) / Σ |y_w|, both sums over the batch: every token weighs the same.
/// <list type="number">
/// <item>Pang et al. divide by each answer's own length; weighing tokens equally is what training on texts does.</item>
/// </list>
/// </remarks>
public sealed partial class PreferredFineTuning
{
    /// <summary>The length |y_w| of the chosen answer, in tokens; 1 for an action.</summary>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    [Column]
    static double Tokens(Preference p) => p.Chosen.Length;

    /// <summary>The negative log-likelihood of one chosen answer over the batch's mean length.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="tokens">The mean length of the chosen answers of the batch.</param>
    [Loss]
    static double NegativeLogLikelihood(Policy pi, Preference p, [Mean(nameof(Tokens))] double tokens) =>
        -pi.LogProb(p.Chosen, p.Context) / tokens;
}
