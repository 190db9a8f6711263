using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Soft Q-learning over choices (<see href="https://arxiv.org/abs/1702.08165">Haarnoja et al., 2017</see>): q learns the soft Bellman
/// equation, and a policy learns π(a|s) = exp((q(s, a) − V(s)) / α) with V(s) = α log Σ_a exp(q(s, a) / α).
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Over choices V and the policy are sums, where the paper samples acts that are numbers.</item>
/// <item>The policy is a network of its own, so that it acts, is saved and is played like any other.</item>
/// </list>
/// </remarks>
public sealed partial class SoftQLearning
{
    /// <summary>The squared soft Bellman error (q(s, a) − R − γ V̄(s′))², for one transition.</summary>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="slow">q̄, of which V̄ is: a copy that follows q slowly.</param>
    /// <param name="t">A transition of any round.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    /// <param name="alpha">α: the temperature, in the units of the reward.</param>
    [Loss]
    static double Bellman(
        Features q,
        [Target(nameof(q), 0.005)] Features slow,
        [Replay] Transition t,
        [Range(0.0, 1.0)] double gamma = 0.99,
        [Range(1e-9, 1e9)] double alpha = 0.1
    ) => Square(q.Of(t.State)[t.Action] - t.Reward - (t.Terminal ? 0 : gamma * SoftValue(slow, t.Next, alpha)));

    /// <summary>
    /// What the policy minimises, for one state: Σ_a π(a|s) (α log π(a|s) − q(s, a)), which is least at exp((q − V) / α).
    /// </summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="t">A transition of any round, of which the state counts.</param>
    /// <param name="alpha">α: the temperature.</param>
    [Loss(Phase = 1)]
    static double Projection(Policy pi, [Detached] Features q, [Replay] Transition t, [Range(1e-9, 1e9)] double alpha = 0.1) =>
        Projected(pi, q, t.State, alpha);

    /// <summary>Σ_a π(a|s) (α log π(a|s) − q(s, a)), which is least at the soft policy of q.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="s">The state.</param>
    /// <param name="alpha">α: the temperature.</param>
    public static double Projected(Policy pi, Features q, State s, double alpha) =>
        Dot(Exp(pi.LogProbs(s)), alpha * pi.LogProbs(s) - q.Of(s));

    /// <summary>The soft value V(s) = α log Σ_a exp(q(s, a) / α).</summary>
    /// <param name="q">q: a number for each choice.</param>
    /// <param name="s">The state.</param>
    /// <param name="alpha">α: the temperature.</param>
    public static double SoftValue(Features q, State s, double alpha) => alpha * LogSumExp(q.Of(s) / alpha);
}
