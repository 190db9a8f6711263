using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>Dataset aggregation (Ross, Gordon, Bagnell 2011, <see href="https://arxiv.org/abs/1011.0686">arXiv:1011.0686</see>), with beta_i = p^i.</summary>
/// <remarks>
/// pi_i = beta_i pi* + (1 - beta_i) pi-hat_i rolls out; every visited state is labelled by the expert and kept.
/// <list type="number">
/// <item>The expert is chosen anew at every step, not once for each trajectory.</item>
/// <item>Rounds are counted from 0, so that beta_0 = 1 as in the paper's choice of beta_1 = 1.</item>
/// <item>The policy of the last round is kept, not the best one on validation.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class DAgger
{
    /// <summary>Who acts.</summary>
    /// <param name="t">The situation.</param>
    /// <param name="u">The coin.</param>
    /// <param name="p">The base of beta_i = p^i; 0 leaves only round 0 to the expert.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t, Uniform u, [Range(0.0, 1.0)] double p = 0.5) =>
        u < Math.Pow(p, t.Round) ? Control.Expert : Control.Learner;
}
