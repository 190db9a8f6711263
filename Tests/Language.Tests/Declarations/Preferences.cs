using DeclarativeIL.Algorithms;

namespace DeclarativeIL.Language.Tests.Declarations;

[Loss<Dpo>, Loss<BehaviorCloning>(Weight = 0.1)]
public sealed partial class DpoWithReplay;

[Loss<Dpo>(Weight = 0.8), Loss<PreferredFineTuning>(Weight = 0.2)]
public sealed partial class DpoWithFineTuning;

public sealed partial class RegularizedDpo
{
    [Loss]
    static double Mixed(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1, double sftWeight = 1.0) =>
        Dpo.PreferenceLoss(pi, reference, p, beta) - sftWeight * pi.LogProb(p.Chosen, p.Context) / p.Chosen.Length;
}

[Loss<Dpo>]
public sealed partial class OnPolicyDpo
{
    [Collect(Replace = true)]
    static Preference Compare(State context, Policy pi, Expert expert, Draw first, Draw second)
    {
        var a = pi.Sample(context, first);
        var b = pi.Sample(context, second);
        return expert.Prefers(a, b, context) ? new Preference(context, a, b) : new Preference(context, b, a);
    }
}

[Loss<Ppo>]
public sealed partial class Rlhf
{
    [Reward]
    static double Penalised([Given] Critic score, [Given] Policy reference, Policy pi, Transition t, double klWeight = 0.05) =>
        (t.Terminal ? score.Value(t.Next) : 0) - klWeight * (pi.LogProb(t.Action, t.State) - reference.LogProb(t.Action, t.State));
}
