using static DeclarativeIL.Functions;

namespace DeclarativeIL.Policies;

/// <summary>
/// A beta distribution for each component, mapped to the bounds, with alpha and beta above 1 and so one mode
/// (Chou, Maturana, Scherer 2017, https://proceedings.mlr.press/v70/chou17a.html).
/// </summary>
/// <param name="RawAlpha">alpha = 1 + softplus of it.</param>
/// <param name="RawBeta">beta = 1 + softplus of it.</param>
[Head<UnitBox>]
public sealed partial record BetaHead(Vector RawAlpha, Vector RawBeta)
{
    private Vector Alpha => 1 + Softplus(RawAlpha);

    private Vector Beta => 1 + Softplus(RawBeta);

    private Vector LogNorm => LogGamma(Alpha) + LogGamma(Beta) - LogGamma(Alpha + Beta) + Math.Log(2); // log 2: the box is 2 wide

    /// <summary>log p(a).</summary>
    public double LogProb(Act a) => OfPlace(0.5 * ((Vector)a + 1));

    /// <summary>The differential entropy, in nats.</summary>
    public double Entropy =>
        Sum(LogNorm - (Alpha - 1) * Digamma(Alpha) - (Beta - 1) * Digamma(Beta) + (Alpha + Beta - 2) * Digamma(Alpha + Beta));

    /// <summary>A draw of each component's distribution; it has no gradient.</summary>
    public Act Sample(Draw z) => Act.At(2 * Betas(Alpha, Beta, z) - 1);

    /// <summary>2 alpha / (alpha + beta) - 1.</summary>
    public Act Mean => Act.At((Alpha - Beta) / (Alpha + Beta));

    private double OfPlace(Vector x) => Sum((Alpha - 1) * Log(x) + (Beta - 1) * Log(1 - x) - LogNorm);
}
