using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>
/// A normal distribution with independent components, whose deviations depend on the state too; the logarithm of each is kept between two
/// bounds by a smooth function.
/// </summary>
/// <param name="Mean">The mean.</param>
/// <param name="Raw">The log-deviation before it is bounded.</param>
/// <param name="Smallest">The lower bound of the log-deviation.</param>
/// <param name="Largest">The upper bound of the log-deviation.</param>
[Head<BoxSpace>]
public sealed partial record StateGaussianHead(Act Mean, Vector Raw, double Smallest = -5, double Largest = 2)
{
    private Vector LogDeviation => Smallest + 0.5 * (Largest - Smallest) * (1 + Tanh(Raw));

    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => Normal.LogDensity((a - Mean) * Exp(-LogDeviation), LogDeviation);

    /// <summary>The differential entropy, in nats.</summary>
    public double Entropy => Normal.Entropy(LogDeviation);

    /// <summary>log p of the sample of z.</summary>
    public double LogProb(Gaussian z) => Normal.LogDensity(z, LogDeviation);

    /// <summary>m + s z.</summary>
    public Act Sample(Gaussian z) => Mean + Exp(LogDeviation) * z;
}
