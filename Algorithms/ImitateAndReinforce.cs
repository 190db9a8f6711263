using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Reinforcement of a cloned policy by <see cref="Ppo"/> (<see href="https://arxiv.org/abs/1707.06347">Schulman et al., 2017</see>),
/// exploring where an ensemble of clones disagrees.
/// </summary>
/// <remarks>
/// a = μ(s) + α x with x ~ N(0, Cov(s)) and Cov(s) = 1/L Σ_l (μ_l(s) − μ̄(s))(μ_l(s) − μ̄(s))ᵀ of the L clones, μ̄ their mean: little where
/// the expert was seen, much elsewhere.
/// <list type="number">
/// <item>The ratio is that of the policy's own densities, new over old, of the act that was drawn from the ensemble's spread around its
/// mean. Nothing corrects for the difference between that spread and the policy's own, which scales the steps.</item>
/// <item>The members are given: trained before on the demonstrations (<see cref="EnsembleCloning"/>), and not again.</item>
/// <item>Where the members agree entirely, nothing is explored: what they all do wrong stays.</item>
/// </list>
/// </remarks>
[Loss<Ppo>]
public sealed partial class ImitateAndReinforce
{
    /// <summary>The act that is executed: the policy's mean, varied by as much as the clones disagree.</summary>
    /// <param name="pi">The policy, cloned before, whose mean μ(s) is varied.</param>
    /// <param name="members">The ensemble of clones.</param>
    /// <param name="s">The state.</param>
    /// <param name="z">A standard normal draw.</param>
    /// <param name="alpha">α: how far is explored, as a multiple of the members' standard deviation.</param>
    [Explore]
    static Act Propose([Learner] Policy pi, [Given] Ensemble members, State s, Gaussian z, [Range(0.0, 1e6)] double alpha = 1.0) =>
        pi.Mean(s) + alpha * (Cholesky(members.Covariance(s)) * z);
}
