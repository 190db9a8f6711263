using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>The policy gradient by returns, REINFORCE (<see href="https://doi.org/10.1007/BF00992696">Williams, 1992</see>).</summary>
/// <remarks>
/// Maximises E[Σ_t G_t log π(a_t|s_t)] with the return G_t = R_t + γ G_{t+1} of the rewards R_t.
/// <list type="number">
/// <item>No baseline. The paper's is a number that does not depend on the act; <see cref="Ppo"/> has a critic in its place.</item>
/// <item>The return counts from the step on; the paper's episodic form gives every step the whole episode's.</item>
/// <item>The discount γᵗ of the step itself is left out, as is usual.</item>
/// <item>The density is that of the act as it was drawn; that it is executed within its bounds counts as the environment's doing.</item>
/// <item>An episode that is cut off, by a limit or by the end of the round, counts as one that ends there with nothing to come; rounds in
/// whole episodes (<see cref="Training.Rounds.OfEpisodes"/>) have no such ends but the limit's.</item>
/// </list>
/// </remarks>
public sealed partial class Reinforce
{
    /// <summary>The return G_t = R_t + γ G_{t+1}: what the episode pays from a step on, in the units of the reward.</summary>
    /// <param name="t">The transition at time t.</param>
    /// <param name="nextReturn">G_{t+1}: the next step's return; 0 where there is none.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    [Column]
    static double Return([Rollout] Transition t, [Next] double nextReturn, [Range(0.0, 1.0)] double gamma = 0.99) =>
        t.Reward + gamma * nextReturn;

    /// <summary>The log-likelihood of one transition's act, weighted by its return and negated: −G log π(a|s).</summary>
    /// <param name="pi">The policy that acts and is trained.</param>
    /// <param name="t">The transition.</param>
    /// <param name="g">G: the transition's return.</param>
    [Loss]
    static double PolicyGradient(Policy pi, [Rollout] Transition t, [Of(nameof(Return))] double g) => -g * pi.LogProb(t.Chosen, t.State);
}
