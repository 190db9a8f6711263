using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Exploration by random network distillation (<see href="https://arxiv.org/abs/1810.12894">Burda, Edwards, Storkey, Klimov, 2019</see>):
/// <see cref="Ppo"/> is paid for the new, too.
/// </summary>
/// <remarks>
/// The reward is R + w ‖f(s′) − f_random(s′)‖² for a step to s′ that the environment pays R for, with f trained on what the policy visits,
/// so that the bonus of a place fades.
/// <list type="number">
/// <item>One critic and one discount for both rewards; the paper keeps two, and does not end episodes for the bonus.</item>
/// <item>The paper divides the bonus by its running deviation and whitens observations; here w says what the bonus is worth.</item>
/// <item>f takes as many steps as the policy, where the paper trains it on a quarter of the data.</item>
/// </list>
/// </remarks>
[Loss<Ppo>]
public sealed partial class RandomNetworkDistillation
{
    /// <summary>The squared error ‖f(s′) − f_random(s′)‖² at a state that the policy visited.</summary>
    /// <param name="predictor">f: the network that is trained.</param>
    /// <param name="random">f_random: the random network, as it was drawn, never trained.</param>
    /// <param name="t">The transition, of which the next state s′ counts.</param>
    [Loss]
    static double DistillationError(Features predictor, [Given] Features random, [Rollout] Transition t) =>
        RandomDistillation.Distance(predictor, random, t.Next);

    /// <summary>The reward of a step: the environment's, and a bonus for a next state that is new.</summary>
    /// <param name="predictor">f: the network that is trained, as it is before this round's training.</param>
    /// <param name="random">f_random: the random network.</param>
    /// <param name="t">The transition, with the environment's reward R.</param>
    /// <param name="noveltyWeight">w: the worth of the squared error of distillation, in units of the reward.</param>
    [Reward]
    static double Bonus(Features predictor, [Given] Features random, Transition t, [Range(0.0, 1e6)] double noveltyWeight = 1.0) =>
        t.Reward + noveltyWeight * RandomDistillation.Distance(predictor, random, t.Next);
}
