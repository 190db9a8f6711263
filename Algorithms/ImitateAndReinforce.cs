using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Reinforcement of a cloned policy by <see cref="Ppo"/> (Schulman et al. 2017), exploring where an ensemble of clones disagrees.</summary>
/// <remarks>
/// a = mu(s) + alpha N(0, cov(s)), cov(s) = 1/L sum (mu_l(s) - mean)(mu_l(s) - mean)^T: little where the expert was seen, much elsewhere.
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
    /// <summary>What is done.</summary>
    /// <param name="pi">The policy, cloned before, whose mean is varied.</param>
    /// <param name="members">The clones.</param>
    /// <param name="s">What is seen.</param>
    /// <param name="z">A standard normal draw.</param>
    /// <param name="alpha">How much of the members' spread is explored.</param>
    [Explore]
    static Act Propose([Learner] Policy pi, [Given] Ensemble members, State s, Gaussian z, [Range(0.0, 1e6)] double alpha = 1.0) =>
        pi.Mean(s) + alpha * (Cholesky(members.Covariance(s)) * z);
}
