using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// DART (<see href="https://arxiv.org/abs/1703.09327">Laskey, Lee, Fox, Dragan, Goldberg, 2017</see>) for discrete actions: the expert
/// always acts, disturbed as often as the learner errs.
/// </summary>
/// <remarks>
/// With probability α E[1 − π(a|s)], over the data so far, an action drawn uniformly takes the place of the expert's; labels stay clean.
/// <list type="number">
/// <item>The paper's noise is Gaussian, with the covariance of the learner's errors; here its rate is that of the errors.</item>
/// <item>Errors are measured on the data that is learned from, where the paper holds trajectories out. Round 0 has no noise.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class CategoricalDart
{
    /// <summary>The probability 1 − π(a|s) with which the learner would not have done what the expert did, from 0 to 1.</summary>
    /// <param name="pi">The learner.</param>
    /// <param name="d">The demonstration.</param>
    [Column]
    static double Error(Policy pi, Demonstration d) => 1 - Math.Exp(pi.LogProb(d.Action, d.State));

    /// <summary>The gate: the expert acts on every step.</summary>
    [Aggregate(Store.EveryState)]
    static Control Decide() => Control.Expert;

    /// <summary>The action that is executed: the expert's, or now and then one drawn uniformly from all actions.</summary>
    /// <param name="pi">The learner, which is asked for the number of actions only.</param>
    /// <param name="s">The state.</param>
    /// <param name="chosen">The expert's action.</param>
    /// <param name="u">A uniform draw, which says whether the action is replaced.</param>
    /// <param name="z">The draw of the action that takes its place.</param>
    /// <param name="rate">E[1 − π(a|s)]: how often the learner errs; 0 while there is no data.</param>
    /// <param name="alpha">α: how many times as often as the learner errs an action is replaced.</param>
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
