using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Generative adversarial imitation learning (<see href="https://arxiv.org/abs/1606.03476">Ho, Ermon, 2016</see>): a discriminator learns
/// to tell the expert's transitions from the learner's, and <see cref="Ppo"/> is paid for being taken for the expert.
/// </summary>
/// <remarks>
/// The discriminator is D(s, a) = σ(d(s, a)), 1 for the expert; the reward of a step is −log(1 − D(s, a)) = softplus(d(s, a)) ≥ 0.
/// <list type="number">
/// <item>In the paper D is 1 for the learner, and the cost log D; the reward here is the same number.</item>
/// <item>The policy is reinforced by PPO, not by TRPO.</item>
/// <item>All rewards are positive: where episodes can end early that alone teaches to live on.</item>
/// </list>
/// </remarks>
[Loss<Ppo>(Phase = 1)]
public sealed partial class Gail
{
    /// <summary>The cross-entropy −log D(s, a) of one of the expert's transitions.</summary>
    /// <param name="d">The discriminator's logit d.</param>
    /// <param name="e">The expert's transition; its reward is not read.</param>
    [Loss]
    static double OnExpert(Critic d, Transition e) => BinaryCrossEntropy(d.Value(e.State, e.Action), true);

    /// <summary>The cross-entropy −log(1 − D(s, a)) of one of the learner's transitions.</summary>
    /// <param name="d">The discriminator's logit d.</param>
    /// <param name="t">A transition of this round.</param>
    [Loss]
    static double OnLearner(Critic d, [Rollout] Transition t) => BinaryCrossEntropy(d.Value(t.State, t.Action), false);

    /// <summary>The reward −log(1 − D(s, a)) of a step.</summary>
    /// <param name="d">The discriminator's logit d.</param>
    /// <param name="t">The transition.</param>
    [Reward]
    static double Surrogate(Critic d, Transition t) => -LogSigmoid(-d.Value(t.State, t.Action));

    /// <summary>1 where the discriminator takes a transition of the expert's for one, else 0.</summary>
    /// <param name="d">The discriminator's logit d.</param>
    /// <param name="e">The expert's transition.</param>
    [Metric]
    static double ExpertAccuracy(Critic d, Transition e) => d.Value(e.State, e.Action) > 0 ? 1 : 0;

    /// <summary>1 where the discriminator takes a transition of the learner's for one, else 0.</summary>
    /// <param name="d">The discriminator's logit d.</param>
    /// <param name="t">A transition of this round.</param>
    [Metric]
    static double LearnerAccuracy(Critic d, [Rollout] Transition t) => d.Value(t.State, t.Action) > 0 ? 0 : 1;
}
