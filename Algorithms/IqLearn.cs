using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Inverse soft Q-learning (<see href="https://arxiv.org/abs/2106.12142">Garg et al., 2021</see>) for acts whose samples have a gradient:
/// the critics of <see cref="SoftActorCritic"/> are the reward, r(s, a) = q(s, a) − γ V(s′), and its actor follows them.
/// </summary>
/// <remarks>
/// Maximises E_expert[r − r² / (4 c)] − E[V(s) − γ V(s′)] over the expert's and the learner's transitions alike: the χ² divergence, and
/// the value term that the paper gives for learning with interaction.
/// <list type="number">
/// <item>The regulariser r² / (4 c) is taken over the learner's transitions too, as the authors' code does where it learns online.</item>
/// <item>There are two critics, each with a reward of its own; V is of the lesser one, V(s′) of slow copies.</item>
/// <item>The policy learns on the learner's states alone.</item>
/// </list>
/// </remarks>
public sealed partial class IqLearn
{
    /// <summary>The loss of one of the expert's transitions: −r + r² / (8 c) + (V(s) − γ V(s′)) / 2, mean over both critics.</summary>
    /// <param name="q1">q₁: the first critic.</param>
    /// <param name="q2">q₂: the second.</param>
    /// <param name="slow1">q̄₁: a copy that follows q₁ slowly.</param>
    /// <param name="slow2">q̄₂: a copy that follows q₂ slowly.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="logAlpha">log α, the logarithm of the temperature.</param>
    /// <param name="e">The expert's transition; its reward is not read.</param>
    /// <param name="z">The draw of an act in s.</param>
    /// <param name="zNext">The draw of an act in s′.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    /// <param name="scale">c: the larger, the larger rewards may be.</param>
    [Loss]
    static double OnExpert(
        Critic q1,
        Critic q2,
        [Target(nameof(q1), 0.005)] Critic slow1,
        [Target(nameof(q2), 0.005)] Critic slow2,
        [Detached] Policy pi,
        [Detached] Coefficient logAlpha,
        Transition e,
        Draw z,
        Draw zNext,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(1e-9, 1e9)] double scale = 0.5
    )
    {
        var next = e.Terminal ? 0 : gamma * SoftActorCritic.SoftValue(slow1, slow2, pi, logAlpha, e.Next, zNext);
        var used = SoftActorCritic.SoftValue(q1, q2, pi, logAlpha, e.State, z) - next;
        return Regularized(q1, q2, e, next, used, scale) - (q1.Value(e.State, e.Action) + q2.Value(e.State, e.Action) - 2 * next) / 2;
    }

    /// <summary>The loss of one of the learner's transitions: r² / (8 c) + (V(s) − γ V(s′)) / 2, mean over both critics.</summary>
    /// <param name="q1">q₁: the first critic.</param>
    /// <param name="q2">q₂: the second.</param>
    /// <param name="slow1">q̄₁: a copy that follows q₁ slowly.</param>
    /// <param name="slow2">q̄₂: a copy that follows q₂ slowly.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="logAlpha">log α, the logarithm of the temperature.</param>
    /// <param name="t">A transition of any round.</param>
    /// <param name="z">The draw of an act in s.</param>
    /// <param name="zNext">The draw of an act in s′.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    /// <param name="scale">c: the larger, the larger rewards may be.</param>
    [Loss]
    static double OnLearner(
        Critic q1,
        Critic q2,
        [Target(nameof(q1), 0.005)] Critic slow1,
        [Target(nameof(q2), 0.005)] Critic slow2,
        [Detached] Policy pi,
        [Detached] Coefficient logAlpha,
        [Replay] Transition t,
        Draw z,
        Draw zNext,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(1e-9, 1e9)] double scale = 0.5
    )
    {
        var next = t.Terminal ? 0 : gamma * SoftActorCritic.SoftValue(slow1, slow2, pi, logAlpha, t.Next, zNext);
        return Regularized(q1, q2, t, next, SoftActorCritic.SoftValue(q1, q2, pi, logAlpha, t.State, z) - next, scale);
    }

    /// <summary>What the policy minimises, for one state: α log π(a|s) − min(q₁(s, a), q₂(s, a)).</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="q1">q₁: the first critic.</param>
    /// <param name="q2">q₂: the second.</param>
    /// <param name="logAlpha">log α, the logarithm of the temperature.</param>
    /// <param name="t">A transition of any round, of which the state counts.</param>
    /// <param name="z">The draw of the act.</param>
    [Loss(Phase = 1)]
    static double Actor(
        Policy pi,
        [Detached] Critic q1,
        [Detached] Critic q2,
        [Detached] Coefficient logAlpha,
        [Replay] Transition t,
        Draw z
    ) => -SoftActorCritic.SoftValue(q1, q2, pi, logAlpha, t.State, z);

    /// <summary>What moves the temperature: −log α (log π(a|s) + H̄), H̄ the entropy that is wanted.</summary>
    /// <param name="logAlpha">log α, which is trained.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="t">A transition of any round, of which the state counts.</param>
    /// <param name="z">The draw of the act.</param>
    /// <param name="entropyOfNumber">H̄ for each number of an act, in nats.</param>
    [Loss(Phase = 1)]
    static double Temperature(
        Coefficient logAlpha,
        [Detached] Policy pi,
        [Replay] Transition t,
        Draw z,
        [Range(-100.0, 100.0)] double entropyOfNumber = -1
    ) => SoftActorCritic.Tempered(logAlpha, pi, t, z, entropyOfNumber);

    /// <summary>r² / (8 c), mean over both critics, and half of what is used up of the soft value by a step.</summary>
    static double Regularized(Critic q1, Critic q2, Transition t, double next, double used, double scale) =>
        (Square(q1.Value(t.State, t.Action) - next) + Square(q2.Value(t.State, t.Action) - next)) / (16 * scale) + used / 2;
}
