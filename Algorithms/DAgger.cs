using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>Dataset aggregation (<see href="https://arxiv.org/abs/1011.0686">Ross, Gordon, Bagnell, 2011</see>), with β_i = pⁱ.</summary>
/// <remarks>
/// π_i = β_i π* + (1 − β_i) π̂_i rolls out; every visited state is labelled by the expert π* and kept.
/// <list type="number">
/// <item>The expert is chosen anew at every step, not once for each trajectory.</item>
/// <item>Rounds are counted from 0, so that β_0 = 1 as in the paper's choice of β_1 = 1.</item>
/// <item>The policy of the last round is kept, not the best one on validation.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class DAgger
{
    /// <summary>The gate: the expert acts with probability β_i in round i, by a coin for each step.</summary>
    /// <param name="t">The present situation.</param>
    /// <param name="u">A uniform draw: the coin.</param>
    /// <param name="p">The base of β_i = pⁱ; 0 leaves only round 0 to the expert.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t, Uniform u, [Range(0.0, 1.0)] double p = 0.5) =>
        u < Math.Pow(p, t.Round) ? Control.Expert : Control.Learner;
}
