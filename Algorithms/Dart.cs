using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>DART (Laskey, Lee, Fox, Dragan, Goldberg 2017, <see href="https://arxiv.org/abs/1703.09327">arXiv:1703.09327</see>): the expert always acts, disturbed as much as the learner errs.</summary>
/// <remarks>
/// The covariance of the noise is alpha E[(mu(s) - a)(mu(s) - a)^T], in the direction that the paper derives, over the data so far; labels stay clean.
/// <list type="number">
/// <item>alpha scales the measured covariance; the paper fixes its trace by a guess of the learner's final error.</item>
/// <item>Errors are measured on the data that is learned from, where the paper holds trajectories out. Round 0 has no noise.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class Dart
{
    [Column]
    static Matrix Residual(Policy mu, Demonstration d) => Outer(mu.Mean(d.State) - d.Action, mu.Mean(d.State) - d.Action);

    [Aggregate(Store.EveryState)]
    static Control Decide() => Control.Expert;

    /// <summary>What is executed.</summary>
    /// <param name="chosen">The expert's action.</param>
    /// <param name="z">The noise.</param>
    /// <param name="covariance">Of the learner's errors; zeros while there is no data.</param>
    /// <param name="alpha">How much larger than the learner's error the noise is, as a variance.</param>
    [Explore]
    static Act Inject(
        Act chosen,
        Gaussian z,
        [Mean(nameof(Residual))] Matrix covariance,
        [Range(0.0, double.MaxValue)] double alpha = 1.0
    ) => chosen + Cholesky(alpha * covariance) * z;
}
