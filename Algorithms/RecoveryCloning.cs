using System.ComponentModel.DataAnnotations;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Cloning with recovery: some demonstrations are displaced, and their labels steer back
/// (<see href="https://arxiv.org/abs/1604.07316">Bojarski et al., 2016</see>).
/// </summary>
/// <remarks>
/// With a given probability: s + x and a − K x in place of s and a, where x = ς ⊙ z for the deviations ς and a standard normal z, afresh at
/// each visit.
/// <list type="number">
/// <item>The paper shifts and turns camera images and computes the steering that returns in two seconds; here states and a gain matrix are
/// given.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class RecoveryCloning
{
    /// <summary>The demonstration, or one displaced from it whose label steers back.</summary>
    /// <param name="d">The demonstration.</param>
    /// <param name="u">A uniform draw, which says whether the demonstration is displaced.</param>
    /// <param name="z">A standard normal draw: the direction and, in deviations, the length of the displacement.</param>
    /// <param name="gain">K, [a, s]: how much of the action a displacement takes back.</param>
    /// <param name="spread">ς, [s]: standard deviation of the displacement of each component, in its units; 0 for what cannot be
    /// displaced.</param>
    /// <param name="rate">The share of the rows that are displaced.</param>
    [Augment]
    static Demonstration Displace(
        Demonstration d,
        Uniform u,
        Gaussian z,
        [Given] Matrix gain,
        [Given] Vector spread,
        [Range(0.0, 1.0)] double rate = 0.5
    ) => u < rate ? d with { State = d.State + spread * z, Action = d.Action - gain * (spread * z) } : d;
}
