using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Proximal policy optimisation with a clipped ratio (Schulman et al. 2017, <see href="https://arxiv.org/abs/1707.06347">arXiv:1707.06347</see>),
/// generalised advantages (Schulman et al. 2016, <see href="https://arxiv.org/abs/1506.02438">arXiv:1506.02438</see>).</summary>
/// <remarks>
/// maximise E[min(r A, clip(r, 1 - eps, 1 + eps) A)] - c_v E[(v(s) - A - v_old(s))^2] + c_H H(pi), r = pi(a|s) / pi_old(a|s).
/// <list type="number">
/// <item>Advantages are normalised within each batch, which the paper does not say and its implementation does.</item>
/// <item>A step that a limit cuts off, or at which the round ends while the episode goes on, is worth r + gamma v(s'); only the environment's own end is worth r.</item>
/// <item>Policy and critic are networks of their own, and the error of values is not clipped.</item>
/// <item>The density is that of the act as it was drawn; that it is executed within its bounds counts as the environment's doing.</item>
/// </list>
/// </remarks>
public sealed partial class Ppo
{
    /// <summary>A_t = r_t + gamma v(s_{t+1}) - v(s_t) + gamma lambda A_{t+1}.</summary>
    /// <param name="v">The critic, as it is when the round's data is in.</param><param name="t">The step.</param>
    /// <param name="later">The next step's advantage; 0 where there is none.</param><param name="gamma">Discount.</param><param name="lambda">0 trusts the critic, 1 the returns.</param>
    [Column]
    static double Advantage(
        Critic v,
        [Rollout] Transition t,
        [Next] double later,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(0.0, 1.0)] double lambda = 0.95
    ) => t.Reward + (t.Terminal ? 0 : gamma * v.Value(t.Next)) - v.Value(t.State) + gamma * lambda * later;

    /// <summary>The clipped surrogate, and an entropy bonus.</summary>
    /// <param name="pi">The policy that acts and is trained.</param><param name="old">The same at the start of the round, when it acted.</param>
    /// <param name="t">What it did.</param><param name="a">A_t.</param><param name="mean">Of the batch's advantages.</param><param name="spread">Their standard deviation.</param>
    /// <param name="clip">eps.</param><param name="entropyWeight">c_H.</param>
    [Loss]
    static double Clipped(
        Policy pi,
        [Frozen(Each.Round)] Policy old,
        [Rollout] Transition t,
        [Of(nameof(Advantage))] double a,
        [Mean(nameof(Advantage))] double mean,
        [Deviation(nameof(Advantage))] double spread,
        [Range(0.0, 1.0)] double clip = 0.2,
        double entropyWeight = 0.01
    )
    {
        var ratio = Math.Exp(pi.LogProb(t.Chosen, t.State) - old.LogProb(t.Chosen, t.State));
        var advantage = (a - mean) / (spread + 1e-8);
        return -Math.Min(ratio * advantage, Math.Clamp(ratio, 1 - clip, 1 + clip) * advantage) - entropyWeight * pi.Entropy(t.State);
    }

    /// <summary>The critic's error.</summary>
    /// <param name="v">The critic.</param><param name="vOld">The same at the start of the round, when the advantages were taken.</param>
    /// <param name="t">The step.</param><param name="a">A_t.</param><param name="valueWeight">c_v.</param>
    [Loss]
    static double ValueError(
        Critic v,
        [Frozen(Each.Round)] Critic vOld,
        [Rollout] Transition t,
        [Of(nameof(Advantage))] double a,
        double valueWeight = 0.5
    ) => valueWeight * Square(v.Value(t.State) - (a + vOld.Value(t.State)));
}
