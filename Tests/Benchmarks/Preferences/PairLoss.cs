using static DeclarativeIL.Functions;

namespace DeclarativeIL.Benchmarks.Preferences;

/// <summary>Direct preference optimisation (Rafailov et al. 2023), as a user declares it.</summary>
public sealed partial class PairLoss
{
    [Loss]
    static double PreferenceLoss(Policy pi, [Frozen] Policy reference, Preference p, double beta = 0.1)
        => -LogSigmoid(beta * (pi.LogProb(p.Chosen, p.Context) - reference.LogProb(p.Chosen, p.Context)
                             - pi.LogProb(p.Rejected, p.Context) + reference.LogProb(p.Rejected, p.Context)));
}
