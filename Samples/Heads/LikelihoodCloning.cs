namespace DeclarativeIL.Samples.Heads;

/// <summary>Cloning by the likelihood alone: over every head that has a density.</summary>
public sealed partial class LikelihoodCloning
{
    /// <summary>-log p of what the expert did.</summary>
    /// <param name="pi">The policy that is trained.</param>
    /// <param name="d">What the expert did.</param>
    [Loss]
    public static double NegativeLogLikelihood(Policy pi, Demonstration d) => -pi.LogProb(d.Action, d.State);
}
