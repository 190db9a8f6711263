using DeclarativeIL.Backends.Torch;

namespace DeclarativeIL.Optimization;

/// <summary>
/// The numbers of one step of <see cref="Adam"/>: m &lt;- b1 m + rest1 g; v &lt;- b2 v + rest2 g^2;
/// p &lt;- kept p + size m / (sqrt(v) + epsilon).
/// </summary>
internal readonly record struct AdamStep(double Beta1, double Rest1, double Beta2, double Rest2, double Kept, double Size, double Epsilon)
{
    /// <summary>Lower bounds of the mean squared gradient, and of the mean gradient unless it is 0.</summary>
    public const double VarianceFloor = 1e-36,
        MomentFloor = 1e-30;
}
