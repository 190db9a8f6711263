using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>Random expert distillation (Wang, Ciliberto, Amadori, Demiris 2019, <see href="https://arxiv.org/abs/1905.06750">arXiv:1905.06750</see>): <see cref="Ppo"/> is paid for staying where the expert was.</summary>
/// <remarks>
/// r(s) = exp(-sigma |f(s) - f_random(s)|^2), with f from <see cref="RandomDistillation"/>; what the environment pays does not count.
/// <list type="number">
/// <item>The paper's reward is of state and act, this one of the state that a step leads to.</item>
/// <item>The paper reinforces by TRPO and chooses sigma so that the expert's own pairs earn about 1; here sigma is given.</item>
/// </list>
/// </remarks>
[Loss<Ppo>]
public sealed partial class RandomExpertDistillation
{
    /// <summary>What a step pays.</summary>
    /// <param name="predictor">f, trained before.</param>
    /// <param name="random">f_random.</param>
    /// <param name="t">The step.</param>
    /// <param name="sharpness">sigma.</param>
    [Reward]
    static double Support([Given] Features predictor, [Given] Features random, Transition t, [Range(0.0, 1e9)] double sharpness = 1.0) =>
        Math.Exp(-sharpness * RandomDistillation.Distance(predictor, random, t.Next));
}
