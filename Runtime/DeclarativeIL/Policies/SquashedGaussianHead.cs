using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>
/// The hyperbolic tangent of a normal distribution, mapped to the bounds: the policy of soft actor-critic
/// (Haarnoja et al. 2018, https://arxiv.org/abs/1801.01290, appendix C).
/// </summary>
/// <remarks>
/// It acts by tanh of the location, as Stable-Baselines3 does; that is the median, not the mean. The entropy has no closed form.
/// </remarks>
/// <param name="Location">The mean before it is squashed.</param>
/// <param name="Raw">The log-deviation before it is kept between two bounds.</param>
/// <param name="Smallest">The lower bound of the log-deviation.</param>
/// <param name="Largest">The upper bound of the log-deviation.</param>
[Head<UnitBox>]
public sealed partial record SquashedGaussianHead(Vector Location, Vector Raw, double Smallest = -20, double Largest = 2)
{
    private Vector LogDeviation => Clamp(Raw, Smallest, Largest);

    /// <summary>log p(a), with log(1 - tanh^2 u) = 2 (log 2 - u - softplus(-2 u)) of u = artanh a: nothing cancels.</summary>
    public double LogProb(Act a) => OfInner(Atanh(a));

    /// <summary>log p of the sample of z, also where tanh is 1 or -1 to the last digit.</summary>
    public double LogProb(Gaussian z) => Normal.LogDensity(z, LogDeviation) - LogSlope(Inner(z));

    /// <summary>tanh(m + s z).</summary>
    public Act Sample(Gaussian z) => Act.At(Tanh(Inner(z)));

    /// <summary>tanh m.</summary>
    public Act Mode => Act.At(Tanh(Location));

    private Vector Inner(Vector z) => Location + Exp(LogDeviation) * z;

    private double OfInner(Vector u) => Normal.LogDensity((u - Location) / Exp(LogDeviation), LogDeviation) - LogSlope(u);

    private static double LogSlope(Vector u) => 2 * Sum(Math.Log(2) - u - Softplus(-2 * u));
}
