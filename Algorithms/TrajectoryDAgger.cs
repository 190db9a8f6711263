using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Dataset aggregation (<see href="https://arxiv.org/abs/1011.0686">Ross, Gordon, Bagnell, 2011</see>), one coin per trajectory, with β_i =
/// pⁱ.
/// </summary>
/// <remarks>
/// Each episode of round i is the expert's with probability β_i, else the learner's; every visited state is labelled by the expert.
/// <list type="number">
/// <item>The paper mixes at every step; the coin per trajectory is that of its analysis and of SEARN
/// (<see href="https://doi.org/10.1007/s10994-009-5106-x">Daumé, Langford, Marcu, 2009</see>).</item>
/// <item>Rounds are counted from 0, so that β_0 = 1. The policy of the last round is kept, not the best one on validation.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class TrajectoryDAgger
{
    /// <summary>The gate: the expert acts with probability β_i in round i, by a coin for each episode.</summary>
    /// <param name="t">The present situation.</param>
    /// <param name="u">A uniform draw, the same for a whole episode: the coin.</param>
    /// <param name="p">The base of β_i = pⁱ; 0 leaves only round 0 to the expert.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t, [PerEpisode] Uniform u, [Range(0.0, 1.0)] double p = 0.5) =>
        u < Math.Pow(p, t.Round) ? Control.Expert : Control.Learner;
}
