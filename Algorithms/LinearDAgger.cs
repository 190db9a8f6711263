using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Dataset aggregation (<see href="https://arxiv.org/abs/1011.0686">Ross, Gordon, Bagnell, 2011</see>), with β_i = max(0, 1 − i/k).
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The schedule is the one of the imitation library's LinearBetaSchedule, not the paper's.</item>
/// <item>The expert is chosen anew at every step, not once for each trajectory.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class LinearDAgger
{
    /// <summary>The gate: the expert acts with probability β_i in round i, by a coin for each step.</summary>
    /// <param name="t">The present situation.</param>
    /// <param name="u">A uniform draw: the coin.</param>
    /// <param name="rampRounds">k: the number of rounds after which the learner acts alone.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t, Uniform u, [Range(1, int.MaxValue)] int rampRounds = 15) =>
        u < Math.Max(0, 1 - t.Round / rampRounds) ? Control.Expert : Control.Learner;
}
