namespace DeclarativeIL.Algorithms;

/// <summary>Behavioural cloning: maximum likelihood of the expert's actions (Pomerleau 1991), with an entropy bonus and weight decay.</summary>
/// <remarks>
/// minimise E[-log pi(a|s) - c_H H(pi(.|s)) + c_2/2 |theta|^2]; discrete and continuous alike.
/// <list type="number">
/// <item>The entropy bonus and the weight penalty are not in the paper; both can be set to 0.</item>
/// </list>
/// </remarks>
public sealed partial class BehaviorCloning
{
    /// <summary>The equation.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="d">What the expert did.</param>
    /// <param name="entropyWeight">c_H: weight of the entropy bonus, which keeps a small data set from making the policy too sure.</param>
    /// <param name="l2Weight">c_2: weight of the squared parameters.</param>
    [Loss]
    public static double NegativeLogLikelihood(Policy pi, Demonstration d, double entropyWeight = 1e-3, double l2Weight = 0.0) =>
        -pi.LogProb(d.Action, d.State) - entropyWeight * pi.Entropy(d.State) + l2Weight * pi.SquaredWeights / 2;
}
