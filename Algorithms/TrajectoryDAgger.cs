using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>Dataset aggregation (Ross, Gordon, Bagnell 2011, <see href="https://arxiv.org/abs/1011.0686">arXiv:1011.0686</see>), one coin per trajectory, with beta_i = p^i.</summary>
/// <remarks>
/// Each episode of round i is the expert's with probability beta_i, else the learner's; every visited state is labelled by the expert.
/// <list type="number">
/// <item>The paper mixes at every step; the coin per trajectory is that of its analysis and of SEARN (Daume et al. 2009).</item>
/// <item>Rounds are counted from 0, so that beta_0 = 1. The policy of the last round is kept, not the best one on validation.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class TrajectoryDAgger
{
    /// <summary>Who acts.</summary>
    /// <param name="t">The situation.</param>
    /// <param name="u">The coin of the episode.</param>
    /// <param name="p">The base of beta_i = p^i; 0 leaves only round 0 to the expert.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t, [PerEpisode] Uniform u, [Range(0.0, 1.0)] double p = 0.5) =>
        u < Math.Pow(p, t.Round) ? Control.Expert : Control.Learner;
}
