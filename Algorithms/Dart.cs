using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// DART (<see href="https://arxiv.org/abs/1703.09327">Laskey, Lee, Fox, Dragan, Goldberg, 2017</see>): the expert always acts, disturbed as
/// much as the learner errs.
/// </summary>
/// <remarks>
/// The covariance of the noise is α E[(μ(s) − a)(μ(s) − a)ᵀ], in the direction that the paper derives, over the data so far; labels stay
/// clean.
/// <list type="number">
/// <item>α scales the measured covariance; the paper fixes its trace by a guess of the learner's final error.</item>
/// <item>Errors are measured on the data that is learned from, where the paper holds trajectories out. Round 0 has no noise.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class Dart
{
    /// <summary>The outer product (μ(s) − a)(μ(s) − a)ᵀ of the learner's error with itself, in the squared units of the action.</summary>
    /// <param name="mu">The learner.</param>
    /// <param name="d">The demonstration.</param>
    [Column]
    static Matrix Residual(Policy mu, Demonstration d) => Outer(mu.Mean(d.State) - d.Action, mu.Mean(d.State) - d.Action);

    /// <summary>The gate: the expert acts on every step.</summary>
    [Aggregate(Store.EveryState)]
    static Control Decide() => Control.Expert;

    /// <summary>The action that is executed: the expert's with Gaussian noise.</summary>
    /// <param name="chosen">The expert's action.</param>
    /// <param name="z">A standard normal draw.</param>
    /// <param name="covariance">E[(μ(s) − a)(μ(s) − a)ᵀ]: the covariance of the learner's errors; zeros while there is no data.</param>
    /// <param name="alpha">α: how many times as large as the learner's error the noise is, as a variance.</param>
    [Explore]
    static Act Inject(
        Act chosen,
        Gaussian z,
        [Mean(nameof(Residual))] Matrix covariance,
        [Range(0.0, double.MaxValue)] double alpha = 1.0
    ) => chosen + Cholesky(alpha * covariance) * z;
}
