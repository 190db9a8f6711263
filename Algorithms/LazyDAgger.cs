using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// LazyDAgger (<see href="https://arxiv.org/abs/2104.00053">Hoque et al., 2021</see>): few changes of control between learner and expert.
/// </summary>
/// <remarks>
/// The expert takes over where ‖μ(s) − a‖² ≥ β_H is predicted, and hands back after a step on which ‖μ(s) − a‖² &lt; β_R was seen, whose
/// label is kept. Other than in <see href="https://github.com/ryanhoque/thriftydagger">the authors' code</see>:
/// <list type="number">
/// <item>Round 0 is the expert's: it stands for the initial data set. There are no rounds of cloning before it.</item>
/// <item>The classifier learns from all that was kept; theirs from all initial data alone, three tenths of which are held out from the
/// learner.</item>
/// <item>Both networks go on from round to round; theirs start anew, for a number of steps that grows.</item>
/// <item>Thresholds are squared distances in the units of the action; theirs are shares of its squared range (0.008), and of that (0.25).
/// The mean is not clipped before.</item>
/// <item>The noise on the expert's actions is isotropic, and given by its deviation; theirs by its variance, as a share of the largest
/// action.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class LazyDAgger
{
    /// <summary>The logistic loss of the classifier of states, whose label says whether ‖μ(s) − a‖² ≥ β_H.</summary>
    /// <param name="doubt">The classifier: the log-odds that the learner is far from the expert in a state.</param>
    /// <param name="mu">The learner, as it is now.</param>
    /// <param name="d">The demonstration.</param>
    /// <param name="betaH">β_H: the squared distance from the expert's action, in the squared units of the action, from which on the expert
    /// is to take over.</param>
    [Loss(Phase = 1)]
    static double DeviationCrossEntropy(
        Critic doubt,
        [Detached] Policy mu,
        Demonstration d,
        [Range(0.0, double.MaxValue)] double betaH = 0.05
    ) => BinaryCrossEntropy(doubt.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) >= betaH);

    /// <summary>
    /// The gate: the expert takes over where the classifier says so, and hands back after a step on which ‖μ(s) − a‖² &lt; β_R.
    /// </summary>
    /// <param name="t">The present situation.</param>
    /// <param name="mu">The learner.</param>
    /// <param name="doubt">The classifier, whose log-odds call the expert where they are positive.</param>
    /// <param name="expert">The expert.</param>
    /// <param name="betaR">β_R: the squared distance from the expert's action, in the squared units of the action, below which the expert
    /// hands back; a quarter of β_H in the authors' code.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Policy mu, Critic doubt, Expert expert, [Range(0.0, double.MaxValue)] double betaR = 0.0125) =>
        t.Round > 0 && t.Previous != Control.Expert && doubt.Value(t.State) <= 0 ? Control.Learner
        : SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) < betaR ? Control.HandBack
        : Control.Expert;

    /// <summary>The action that is executed: the expert's with Gaussian noise, but for the step on which the expert hands back.</summary>
    /// <param name="chosen">The action that was chosen.</param>
    /// <param name="by">The one who chose it: learner or expert.</param>
    /// <param name="z">A standard normal draw.</param>
    /// <param name="noise">Standard deviation of the noise on the expert's actions, in the units of the action.</param>
    [Explore]
    static Act Execute(Act chosen, Control by, Gaussian z, [Range(0.0, double.MaxValue)] double noise = 0.02) =>
        by == Control.Expert ? chosen + noise * z : chosen;
}
