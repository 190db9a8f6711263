using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Language.Tests.Declarations;

[Loss<BehaviorCloning>]
public sealed partial class TrajectoryDAgger
{
    [Aggregate(Store.EveryState)]
    static Control Decide(Step t, [PerEpisode] Uniform u, double p = 0.5)
        => u < Math.Pow(p, t.Round) ? Control.Expert : Control.Learner;
}
