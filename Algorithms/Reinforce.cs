using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>The policy gradient by returns (Williams 1992, REINFORCE).</summary>
/// <remarks>
/// maximise E[sum_t G_t log pi(a_t|s_t)], G_t = r_t + gamma G_{t+1}.
/// <list type="number">
/// <item>No baseline. The paper's is a number that does not depend on the act; <see cref="Ppo"/> has a critic in its place.</item>
/// <item>The return counts from the step on; the paper's episodic form gives every step the whole episode's.</item>
/// <item>The discount gamma^t of the step itself is left out, as is usual.</item>
/// <item>The density is that of the act as it was drawn; that it is executed within its bounds counts as the environment's doing.</item>
/// <item>An episode that is cut off, by a limit or by the end of the round, counts as one that ends there with nothing to come; rounds in whole
/// episodes (<see cref="Training.Rounds.OfEpisodes"/>) have no such ends but the limit's.</item>
/// </list>
/// </remarks>
public sealed partial class Reinforce
{
    /// <summary>What the episode pays from a step on.</summary>
    /// <param name="t">The step.</param>
    /// <param name="later">The next step's return; 0 where there is none.</param>
    /// <param name="gamma">Discount.</param>
    [Column]
    static double Return([Rollout] Transition t, [Next] double later, [Range(0.0, 1.0)] double gamma = 0.99) => t.Reward + gamma * later;

    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that acts and is trained.</param>
    /// <param name="t">What it did.</param>
    /// <param name="g">G_t.</param>
    [Loss]
    static double PolicyGradient(Policy pi, [Rollout] Transition t, [Of(nameof(Return))] double g) => -g * pi.LogProb(t.Chosen, t.State);
}
