using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>Behavioural cloning as regression: least squares on the expert's continuous actions (Pomerleau 1989).</summary>
/// <remarks>minimise E|mu(s) - a|^2, for policies with a mean; the spread of a Gaussian one is not trained.</remarks>
public sealed partial class RegressionCloning
{
    /// <summary>The equation.</summary>
    /// <param name="mu">The policy whose mean is trained.</param>
    /// <param name="d">What the expert did.</param>
    [Loss]
    public static double SquaredError(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);
}
