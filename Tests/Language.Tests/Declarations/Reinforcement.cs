using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Declarations;

public sealed partial class SoftActorCritic
{
    [Loss(Phase = 1)]
    static double Bellman(
        Critic q1,
        Critic q2,
        [Target(nameof(q1), 0.005)] Critic slow1,
        [Target(nameof(q2), 0.005)] Critic slow2,
        [Detached] Policy pi,
        [Detached] Coefficient logAlpha,
        [Replay] Transition t,
        Draw z,
        double gamma = 0.99
    )
    {
        var next = pi.Sample(t.Next, z);
        var soft = Math.Min(slow1.Value(t.Next, next), slow2.Value(t.Next, next)) - Math.Exp(logAlpha) * pi.LogProb(next, t.Next);
        var target = t.Reward + (t.Terminal ? 0 : gamma * soft);
        return Square(q1.Value(t.State, t.Action) - target) + Square(q2.Value(t.State, t.Action) - target);
    }

    [Loss(Phase = 2)]
    static double Actor(
        Policy pi,
        [Detached] Critic q1,
        [Detached] Critic q2,
        [Detached] Coefficient logAlpha,
        [Replay] Transition t,
        Draw z
    )
    {
        var action = pi.Sample(t.State, z);
        return Math.Exp(logAlpha) * pi.LogProb(action, t.State) - Math.Min(q1.Value(t.State, action), q2.Value(t.State, action));
    }

    [Loss(Phase = 3)]
    static double Temperature(Coefficient logAlpha, [Detached] Policy pi, [Replay] Transition t, Draw z, double targetEntropy = -1) =>
        -logAlpha * (pi.LogProb(pi.Sample(t.State, z), t.State) + targetEntropy);
}
