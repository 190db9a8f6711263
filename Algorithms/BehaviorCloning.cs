namespace DeclarativeIL.Algorithms;

/// <summary>
/// Behavioural cloning: maximum likelihood of the expert's actions (<see href="https://doi.org/10.1162/neco.1991.3.1.88">Pomerleau,
/// 1991</see>), with an entropy bonus and weight decay.
/// </summary>
/// <remarks>
/// Minimises E[−log π(a|s) − c_H H(π(·|s)) + ½ c₂ ‖θ‖²], for discrete and continuous actions alike.
/// <list type="number">
/// <item>The entropy bonus and the weight penalty are not in the paper; both can be set to 0.</item>
/// </list>
/// </remarks>
public sealed partial class BehaviorCloning
{
    /// <summary>The negative log-likelihood −log π(a|s) of one demonstration.</summary>
    /// <param name="pi">The policy that is trained, π with parameters θ.</param>
    /// <param name="d">The demonstration: a state s and the expert's action a in it.</param>
    [Loss]
    public static double NegativeLogLikelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);

    /// <summary>The entropy bonus −c_H H(π(·|s)) of one demonstration.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="d">The demonstration.</param>
    /// <param name="entropyWeight">c_H: weight of the entropy bonus, which keeps a small data set from making the policy too sure.</param>
    [Loss]
    public static double EntropyBonus(Policy pi, Demonstration d, double entropyWeight = 1e-3) => -entropyWeight * pi.Entropy(d.State);

    /// <summary>The weight penalty ½ c₂ ‖θ‖², whatever the data.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="l2Weight">c₂: weight of half the squared norm of the parameters.</param>
    [Loss]
    public static double WeightPenalty(Policy pi, double l2Weight = 0.0) => l2Weight * pi.SquaredWeights / 2;

    /// <summary>The entropy H(π(·|s)) of the policy in a demonstrated state, in nats.</summary>
    /// <param name="pi">The policy.</param>
    /// <param name="d">The demonstration.</param>
    [Metric]
    static double Entropy(Policy pi, Demonstration d) => pi.Entropy(d.State);
}
