namespace DeclarativeIL.Algorithms;

/// <summary>Supervised fine-tuning on the chosen answers: the cross-entropy per token that regularises preference losses (as in Pang et al. 2024).</summary>
/// <remarks>
/// minimise -sum log pi(y_w|x) / sum |y_w|, both sums over the batch: every token weighs the same.
/// <list type="number">
/// <item>Pang et al. divide by each answer's own length; weighing tokens equally is what training on texts does.</item>
/// </list>
/// </remarks>
public sealed partial class PreferredFineTuning
{
    /// <summary>Length of the chosen answer.</summary>
    /// <param name="p">The pair.</param>
    [Column]
    static double Tokens(Preference p) => p.Chosen.Length;

    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="p">The pair.</param>
    /// <param name="tokens">Mean length of the chosen answers of the batch.</param>
    [Loss]
    static double NegativeLogLikelihood(Policy pi, Preference p, [Mean(nameof(Tokens))] double tokens) =>
        -pi.LogProb(p.Chosen, p.Context) / tokens;
}
