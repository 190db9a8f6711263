using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Declarations;

[Loss<Ppo>(Phase = 2)]
public sealed partial class Gail
{
    [Loss(Phase = 1)]
    static double OnExpert(Critic d, Transition e) => BinaryCrossEntropy(d.Value(e.State, e.Action), true);

    [Loss(Phase = 1)]
    static double OnLearner(Critic d, [Rollout] Transition o) => BinaryCrossEntropy(d.Value(o.State, o.Action), false);

    [Reward]
    static double Surrogate(Critic d, Transition o) => -LogSigmoid(-d.Value(o.State, o.Action));
}

[Loss<Ppo>(Phase = 2)]
public sealed partial class Airl
{
    [Loss(Phase = 1)]
    static double OnExpert(Critic g, Critic h, [Detached] Policy pi, Transition e, double gamma = 0.99) =>
        BinaryCrossEntropy(Logit(g, h, pi, e, gamma), true);

    [Loss(Phase = 1)]
    static double OnLearner(Critic g, Critic h, [Detached] Policy pi, [Rollout] Transition o, double gamma = 0.99) =>
        BinaryCrossEntropy(Logit(g, h, pi, o, gamma), false);

    [Reward]
    static double LogOdds(Critic g, Critic h, Policy pi, Transition o, double gamma = 0.99) => Logit(g, h, pi, o, gamma);

    static double Logit(Critic g, Critic h, Policy pi, Transition t, double gamma) =>
        g.Value(t.State) + (t.Terminal ? 0 : gamma * h.Value(t.Next)) - h.Value(t.State) - pi.LogProb(t.Action, t.State);
}

public sealed partial class MaxEntIrl
{
    [Loss]
    static double Observed(Critic r, Demonstration e, double l2Weight = 1e-3) => -r.Value(e.State) + l2Weight * r.SquaredWeights / 2;

    [Loss]
    static double Expected(Critic r, [Rollout] Transition o) => r.Value(o.State);

    [Reward]
    static double Learned(Critic r, Transition o) => r.Value(o.State);

    [Explore]
    static Act Plan([Given, Learner] Policy soft, State s, Draw z) => soft.Sample(s, z);
}

public sealed partial class Sqil
{
    [Loss]
    static double OnExpert(Features q, [Target(nameof(q), 0.01)] Features slow, Transition e, double gamma = 0.99, double alpha = 1.0) =>
        Residual(q, slow, e, 1, gamma, alpha);

    [Loss]
    static double OnLearner(
        Features q,
        [Target(nameof(q), 0.01)] Features slow,
        [Replay] Transition o,
        double gamma = 0.99,
        double alpha = 1.0
    ) => Residual(q, slow, o, 0, gamma, alpha);

    static double Residual(Features q, Features slow, Transition t, double reward, double gamma, double alpha) =>
        Square(q.Of(t.State)[t.Action] - reward - (t.Terminal ? 0 : gamma * alpha * LogSumExp(slow.Of(t.Next) / alpha)));

    [Explore]
    static Act Boltzmann(Features q, State s, Draw z, double alpha = 1.0) => Categorical(q.Of(s) / alpha, z);
}
