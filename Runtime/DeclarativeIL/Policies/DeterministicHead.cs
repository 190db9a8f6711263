using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>The act is the output of the network; imitation minimises the square of the distance.</summary>
/// <param name="Mean">The act.</param>
[Head<BoxSpace>]
public sealed partial record DeterministicHead(Act Mean)
{
    /// <summary>The act, which nothing is drawn for.</summary>
    public Act Sample() => Mean;

    /// <summary>The square of the distance to an act.</summary>
    /// <param name="a">The act.</param>
    public double Fit(Act a) => SquaredNorm(Mean - a);
}
