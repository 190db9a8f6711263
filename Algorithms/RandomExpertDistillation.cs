using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Random expert distillation (<see href="https://arxiv.org/abs/1905.06750">Wang, Ciliberto, Amadori, Demiris, 2019</see>):
/// <see cref="Ppo"/> is paid for staying where the expert was.
/// </summary>
/// <remarks>
/// The reward is exp(−σ ‖f(s′) − f_random(s′)‖²) for a step to s′, with f from <see cref="RandomDistillation"/>; what the environment pays
/// does not count.
/// <list type="number">
/// <item>The paper's reward is of state and act, this one of the state that a step leads to.</item>
/// <item>The paper reinforces by TRPO and chooses σ so that the expert's own pairs earn about 1; here σ is given.</item>
/// </list>
/// </remarks>
[Loss<Ppo>]
public sealed partial class RandomExpertDistillation
{
    /// <summary>The reward of a step, from 0 to 1: the nearer the next state is to the expert's, the more.</summary>
    /// <param name="predictor">f: the network that learned the random one's answers on the expert's states.</param>
    /// <param name="random">f_random: the random network.</param>
    /// <param name="t">The transition, of which the next state s′ counts.</param>
    /// <param name="sigma">σ: how sharply the reward falls with the distillation's squared error.</param>
    [Reward]
    static double Support([Given] Features predictor, [Given] Features random, Transition t, [Range(0.0, 1e9)] double sigma = 1.0) =>
        Math.Exp(-sigma * RandomDistillation.Distance(predictor, random, t.Next));
}
