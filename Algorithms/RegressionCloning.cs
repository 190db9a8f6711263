using static DeclarativeIL.Functions;

namespace DeclarativeIL.Algorithms;

/// <summary>
/// Behavioural cloning as regression: least squares on the expert's continuous actions
/// (<see href="https://proceedings.neurips.cc/paper/1988/hash/812b4ba287f5ee0bc9d43bbf5bbe87fb-Abstract.html">Pomerleau, 1989</see>).
/// </summary>
/// <remarks>
/// Minimises E‖μ(s) − a‖², for policies with a mean; the spread of a Gaussian one is not trained.
/// </remarks>
public sealed partial class RegressionCloning
{
    /// <summary>
    /// The squared distance ‖μ(s) − a‖² between the policy's mean and the expert's action, in the squared units of the action.
    /// </summary>
    /// <param name="mu">The policy whose mean is trained.</param>
    /// <param name="d">The demonstration: a state s and the expert's action a in it.</param>
    [Loss]
    public static double SquaredError(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);
}
