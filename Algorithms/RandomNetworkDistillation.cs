using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>Exploration by random network distillation (Burda, Edwards, Storkey, Klimov 2019): <see cref="Ppo"/> is paid for the new, too.</summary>
/// <remarks>
/// r' = r + w |f(s') - f_random(s')|^2, with f trained on what the policy visits, so that the bonus of a place fades.
/// <list type="number">
/// <item>One critic and one discount for both rewards; the paper keeps two, and does not end episodes for the bonus.</item>
/// <item>The paper divides the bonus by its running deviation and whitens observations; here w says what the bonus is worth.</item>
/// <item>f takes as many steps as the policy, where the paper trains it on a quarter of the data.</item>
/// </list>
/// </remarks>
[Loss<Ppo>]
public sealed partial class RandomNetworkDistillation
{
    /// <summary>What is learned of the visited states.</summary>
    /// <param name="predictor">f.</param>
    /// <param name="random">f_random: as it was drawn, never trained.</param>
    /// <param name="t">The step.</param>
    [Loss]
    static double Distill(Features predictor, [Given] Features random, [Rollout] Transition t) =>
        RandomDistillation.Distance(predictor, random, t.Next);

    /// <summary>What a step pays.</summary>
    /// <param name="predictor">f, before this round's training.</param>
    /// <param name="random">f_random.</param>
    /// <param name="t">The step.</param>
    /// <param name="noveltyWeight">w.</param>
    [Reward]
    static double Bonus(Features predictor, [Given] Features random, Transition t, [Range(0.0, 1e6)] double noveltyWeight = 1.0) =>
        t.Reward + noveltyWeight * RandomDistillation.Distance(predictor, random, t.Next);
}
