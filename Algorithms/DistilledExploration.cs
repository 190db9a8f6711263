using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Reinforcement of a cloned policy by <see cref="Ppo"/>, exploring where random distillation says that the expert was not.
/// </summary>
/// <remarks>
/// a = μ(s) + α ‖f(s) − f_random(s)‖ z with z ~ N(0, I) and f from <see cref="RandomDistillation"/>
/// (<see href="https://arxiv.org/abs/1810.12894">Burda et al., 2019</see>; <see href="https://arxiv.org/abs/1905.06750">Wang et al.,
/// 2019</see>, who make rewards of that error): what <see cref="ImitateAndReinforce"/> does with an ensemble, by one network.
/// <list type="number">
/// <item>The error has no direction: all components of an act are varied alike.</item>
/// <item>The ratio is treated as in <see cref="ImitateAndReinforce"/>.</item>
/// </list>
/// </remarks>
[Loss<Ppo>]
public sealed partial class DistilledExploration
{
    /// <summary>The act that is executed: the policy's mean, varied by as much as distillation errs.</summary>
    /// <param name="pi">The policy, cloned before, whose mean μ(s) is varied.</param>
    /// <param name="predictor">f: the network that learned the random one's answers on the expert's states.</param>
    /// <param name="random">f_random: the random network.</param>
    /// <param name="s">The state.</param>
    /// <param name="z">A standard normal draw.</param>
    /// <param name="alpha">α: how far is explored, as a multiple of the distillation's error.</param>
    [Explore]
    static Act Propose(
        [Learner] Policy pi,
        [Given] Features predictor,
        [Given] Features random,
        State s,
        Gaussian z,
        [Range(0.0, 1e6)] double alpha = 1.0
    ) => pi.Mean(s) + alpha * Math.Sqrt(RandomDistillation.Distance(predictor, random, s)) * z;
}
