using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Adversarial inverse reinforcement learning (<see href="https://arxiv.org/abs/1710.11248">Fu, Luo, Levine, 2018</see>): the
/// discriminator is made of a reward g and a potential h, so that g can be taken to other dynamics.
/// </summary>
/// <remarks>
/// The logit is f(s, a, s′) − log π(a|s) with f = g(s) + γ h(s′) − h(s); <see cref="Ppo"/> is paid the logit, which is the paper's
/// log D − log(1 − D).
/// <list type="number">
/// <item>g is of the state alone, the paper's form whose reward can be taken to other dynamics.</item>
/// <item>h of a state that the environment ends at is 0.</item>
/// <item>The discriminator asks the density of the act as it was executed, of the expert's and of the learner's alike.</item>
/// </list>
/// </remarks>
[Loss<Ppo>(Phase = 1)]
public sealed partial class Airl
{
    /// <summary>The cross-entropy −log D of one of the expert's transitions.</summary>
    /// <param name="g">g: the reward of a state.</param>
    /// <param name="h">h: the potential.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="e">The expert's transition; its reward is not read.</param>
    /// <param name="gamma">γ: the discount.</param>
    [Loss]
    static double OnExpert(Critic g, Critic h, [Detached] Policy pi, Transition e, [Range(0.0, 1.0)] double gamma = 0.99) =>
        BinaryCrossEntropy(Logit(g, h, pi, e, gamma), true);

    /// <summary>The cross-entropy −log(1 − D) of one of the learner's transitions.</summary>
    /// <param name="g">g: the reward of a state.</param>
    /// <param name="h">h: the potential.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="t">A transition of this round.</param>
    /// <param name="gamma">γ: the discount.</param>
    [Loss]
    static double OnLearner(Critic g, Critic h, [Detached] Policy pi, [Rollout] Transition t, [Range(0.0, 1.0)] double gamma = 0.99) =>
        BinaryCrossEntropy(Logit(g, h, pi, t, gamma), false);

    /// <summary>The reward log D − log(1 − D) of a step.</summary>
    /// <param name="g">g: the reward of a state.</param>
    /// <param name="h">h: the potential.</param>
    /// <param name="pi">The policy π.</param>
    /// <param name="t">The transition.</param>
    /// <param name="gamma">γ: the discount.</param>
    [Reward]
    static double LogOdds(Critic g, Critic h, Policy pi, Transition t, [Range(0.0, 1.0)] double gamma = 0.99) => Logit(g, h, pi, t, gamma);

    /// <summary>The logit f(s, a, s′) − log π(a|s) of the discriminator.</summary>
    static double Logit(Critic g, Critic h, Policy pi, Transition t, double gamma) =>
        g.Value(t.State) + (t.Terminal ? 0 : gamma * h.Value(t.Next)) - h.Value(t.State) - pi.LogProb(t.Action, t.State);
}
