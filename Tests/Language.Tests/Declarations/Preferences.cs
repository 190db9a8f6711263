using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Language.Tests.Declarations;

public sealed partial class Dpo
{
    [Loss]
    public static double PreferenceLoss(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1, double smoothing = 0.0)
        => -(1 - smoothing) * LogSigmoid(beta * Margin(pi, reference, p)) - smoothing * LogSigmoid(-beta * Margin(pi, reference, p));

    public static double Margin(Policy pi, Policy reference, Preference p)
        => LogRatio(pi, reference, p.Chosen, p.Context) - LogRatio(pi, reference, p.Rejected, p.Context);

    public static double LogRatio(Policy pi, Policy reference, Act y, State x) => pi.LogProb(y, x) - reference.LogProb(y, x);
}

public sealed partial class Ipo
{
    [Loss]
    static double Identity(Policy pi, [Frozen] Policy reference, Preference p, double tau = 0.1)
        => Square(Dpo.LogRatio(pi, reference, p.Chosen, p.Context) / p.Chosen.Length
                - Dpo.LogRatio(pi, reference, p.Rejected, p.Context) / p.Rejected.Length - 1 / (2 * tau));
}

public sealed partial class Kto
{
    [Column]
    static double Kl(Policy pi, [Frozen] Policy reference, Rating r, [Other] Rating other)
        => Dpo.LogRatio(pi, reference, other.Response, r.Context);

    [Loss]
    static double Prospect(Policy pi, [Frozen] Policy reference, Rating r, [Mean(nameof(Kl))] double kl,
                           double beta = 0.1, double desirableWeight = 1.0, double undesirableWeight = 1.0)
    {
        var baseline = Math.Max(0, kl);
        var ratio = Dpo.LogRatio(pi, reference, r.Response, r.Context);
        return r.Desirable ? desirableWeight * (1 - Sigmoid(beta * (ratio - baseline)))
                           : undesirableWeight * (1 - Sigmoid(beta * (baseline - ratio)));
    }
}

public sealed partial class Aot
{
    [Column] static double Chosen(Policy pi, [Frozen] Policy reference, Preference p) => Dpo.LogRatio(pi, reference, p.Chosen, p.Context);
    [Column] static double Rejected(Policy pi, [Frozen] Policy reference, Preference p) => Dpo.LogRatio(pi, reference, p.Rejected, p.Context);

    [Loss]
    static Tensor Dominance([Of(nameof(Chosen))] Tensor chosen, [Of(nameof(Rejected))] Tensor rejected, double beta = 0.1)
        => -TorchSharp.torch.nn.functional.logsigmoid(beta * (chosen.sort(0).Values - rejected.sort(0).Values)).mean();
}

public sealed partial class SimPo
{
    [Loss]
    static double Simple(Policy pi, Preference p, double beta = 2.0, double targetMargin = 1.0)
        => -LogSigmoid(beta * pi.LogProb(p.Chosen, p.Context) / p.Chosen.Length
                     - beta * pi.LogProb(p.Rejected, p.Context) / p.Rejected.Length - targetMargin);
}

public sealed partial class Orpo
{
    [Loss]
    static double OddsRatio(Policy pi, Preference p, double lambda = 0.1)
    {
        var chosen = pi.LogProb(p.Chosen, p.Context) / p.Chosen.Length;
        var rejected = pi.LogProb(p.Rejected, p.Context) / p.Rejected.Length;
        return -chosen - lambda * LogSigmoid(chosen - rejected - (Log1mExp(chosen) - Log1mExp(rejected)));
    }
}

public enum Divergence { ReverseKl, JensenShannon, ForwardKl, Alpha }

public sealed partial class FDpo
{
    [Loss]
    static double Divergent(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1, double alpha = 0.5, Divergence divergence = Divergence.ReverseKl)
        => -LogSigmoid(beta * Link(Dpo.LogRatio(pi, reference, p.Chosen, p.Context), divergence, alpha)
                     - beta * Link(Dpo.LogRatio(pi, reference, p.Rejected, p.Context), divergence, alpha));

    static double Link(double logRatio, Divergence divergence, double alpha) => divergence switch
    {
        Divergence.JensenShannon => logRatio - Softplus(logRatio),
        Divergence.ForwardKl => -Math.Exp(-logRatio),
        Divergence.Alpha => (1 - Math.Exp(-alpha * logRatio)) / alpha,
        _ => logRatio,
    };
}

[Loss<Dpo>, Loss<BehaviorCloning>(Weight = 0.1)]
public sealed partial class DpoWithReplay;

public sealed partial class RegularizedDpo
{
    [Loss]
    static double Mixed(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1, double sftWeight = 1.0)
        => Dpo.PreferenceLoss(pi, reference, p, beta) - sftWeight * pi.LogProb(p.Chosen, p.Context) / p.Chosen.Length;
}

[Loss<Dpo>]
public sealed partial class OnlineDpo
{
    [Collect(Replace = true)]
    static Preference Compare(State context, Policy pi, Expert expert, Draw first, Draw second)
    {
        var a = pi.Sample(context, first);
        var b = pi.Sample(context, second);
        return expert.Prefers(a, b, context) ? new Preference(context, a, b) : new Preference(context, b, a);
    }
}

public sealed partial class RewardModel
{
    [Loss]
    static double BradleyTerry(Critic score, Preference p, double margin = 0.0)
        => -LogSigmoid(score.Value(p.Context, p.Chosen) - score.Value(p.Context, p.Rejected) - margin);
}

[Loss<Ppo>]
public sealed partial class Rlhf
{
    [Reward]
    static double Penalised([Given] Critic score, [Given] Policy reference, Policy pi, Transition t, double klWeight = 0.05)
        => (t.Terminal ? score.Value(t.Next) : 0) - klWeight * (pi.LogProb(t.Action, t.State) - reference.LogProb(t.Action, t.State));
}
