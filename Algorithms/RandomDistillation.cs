using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Random distillation: a network learns a random one's answers where there is data; elsewhere it errs
/// (<see href="https://arxiv.org/abs/1810.12894">Burda et al., 2019</see>; <see href="https://arxiv.org/abs/1905.06750">Wang et al.,
/// 2019</see>).
/// </summary>
/// <remarks>
/// Minimises E‖f(s) − f_random(s)‖² over the expert's states. The error of a state then says how far it is from them: it pays in
/// <see cref="RandomExpertDistillation"/> and scales exploration in <see cref="DistilledExploration"/>.
/// <list type="number">
/// <item>States alone, where the second paper also takes pairs of state and act.</item>
/// </list>
/// </remarks>
public sealed partial class RandomDistillation
{
    /// <summary>The squared error ‖f(s) − f_random(s)‖² at a state of the expert.</summary>
    /// <param name="predictor">f: the network that is trained.</param>
    /// <param name="random">f_random: the random network, as it was drawn, never trained.</param>
    /// <param name="d">The demonstration, of which the state s counts.</param>
    [Loss]
    static double DistillationError(Features predictor, [Given] Features random, Demonstration d) => Distance(predictor, random, d.State);

    /// <summary>The squared distance ‖f(s) − f_random(s)‖² between the answers of both networks.</summary>
    /// <param name="predictor">f: the network that learns the random one's answers.</param>
    /// <param name="random">f_random: the random network.</param>
    /// <param name="s">The state.</param>
    public static double Distance(Features predictor, Features random, State s) => SquaredNorm(predictor.Of(s) - random.Of(s));
}
