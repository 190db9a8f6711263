namespace DeclarativeIL.Algorithms.Tests.Oracles;

/// <summary>The three losses of <see cref="BehaviorCloning"/> as one.</summary>
public static class Cloning
{
    /// <summary>Their sum for one sample, by the declared methods.</summary>
    public static double TotalOfOne(this BehaviorCloning algorithm, Policy pi, Demonstration d) =>
        algorithm.NegativeLogLikelihoodOfOne(pi, d) + algorithm.EntropyBonusOfOne(pi, d) + algorithm.WeightPenaltyOfOne(pi);

    /// <summary>Their names, each with one weight.</summary>
    public static (string Name, double Weight)[] Parts(double weight) =>
        [("NegativeLogLikelihood", weight), ("EntropyBonus", weight), ("WeightPenalty", weight)];
}
