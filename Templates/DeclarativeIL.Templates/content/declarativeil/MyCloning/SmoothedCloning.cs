using System.ComponentModel.DataAnnotations;
using DeclarativeIL;
using static DeclarativeIL.Functions;

/// <summary>Cloning of smoothed labels: each of the other acts gets a little of the probability of the expert's.</summary>
public sealed partial class SmoothedCloning
{
    /// <summary>The cross-entropy of labels that are mixed with a uniform distribution, for one demonstration.</summary>
    /// <param name="pi">Trained.</param>
    /// <param name="d">What the expert did.</param>
    /// <param name="smoothing">The share of the uniform distribution.</param>
    [Loss]
    static double Smoothed(Policy pi, Demonstration d, [Range(0.0, 1.0)] double smoothing = 0.1) =>
        -(1 - smoothing) * pi.LogProb(d.Action, d.State) - smoothing * Sum(pi.LogProbs(d.State)) / 2;
}
