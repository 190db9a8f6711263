using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>
/// A normal distribution with independent components: means from the network, deviations of their own. The logarithm of each deviation is
/// kept between -5 and 2 by a smooth function, so that the gradient is the bounded number's own.
/// </summary>
/// <remarks>
/// The deviations do not depend on the state. One that does may shrink at states that are fitted well, where the likelihood's gradient then
/// grows without bound; imitation of a nearly deterministic expert drives it there. Stable-Baselines3 and <c>imitation</c> chose the same.
/// Without tensors its equations are computed by a kernel that is written by hand.
/// </remarks>
/// <param name="Mean">The mean.</param>
/// <param name="Raw">The log-deviation before it is bounded.</param>
[Head<BoxSpace>]
public sealed partial record GaussianHead(Act Mean, [Free(Start = nameof(GaussianHead.Start), Name = "log_deviation")] Vector Raw)
{
    private const double Smallest = -5,
        Largest = 2;

    internal const double Center = (Smallest + Largest) / 2,
        Reach = (Largest - Smallest) / 2;

    private Vector LogDeviation => Center + Reach * Tanh(Raw);

    /// <summary>The raw number of a deviation.</summary>
    /// <param name="deviation">The standard deviation that every component starts with, between exp(-5) and exp(2).</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not between them.</exception>
    public static double Start(double deviation = 1) =>
        Math.Log(deviation) is > Smallest and < Largest and var log
            ? Math.Atanh((log - Center) / Reach)
            : throw new ArgumentOutOfRangeException(
                nameof(deviation),
                deviation,
                "Expected a standard deviation between exp(-5) and exp(2)."
            );

    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => Normal.LogDensity((a - Mean) * Exp(-LogDeviation), LogDeviation);

    /// <summary>The differential entropy, in nats.</summary>
    public double Entropy => Normal.Entropy(LogDeviation);

    /// <summary>log p of the sample of z.</summary>
    public double LogProb(Gaussian z) => Normal.LogDensity(z, LogDeviation);

    /// <summary>m + s z.</summary>
    public Act Sample(Gaussian z) => Mean + Exp(LogDeviation) * z;
}
