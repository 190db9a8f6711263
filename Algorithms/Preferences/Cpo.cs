using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Contrastive preference optimisation (Xu et al. 2024): DPO with a uniform reference, and the likelihood of the chosen answer.</summary>
/// <remarks>
/// minimise E[-log s(b log pi(y_w|x) - b log pi(y_l|x)) - w log pi(y_w|x)].
/// <list type="number">
/// <item>The weight w is not in the paper, where it is 1.</item>
/// </list>
/// </remarks>
public sealed partial class Cpo
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="p">The pair.</param>
    /// <param name="beta">Scale of the log-likelihoods in the preference.</param>
    /// <param name="cloningWeight">w: weight of the likelihood of the chosen answer.</param>
    [Loss]
    static double Contrastive(
        Policy pi,
        Preference p,
        [Range(0.0, double.MaxValue)] double beta = 0.1,
        [Range(0.0, double.MaxValue)] double cloningWeight = 1.0
    )
    {
        var chosen = pi.LogProb(p.Chosen, p.Context);
        var rejected = pi.LogProb(p.Rejected, p.Context);
        return -LogSigmoid(beta * (chosen - rejected)) - cloningWeight * chosen;
    }
}
