using System.ComponentModel.DataAnnotations;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Cloning with recovery: some demonstrations are displaced, and their labels steer back (Bojarski et al. 2016, <see href="https://arxiv.org/abs/1604.07316">arXiv:1604.07316</see>).</summary>
/// <remarks>
/// With probability rate: s + x and a - K x in place of s and a, x = spread * z componentwise, z standard normal, afresh at each visit.
/// <list type="number">
/// <item>The paper shifts and turns camera images and computes the steering that returns in two seconds; here states and a gain matrix are given.</item>
/// </list>
/// </remarks>
[Loss<RegressionCloning>]
public sealed partial class RecoveryCloning
{
    /// <summary>The displaced row.</summary>
    /// <param name="d">What the expert did.</param>
    /// <param name="u">Whether it is displaced.</param>
    /// <param name="z">Whereto.</param>
    /// <param name="gain">K, [a, s]: how much of the action a displacement takes back.</param>
    /// <param name="spread">[s]: standard deviation of the displacement of each component; 0 for what cannot be displaced.</param>
    /// <param name="rate">How many of the rows are displaced.</param>
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
