using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Soft Q imitation learning (<see href="https://arxiv.org/abs/1905.11108">Reddy, Dragan, Levine, 2020</see>):
/// <see cref="SoftActorCritic"/> with a reward of 1 for each of the expert's transitions and 0 for each of the learner's.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>The policy learns on the learner's states alone, as there are soon all of the expert's among them.</item>
/// <item>An episode that ends is worth nothing more: where the expert's episodes go on and the learner's end, that teaches to live on, and
/// the other way round to end them.</item>
/// </list>
/// </remarks>
[Loss<SoftActorCritic>]
public sealed partial class Sqil
{
    /// <summary>Half of the critics' squared soft Bellman errors with a reward of 1, for one of the expert's transitions.</summary>
    /// <param name="q1">q₁: the first critic.</param>
    /// <param name="q2">q₂: the second.</param>
    /// <param name="slow1">q̄₁: a copy that follows q₁ slowly.</param>
    /// <param name="slow2">q̄₂: a copy that follows q₂ slowly.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="logAlpha">log α, the logarithm of the temperature.</param>
    /// <param name="e">The expert's transition; its reward is not read.</param>
    /// <param name="z">The draw of the next act.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
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
        [Range(0.0, 1.0)] double gamma = 0.99
    ) => SoftActorCritic.Errors(q1, q2, e, 1 + (e.Terminal ? 0 : gamma * SoftActorCritic.SoftValue(slow1, slow2, pi, logAlpha, e.Next, z)));

    /// <summary>The reward of a step of the learner's: none.</summary>
    /// <param name="t">The transition.</param>
    [Reward]
    static double Nothing(Transition t) => 0 * t.Reward;
}
