using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Language.Tests.Declarations;

public sealed partial class FocalCloning
{
    [Loss]
    static double Focal(Policy pi, Demonstration d, double focus = 2.0)
    {
        var logProb = pi.LogProb(d.Action, d.State);
        return -Math.Pow(1 - Math.Exp(logProb), focus) * logProb;
    }
}

public sealed partial class DetachedFocalCloning
{
    [Loss]
    static double Focal(Policy pi, [Detached] Policy now, Demonstration d, double focus = 2.0) =>
        -Math.Pow(1 - Math.Exp(now.LogProb(d.Action, d.State)), focus) * pi.LogProb(d.Action, d.State);
}

/// <summary>Towards what a teacher does in evaluation, not what it draws.</summary>
public sealed partial class GreedyDistillation
{
    [Loss]
    static double Distance(Policy pi, [Given] Policy teacher, Demonstration d) => SquaredNorm(pi.Mean(d.State) - teacher.Mode(d.State));
}

[Loss<BehaviorCloning>]
public sealed partial class FrugalDAgger
{
    [Loss]
    static double Distill(Features predictor, [Given] Features random, Demonstration d) => Novelty(predictor, random, d.State);

    [Column]
    static double Seen(Features predictor, [Given] Features random, Demonstration d) => Novelty(predictor, random, d.State);

    [Aggregate(Store.ExpertSteps)]
    static Control Decide(
        Step t,
        Features predictor,
        [Given] Features random,
        [Quantile(nameof(Seen), 0.95)] double limit,
        int budget = 1000
    ) => t.Queries < budget && Novelty(predictor, random, t.State) > limit ? Control.Expert : Control.Learner;

    static double Novelty(Features predictor, Features random, State s) => SquaredNorm(predictor.Of(s) - random.Of(s));
}

public sealed partial class CandidateRanking
{
    [Loss]
    static double Pairs(Policy pi, [Frozen] Policy reference, Ranking r, double beta = 0.1) =>
        PairwiseLogistic(beta * (pi.LogProb(r.Candidates, r.Context) - reference.LogProb(r.Candidates, r.Context)));

    /// <summary>Every better candidate against every worse one: sum over i &lt; j of log(1 + exp(s_j - s_i)).</summary>
    [Operation(nameof(PairwiseLogisticBatch))]
    static double PairwiseLogistic(Vector scores)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Size; i++)
        for (var j = i + 1; j < scores.Size; j++)
            sum += Softplus(scores[j] - scores[i]);
        return sum;
    }

    static Tensor PairwiseLogisticBatch(Tensor scores) => Softplus(scores.unsqueeze(-2) - scores.unsqueeze(-1)).triu(1).sum([-2, -1]);
}
