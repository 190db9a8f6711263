using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>Reinforcement of a cloned policy by <see cref="Ppo"/>, exploring where random distillation says that the expert was not.</summary>
/// <remarks>
/// a = mu(s) + alpha |f(s) - f_random(s)| N(0, 1), with f from <see cref="RandomDistillation"/> (Burda et al. 2019, Wang et al. 2019, who make
/// rewards of that error): what <see cref="ImitateAndReinforce"/> does with an ensemble, by one network.
/// <list type="number">
/// <item>The error has no direction: all components of an act are varied alike.</item>
/// <item>The ratio is treated as in <see cref="ImitateAndReinforce"/>.</item>
/// </list>
/// </remarks>
[Loss<Ppo>]
public sealed partial class DistilledExploration
{
    /// <summary>What is done.</summary>
    /// <param name="pi">The policy, cloned before, whose mean is varied.</param>
    /// <param name="predictor">f, trained before.</param>
    /// <param name="random">f_random.</param>
    /// <param name="s">What is seen.</param>
    /// <param name="z">A standard normal draw.</param>
    /// <param name="alpha">How much is explored.</param>
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
