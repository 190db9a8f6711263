using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Odds-ratio preference optimisation (<see href="https://arxiv.org/abs/2403.07691">Hong, Lee, Thorne, 2024</see>): fine-tuning and
/// preference in one, without a reference.
/// </summary>
/// <remarks>
/// Minimises E[−log P(y_w) − λ log σ(log odds P(y_w) − log odds P(y_l))], where P(y) is the geometric mean of an answer's token
/// probabilities and σ is the logistic function.
/// <list type="number">
/// <item>For discrete acts only: a density may exceed 1, and has no odds.</item>
/// </list>
/// </remarks>
public sealed partial class Orpo
{
    /// <summary>
    /// The negative log-likelihood per token of the chosen answer plus the weighted logistic loss of the odds ratio, for one pair.
    /// </summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="p">The pair: a context x, the chosen answer y_w and the rejected answer y_l.</param>
    /// <param name="lambda">λ: weight of the preference.</param>
    [Loss]
    static double LikelihoodAndOddsRatio(Policy pi, Preference p, [Range(0.0, double.MaxValue)] double lambda = 0.1) =>
        -LogLikelihood(pi, p.Chosen, p.Context) - lambda * LogSigmoid(LogOddsRatio(pi, p));

    /// <summary>The negative log-likelihood per token of the chosen answer, in nats: the first part of the loss.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="p">The pair.</param>
    [Metric]
    static double NegativeLogLikelihood(Policy pi, Preference p) => -LogLikelihood(pi, p.Chosen, p.Context);

    /// <summary>The logistic loss of the odds ratio, not weighted: the second part of the loss.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="p">The pair.</param>
    [Metric]
    static double OddsRatio(Policy pi, Preference p) => -LogSigmoid(LogOddsRatio(pi, p));

    /// <summary>log P(y): the log-likelihood per token of an answer.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="y">The answer.</param>
    /// <param name="x">The context.</param>
    static double LogLikelihood(Policy pi, Act y, State x) => pi.LogProb(y, x) / y.Length;

    /// <summary>log odds P(y_w) − log odds P(y_l).</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="p">The pair.</param>
    static double LogOddsRatio(Policy pi, Preference p)
    {
        var chosen = LogLikelihood(pi, p.Chosen, p.Context);
        var rejected = LogLikelihood(pi, p.Rejected, p.Context);
        return chosen - rejected - (Log1mExp(chosen) - Log1mExp(rejected));
    }
}
