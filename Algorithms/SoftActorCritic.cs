using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Soft actor-critic with two critics and a learned temperature
/// (<see href="https://arxiv.org/abs/1812.05905">Haarnoja et al., 2018</see>), for acts whose samples have a gradient.
/// </summary>
/// <remarks>
/// Critics learn R + γ (min(q̄₁(s′, a′), q̄₂(s′, a′)) − α log π(a′|s′)) with a′ ~ π(·|s′) from all transitions so far, the policy minimises
/// α log π(a|s) − min(q₁(s, a), q₂(s, a)) with a ~ π(·|s), and α is moved until the policy's entropy is as wanted.
/// <list type="number">
/// <item>The temperature is learned by its logarithm, as in the authors' code; the paper writes the loss in α.</item>
/// <item>In each round the critics take all of their steps, then the policy and the temperature take theirs: rounds of few steps alternate
/// as the paper does (<see cref="Training.TrainingOptions.StepsPerEpoch"/>).</item>
/// <item>A policy with <c>SquashedGaussianHead</c> is the paper's.</item>
/// </list>
/// </remarks>
public sealed partial class SoftActorCritic
{
    /// <summary>Half of the critics' squared soft Bellman errors, for one transition.</summary>
    /// <param name="q1">q₁: the first critic.</param>
    /// <param name="q2">q₂: the second.</param>
    /// <param name="slow1">q̄₁: a copy that follows q₁ slowly.</param>
    /// <param name="slow2">q̄₂: a copy that follows q₂ slowly.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="logAlpha">log α, the logarithm of the temperature.</param>
    /// <param name="t">A transition of any round.</param>
    /// <param name="z">The draw of the next act.</param>
    /// <param name="gamma">γ: the discount of later rewards.</param>
    [Loss]
    static double Bellman(
        Critic q1,
        Critic q2,
        [Target(nameof(q1), 0.005)] Critic slow1,
        [Target(nameof(q2), 0.005)] Critic slow2,
        [Detached] Policy pi,
        [Detached] Coefficient logAlpha,
        [Replay] Transition t,
        Draw z,
        [Range(0.0, 1.0)] double gamma = 0.99
    ) => Errors(q1, q2, t, t.Reward + (t.Terminal ? 0 : gamma * SoftValue(slow1, slow2, pi, logAlpha, t.Next, z)));

    /// <summary>What the policy minimises, for one state: α log π(a|s) − min(q₁(s, a), q₂(s, a)).</summary>
    /// <param name="pi">The policy π that is trained.</param>
    /// <param name="q1">q₁: the first critic.</param>
    /// <param name="q2">q₂: the second.</param>
    /// <param name="logAlpha">log α, the logarithm of the temperature.</param>
    /// <param name="t">A transition of any round, of which the state counts.</param>
    /// <param name="z">The draw of the act.</param>
    [Loss(Phase = 1)]
    static double Actor(
        Policy pi,
        [Detached] Critic q1,
        [Detached] Critic q2,
        [Detached] Coefficient logAlpha,
        [Replay] Transition t,
        Draw z
    ) => -SoftValue(q1, q2, pi, logAlpha, t.State, z);

    /// <summary>What moves the temperature: −log α (log π(a|s) + H̄), H̄ the entropy that is wanted.</summary>
    /// <param name="logAlpha">log α, which is trained.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="t">A transition of any round, of which the state counts.</param>
    /// <param name="z">The draw of the act.</param>
    /// <param name="entropyOfNumber">H̄ for each number of an act, in nats; −1 is the paper's.</param>
    [Loss(Phase = 1)]
    static double Temperature(
        Coefficient logAlpha,
        [Detached] Policy pi,
        [Replay] Transition t,
        Draw z,
        [Range(-100.0, 100.0)] double entropyOfNumber = -1
    ) => Tempered(logAlpha, pi, t, z, entropyOfNumber);

    /// <summary>Half of both critics' squared errors against a target.</summary>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="t">The transition.</param>
    /// <param name="target">What they are to say of it.</param>
    public static double Errors(Critic q1, Critic q2, Transition t, double target) =>
        (Square(q1.Value(t.State, t.Action) - target) + Square(q2.Value(t.State, t.Action) - target)) / 2;

    /// <summary>−log α (log π(a|s) + H̄) with a ~ π(·|s).</summary>
    /// <param name="logAlpha">log α.</param>
    /// <param name="pi">The policy.</param>
    /// <param name="t">The transition, of which the state and the size of the act count.</param>
    /// <param name="z">The draw of the act.</param>
    /// <param name="entropyOfNumber">H̄ for each number of an act.</param>
    public static double Tempered(Coefficient logAlpha, Policy pi, Transition t, Draw z, double entropyOfNumber) =>
        -logAlpha * (pi.LogProb(pi.Sample(t.State, z), t.State) + entropyOfNumber * t.Action.Size);

    /// <summary>One sample of the soft value V(s) = min(q₁(s, a), q₂(s, a)) − α log π(a|s), a ~ π(·|s).</summary>
    /// <param name="q1">The first critic.</param>
    /// <param name="q2">The second critic.</param>
    /// <param name="pi">The policy.</param>
    /// <param name="logAlpha">The logarithm of the temperature.</param>
    /// <param name="s">The state.</param>
    /// <param name="z">The draw of the act.</param>
    public static double SoftValue(Critic q1, Critic q2, Policy pi, Coefficient logAlpha, State s, Draw z)
    {
        var act = pi.Sample(s, z);
        return Math.Min(q1.Value(s, act), q2.Value(s, act)) - Math.Exp(logAlpha) * pi.LogProb(act, s);
    }
}
