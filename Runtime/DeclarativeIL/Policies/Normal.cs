using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>Normal distributions of independent components, for heads: z is standardised, l the log-deviation.</summary>
public static class Normal
{
    internal const double HalfLog2Pi = 0.91893853320467274178;

    /// <summary>The log-density -sum(z^2 / 2 + l) - a/2 log(2 pi) of a components.</summary>
    public static double LogDensity(Vector z, Vector l) => -0.5 * SquaredNorm(z) - Sum(l) - HalfLog2Pi * l.Size;

    /// <summary>The entropy sum(l) + a/2 log(2 pi e) of a components, in nats.</summary>
    public static double Entropy(Vector l) => Sum(l) + (HalfLog2Pi + 0.5) * l.Size;
}
