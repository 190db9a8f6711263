using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>DART (Laskey, Lee, Fox, Dragan, Goldberg 2017) for discrete actions: the expert always acts, disturbed as often as the learner errs.</summary>
/// <remarks>
/// With probability alpha E[1 - pi(a|s)], over the data so far, any action takes the place of the expert's; labels stay clean.
/// <list type="number">
/// <item>The paper's noise is Gaussian, with the covariance of the learner's errors; here its rate is that of the errors.</item>
/// <item>Errors are measured on the data that is learned from, where the paper holds trajectories out. Round 0 has no noise.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class CategoricalDart
{
    [Column]
    static double Error(Policy pi, Demonstration d) => 1 - Math.Exp(pi.LogProb(d.Action, d.State));

    [Aggregate(Store.EveryState)]
    static Control Decide() => Control.Expert;

    /// <summary>What is executed.</summary>
    /// <param name="pi">Asked for the number of actions.</param>
    /// <param name="s">What is seen.</param>
    /// <param name="chosen">The expert's action.</param>
    /// <param name="u">Whether it is replaced.</param>
    /// <param name="z">By which.</param>
    /// <param name="rate">How often the learner errs; 0 while there is no data.</param>
    /// <param name="alpha">How much more often than the learner errs.</param>
    [Explore]
    static Act Inject(
        Policy pi,
        State s,
        Act chosen,
        Uniform u,
        Draw z,
        [Mean(nameof(Error))] double rate,
        [Range(0.0, double.MaxValue)] double alpha = 1.0
    ) => u < alpha * rate ? Categorical(Repeat(0, pi.LogProbs(s)), z) : chosen;
}
