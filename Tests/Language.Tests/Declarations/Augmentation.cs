using DeclarativeIL.Algorithms;
using static DeclarativeIL.Functions;
using Tensor = TorchSharp.torch.Tensor;

namespace DeclarativeIL.Language.Tests.Declarations;

[Loss<RegressionCloning>]
public sealed partial class RecoveryCloning
{
    [Augment]
    static Demonstration Displace(Demonstration d, Uniform u, Gaussian z, [Given] Matrix gain, double rate = 0.5, double spread = 0.1)
        => u < rate ? d with { State = d.State + spread * z, Action = d.Action - gain * (spread * z) } : d;
}
