using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Inverse soft Q-learning over choices (<see href="https://arxiv.org/abs/2106.12142">Garg et al., 2021</see>): one q is the policy,
/// π(a|s) = exp((q(s, a) − V(s)) / α), and the reward, r(s, a) = q(s, a) − γ V(s′).
/// </summary>
/// <remarks>
/// Maximises E_expert[r − r² / (4 c)] − E[V(s) − γ V(s′)] over the expert's and the learner's transitions alike: the χ² divergence, and
/// the value term that the paper gives for learning with interaction.
/// <list type="number">
/// <item>The regulariser r² / (4 c) is taken over the learner's transitions too, as the authors' code does where it learns online.</item>
/// <item>V(s′) is that of q itself, without a slow copy.</item>
/// <item>The policy is a network of its own that follows q (<see cref="SoftQLearning"/>).</item>
/// </list>
/// </remarks>
public sealed partial class CategoricalIqLearn
{
    /// <summary>The loss of one of the expert's transitions: −r + r² / (8 c) + (V(s) − γ V(s′)) / 2.</summary>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="e">The expert's transition; its reward is not read.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    /// <param name="alpha">α: the temperature.</param>
    /// <param name="scale">c: the larger, the larger rewards may be.</param>
    [Loss]
    static double OnExpert(
        Features q,
        Transition e,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(1e-9, 1e9)] double alpha = 0.1,
        [Range(1e-9, 1e9)] double scale = 0.5
    ) => -Reward(q, e, gamma, alpha) + Square(Reward(q, e, gamma, alpha)) / (8 * scale) + Loss(q, e, gamma, alpha) / 2;

    /// <summary>The loss of one of the learner's transitions: r² / (8 c) + (V(s) − γ V(s′)) / 2.</summary>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="t">A transition of any round.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    /// <param name="alpha">α: the temperature.</param>
    /// <param name="scale">c: the larger, the larger rewards may be.</param>
    [Loss]
    static double OnLearner(
        Features q,
        [Replay] Transition t,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(1e-9, 1e9)] double alpha = 0.1,
        [Range(1e-9, 1e9)] double scale = 0.5
    ) => Square(Reward(q, t, gamma, alpha)) / (8 * scale) + Loss(q, t, gamma, alpha) / 2;

    /// <summary>What the policy minimises on the expert's states: Σ_a π(a|s) (α log π(a|s) − q(s, a)).</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="e">The expert's transition, of which the state counts.</param>
    /// <param name="alpha">α: the temperature.</param>
    [Loss(Phase = 1)]
    static double ProjectionOnExpert(Policy pi, [Detached] Features q, Transition e, [Range(1e-9, 1e9)] double alpha = 0.1) =>
        SoftQLearning.Projected(pi, q, e.State, alpha);

    /// <summary>The same on the learner's states.</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="t">A transition of any round, of which the state counts.</param>
    /// <param name="alpha">α: the temperature.</param>
    [Loss(Phase = 1)]
    static double ProjectionOnLearner(Policy pi, [Detached] Features q, [Replay] Transition t, [Range(1e-9, 1e9)] double alpha = 0.1) =>
        SoftQLearning.Projected(pi, q, t.State, alpha);

    /// <summary>The reward that q is the soft value of: r(s, a) = q(s, a) − γ V(s′).</summary>
    static double Reward(Features q, Transition t, double gamma, double alpha) =>
        q.Of(t.State)[t.Action] - (t.Terminal ? 0 : gamma * SoftQLearning.SoftValue(q, t.Next, alpha));

    /// <summary>How much of the soft value is used up by a step: V(s) − γ V(s′).</summary>
    static double Loss(Features q, Transition t, double gamma, double alpha) =>
        SoftQLearning.SoftValue(q, t.State, alpha) - (t.Terminal ? 0 : gamma * SoftQLearning.SoftValue(q, t.Next, alpha));
}
