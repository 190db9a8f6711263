using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Random distillation: a network learns a random one's answers where there is data; elsewhere it errs (Burda et al. 2019, Wang et al. 2019).</summary>
/// <remarks>
/// minimise E|f(s) - f_random(s)|^2 over the expert's states. The error of a state then says how far it is from them: it pays in
/// <see cref="RandomExpertDistillation"/> and scales exploration in <see cref="DistilledExploration"/>.
/// <list type="number">
/// <item>States alone, where the second paper also takes pairs of state and act.</item>
/// </list>
/// </remarks>
public sealed partial class RandomDistillation
{
    /// <summary>The equation.</summary>
    /// <param name="predictor">f.</param>
    /// <param name="random">f_random: as it was drawn, never trained.</param>
    /// <param name="d">What the expert saw.</param>
    [Loss]
    static double Distill(Features predictor, [Given] Features random, Demonstration d) => Distance(predictor, random, d.State);

    /// <summary>|f(s) - f_random(s)|^2.</summary>
    /// <param name="predictor">f.</param>
    /// <param name="random">f_random.</param>
    /// <param name="s">The state.</param>
    public static double Distance(Features predictor, Features random, State s) => SquaredNorm(predictor.Of(s) - random.Of(s));
}
