using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>LazyDAgger (Hoque et al. 2021, <see href="https://arxiv.org/abs/2104.00053">arXiv:2104.00053</see>) for discrete actions.</summary>
/// <remarks>
/// The expert takes over where -log pi(a|s) &gt;= high is predicted, and hands back after a step on which -log pi(a|s) &lt; low was seen, whose label is kept.
/// <list type="number">
/// <item>The paper's |mu(s) - a|^2 is for continuous actions; surprise at the expert's action takes its place.</item>
/// <item>The paper's noise is Gaussian; here an action of the expert is replaced by any one with probability noise. Labels stay clean.</item>
/// <item>Else as in <see cref="LazyDAgger"/>: round 0 is the expert's, the classifier learns from all that was kept, networks go on.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
public sealed partial class CategoricalLazyDAgger
{
    /// <summary>The classifier's equation: whether the learner is surprised by the expert.</summary>
    /// <param name="doubt">Its log-odds.</param><param name="pi">The learner, as it is now.</param><param name="d">What the expert did.</param>
    /// <param name="high">A surprise at the expert's action, in nats, that calls for the expert.</param>
    [Loss(Turn = 1)]
    static double Risk(Critic doubt, [Detached] Policy pi, Demonstration d, [Range(0.0, double.MaxValue)] double high = 0.7) =>
        BinaryCrossEntropy(doubt.Value(d.State), -pi.LogProb(d.Action, d.State) >= high);

    /// <summary>Who acts.</summary>
    /// <param name="t">The situation.</param><param name="pi">The learner.</param><param name="doubt">The classifier.</param><param name="expert">The expert.</param>
    /// <param name="low">The surprise below which the expert hands back; below high.</param>
    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Policy pi, Critic doubt, Expert expert, [Range(0.0, double.MaxValue)] double low = 0.1) =>
        t.Round > 0 && t.Previous != Control.Expert && doubt.Value(t.State) <= 0 ? Control.Learner
        : -pi.LogProbs(t.State)[expert.Action(t.State)] < low ? Control.HandBack
        : Control.Expert;

    /// <summary>What is executed: now and then any action in place of the expert's, but for the step on which it hands back.</summary>
    /// <param name="pi">Asked for the number of actions.</param><param name="s">What is seen.</param><param name="chosen">What was chosen,</param>
    /// <param name="by">and by whom.</param><param name="u">Whether it is replaced.</param><param name="z">By which.</param><param name="noise">How often.</param>
    [Explore]
    static Act Execute(Policy pi, State s, Act chosen, Control by, Uniform u, Draw z, [Range(0.0, 1.0)] double noise = 0.02) =>
        by == Control.Expert && u < noise ? Categorical(Repeat(0, pi.LogProbs(s)), z) : chosen;
}
