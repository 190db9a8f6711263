using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// EnsembleDAgger (<see href="https://arxiv.org/abs/1807.08364">Menda, Driggs-Campbell, Kochenderfer, 2019</see>) for discrete actions.
/// </summary>
/// <remarks>
/// The learner acts where its members agree, I(a; l|s) ≤ χ for member l, and where −log π(a|s) ≤ τ for the expert's a; every visited state
/// is labelled and kept.
/// <list type="number">
/// <item>In place of the variance: the disagreement of the members (<see href="https://arxiv.org/abs/1112.5745">Houlsby et al.,
/// 2011</see>), in nats.</item>
/// <item>In place of the squared distance: the ensemble's surprise at the expert's action, in nats.</item>
/// <item>Else as in <see cref="EnsembleDAgger"/>: round 0 is the expert's.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class CategoricalEnsembleDAgger
{
    /// <summary>The gate: the learner acts after round 0 where both its doubt and its discrepancy are small enough.</summary>
    /// <param name="pi">The ensemble, π in the mean over its members.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="t">The present situation.</param>
    /// <param name="doubt">χ: the largest disagreement of the members with which the learner acts, in nats.</param>
    /// <param name="discrepancy">τ: the largest surprise at the expert's action with which the learner acts, in nats.</param>
    [Aggregate(Store.EveryState)]
    static Control Decide(
        Ensemble pi,
        Expert expert,
        Step t,
        [Range(0.0, double.MaxValue)] double doubt = 0.05,
        [Range(0.0, double.MaxValue)] double discrepancy = 0.7
    ) =>
        t.Round == 0 || pi.Disagreement(t.State) > doubt || -pi.LogProbs(t.State)[expert.Action(t.State)] > discrepancy
            ? Control.Expert
            : Control.Learner;
}
