using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>EnsembleDAgger (Menda, Driggs-Campbell, Kochenderfer 2019, <see href="https://arxiv.org/abs/1807.08364">arXiv:1807.08364</see>) for discrete actions.</summary>
/// <remarks>
/// The learner acts where its members agree, I(a; l|s) &lt;= doubt, and where -log pi(a|s) &lt;= discrepancy for the expert's a; every visited state is labelled and kept.
/// <list type="number">
/// <item>In place of the variance: the disagreement of the members (Houlsby et al. 2011), in nats.</item>
/// <item>In place of the squared distance: the ensemble's surprise at the expert's action, in nats.</item>
/// <item>Else as in <see cref="EnsembleDAgger"/>: round 0 is the expert's.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class CategoricalEnsembleDAgger
{
    /// <summary>Who acts.</summary>
    /// <param name="pi">The ensemble.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="t">The situation.</param>
    /// <param name="doubt">The largest disagreement that the learner acts with.</param>
    /// <param name="discrepancy">The largest surprise at the expert's action that it acts with.</param>
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
