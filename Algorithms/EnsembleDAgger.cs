using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// EnsembleDAgger (<see href="https://arxiv.org/abs/1807.08364">Menda, Driggs-Campbell, Kochenderfer, 2019</see>): the learner acts where
/// it is sure and close to the expert.
/// </summary>
/// <remarks>
/// The learner acts where tr Cov(s) ≤ χ and ‖μ̄(s) − a‖² ≤ τ, for the mean μ̄ and the covariance Cov of its members; every visited state is
/// labelled and kept.
/// <list type="number">
/// <item>Round 0 is the expert's: it stands for the paper's initial data set.</item>
/// <item>Members differ by their start and by a bootstrap of the data; doubt is the trace of their covariance.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class EnsembleDAgger
{
    /// <summary>The gate: the learner acts after round 0 where both its doubt and its discrepancy are small enough.</summary>
    /// <param name="mu">The ensemble.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="t">The present situation.</param>
    /// <param name="doubt">χ: the largest trace of the members' covariance with which the learner acts, in the squared units of the
    /// action.</param>
    /// <param name="discrepancy">τ: the largest squared distance from the expert's action with which the learner acts, in the squared units
    /// of the action.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(
        Ensemble mu,
        Expert expert,
        Step t,
        [Range(0.0, double.MaxValue)] double doubt = 0.05,
        [Range(0.0, double.MaxValue)] double discrepancy = 0.1
    ) =>
        t.Round == 0 || Trace(mu.Covariance(t.State)) > doubt || SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) > discrepancy
            ? Control.Expert
            : Control.Learner;
}
