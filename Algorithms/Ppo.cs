using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Proximal policy optimisation with a clipped ratio (<see href="https://arxiv.org/abs/1707.06347">Schulman et al., 2017</see>) and
/// generalised advantages (<see href="https://arxiv.org/abs/1506.02438">Schulman et al., 2016</see>).
/// </summary>
/// <remarks>
/// Maximises E[min(r(θ) Â, clip(r(θ), 1 − ε, 1 + ε) Â) − c_v (v(s) − Â − v_old(s))² + c_H H(π(·|s))], with the ratio r(θ) = π(a|s) /
/// π_old(a|s) and the reward R.
/// <list type="number">
/// <item>Advantages are normalised within each batch, which the paper does not say and its implementation does; not in the critic's
/// error.</item>
/// <item>A step that a limit cuts off, or at which the round ends while the episode goes on, is worth R + γ v(s′); only the environment's
/// own end is worth R.</item>
/// <item>Policy and critic are networks of their own, and the error of values is not clipped.</item>
/// <item>The density is that of the act as it was drawn; that it is executed within its bounds counts as the environment's doing.</item>
/// </list>
/// </remarks>
public sealed partial class Ppo
{
    /// <summary>The generalised advantage Â_t = R_t + γ v(s_{t+1}) − v(s_t) + γ λ Â_{t+1}, in the units of the reward.</summary>
    /// <param name="v">The critic, as it is when the round's data is in.</param>
    /// <param name="t">The transition at time t.</param>
    /// <param name="nextAdvantage">Â_{t+1}: the next step's advantage; 0 where there is none.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    /// <param name="lambda">λ: 0 trusts the critic, 1 the returns.</param>
    [Column]
    static double Advantage(
        Critic v,
        [Rollout] Transition t,
        [Next] double nextAdvantage,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(0.0, 1.0)] double lambda = 0.95
    ) => t.Reward + (t.Terminal ? 0 : gamma * v.Value(t.Next)) - v.Value(t.State) + gamma * lambda * nextAdvantage;

    /// <summary>The clipped surrogate −min(r(θ) Â, clip(r(θ), 1 − ε, 1 + ε) Â), for one transition.</summary>
    /// <param name="pi">The policy π that acts and is trained.</param>
    /// <param name="piOld">π_old: the same policy at the start of the round, when it acted.</param>
    /// <param name="t">The transition.</param>
    /// <param name="advantage">Â: the transition's advantage.</param>
    /// <param name="mean">The mean of the batch's advantages.</param>
    /// <param name="deviation">The standard deviation of the batch's advantages.</param>
    /// <param name="clip">ε: how far the ratio r(θ) may go from 1 before it earns nothing more.</param>
    [Loss]
    static double ClippedSurrogate(
        Policy pi,
        [Frozen(Each.Round)] Policy piOld,
        [Rollout] Transition t,
        [Of(nameof(Advantage))] double advantage,
        [Mean(nameof(Advantage))] double mean,
        [Deviation(nameof(Advantage))] double deviation,
        [Range(0.0, 1.0)] double clip = 0.2
    )
    {
        var ratio = Math.Exp(LogRatio(pi, piOld, t));
        var normalized = (advantage - mean) / (deviation + 1e-8);
        return -Math.Min(ratio * normalized, Math.Clamp(ratio, 1 - clip, 1 + clip) * normalized);
    }

    /// <summary>The entropy bonus −c_H H(π(·|s)), for one transition.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="t">The transition.</param>
    /// <param name="entropyWeight">c_H: weight of the entropy bonus.</param>
    [Loss]
    static double EntropyBonus(Policy pi, [Rollout] Transition t, double entropyWeight = 0.01) => -entropyWeight * pi.Entropy(t.State);

    /// <summary>The critic's squared error c_v (v(s) − Â − v_old(s))², for one transition.</summary>
    /// <param name="v">The critic that is trained.</param>
    /// <param name="vOld">v_old: the same critic at the start of the round, when the advantages were taken.</param>
    /// <param name="t">The transition.</param>
    /// <param name="advantage">Â: the transition's advantage, not normalised.</param>
    /// <param name="valueWeight">c_v: weight of the critic's squared error.</param>
    [Loss]
    static double ValueError(
        Critic v,
        [Frozen(Each.Round)] Critic vOld,
        [Rollout] Transition t,
        [Of(nameof(Advantage))] double advantage,
        double valueWeight = 0.5
    ) => valueWeight * Square(v.Value(t.State) - (advantage + vOld.Value(t.State)));

    /// <summary>The entropy H(π(·|s)) of the policy, in nats.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="t">The transition.</param>
    [Metric]
    static double Entropy(Policy pi, [Rollout] Transition t) => pi.Entropy(t.State);

    /// <summary>1 where the ratio r(θ) is further from 1 than ε, else 0: its mean is the clipped fraction of transitions.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="piOld">π_old: the policy when it acted.</param>
    /// <param name="t">The transition.</param>
    /// <param name="clip">ε: how far the ratio may go.</param>
    [Metric]
    static double ClipFraction(Policy pi, [Frozen(Each.Round)] Policy piOld, [Rollout] Transition t, [Range(0.0, 1.0)] double clip = 0.2) =>
        Math.Abs(Math.Exp(LogRatio(pi, piOld, t)) - 1) > clip ? 1 : 0;

    /// <summary>
    /// (r − 1) − log r of the ratio r(θ): its mean estimates KL(π_old ‖ π), without bias and never below 0
    /// (<see href="http://joschu.net/blog/kl-approx.html">Schulman, 2020</see>, k₃).
    /// </summary>
    /// <param name="pi">The policy.</param>
    /// <param name="piOld">π_old: the policy when it acted.</param>
    /// <param name="t">The transition.</param>
    [Metric]
    static double ApproximateKl(Policy pi, [Frozen(Each.Round)] Policy piOld, [Rollout] Transition t) =>
        Math.Exp(LogRatio(pi, piOld, t)) - 1 - LogRatio(pi, piOld, t);

    /// <summary>The logarithm of the ratio r(θ) = π(a|s) / π_old(a|s) of the act as it was drawn.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="piOld">π_old: the policy when it acted.</param>
    /// <param name="t">The transition.</param>
    static double LogRatio(Policy pi, Policy piOld, Transition t) => pi.LogProb(t.Chosen, t.State) - piOld.LogProb(t.Chosen, t.State);
}
