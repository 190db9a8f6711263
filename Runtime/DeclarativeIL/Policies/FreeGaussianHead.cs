using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>
/// A normal distribution with independent components, whose log-deviations are trained for themselves, from 0, without bounds: the head of
/// Stable-Baselines3's policies and of <c>imitation</c>'s cloning.
/// </summary>
/// <param name="Mean">The mean.</param>
/// <param name="LogDeviation">The logarithm of the standard deviation.</param>
[Head<BoxSpace>]
public sealed partial record FreeGaussianHead(Act Mean, [Free(0)] Vector LogDeviation)
{
    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => Normal.LogDensity((a - Mean) * Exp(-LogDeviation), LogDeviation);

    /// <summary>The differential entropy, in nats.</summary>
    public double Entropy => Normal.Entropy(LogDeviation);

    /// <summary>log p of the sample of z.</summary>
    public double LogProb(Gaussian z) => Normal.LogDensity(z, LogDeviation);

    /// <summary>m + s z.</summary>
    public Act Sample(Gaussian z) => Mean + Exp(LogDeviation) * z;
}
