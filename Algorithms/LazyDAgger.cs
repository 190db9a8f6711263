using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>LazyDAgger (Hoque, Balakrishna, Putterman, Luo, Brown, Seita, Thananjeyan, Novoseller, Goldberg 2021, <see href="https://arxiv.org/abs/2104.00053">arXiv:2104.00053</see>): few changes of control.</summary>
/// <remarks>
/// The expert takes over where |mu(s) - a|^2 &gt;= high is predicted, and hands back after a step on which |mu(s) - a|^2 &lt; low was seen, whose label is kept.
/// Other than in the authors' code (github.com/ryanhoque/thriftydagger):
/// <list type="number">
/// <item>Round 0 is the expert's: it stands for the initial data set. There are no rounds of cloning before it.</item>
/// <item>The classifier learns from all that was kept; theirs from all initial data alone, three tenths of which are held out from the learner.</item>
/// <item>Both networks go on from round to round; theirs start anew, for a number of steps that grows.</item>
/// <item>Thresholds are squared distances in the units of the action; theirs are shares of its squared range (0.008), and of that (0.25). The mean is not clipped before.</item>
/// <item>The noise on the expert's actions is isotropic, and given by its deviation; theirs by its variance, as a share of the largest action.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class LazyDAgger
{
    /// <summary>The classifier's equation: whether the learner is far from the expert.</summary>
    /// <param name="doubt">Its log-odds.</param><param name="mu">The learner, as it is now.</param><param name="d">What the expert did.</param>
    /// <param name="high">A squared distance from the expert, in the units of the action, that calls for it.</param>
    [Loss(Turn = 1)]
    static double Risk(Critic doubt, [Detached] Policy mu, Demonstration d, [Range(0.0, double.MaxValue)] double high = 0.05) =>
        BinaryCrossEntropy(doubt.Value(d.State), SquaredNorm(mu.Mean(d.State) - d.Action) >= high);

    /// <summary>Who acts.</summary>
    /// <param name="t">The situation.</param><param name="mu">The learner.</param><param name="doubt">The classifier.</param><param name="expert">The expert.</param>
    /// <param name="low">The squared distance from the expert below which it hands back; a quarter of high in their code.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Policy mu, Critic doubt, Expert expert, [Range(0.0, double.MaxValue)] double low = 0.0125) =>
        t.Round > 0 && t.Previous != Control.Expert && doubt.Value(t.State) <= 0 ? Control.Learner
        : SquaredNorm(mu.Mean(t.State) - expert.Action(t.State)) < low ? Control.HandBack
        : Control.Expert;

    /// <summary>What is executed: the expert's action with noise, but for the step on which it hands back.</summary>
    /// <param name="chosen">What was chosen,</param><param name="by">and by whom.</param><param name="z">The noise.</param><param name="noise">Its standard deviation, in the units of the action.</param>
    [Explore]
    static Act Execute(Act chosen, Control by, Gaussian z, [Range(0.0, double.MaxValue)] double noise = 0.02) =>
        by == Control.Expert ? chosen + noise * z : chosen;
}
