namespace DeclarativeIL.Algorithms;

/// <summary>An ensemble of clones, each of its own bootstrap of the demonstrations (Efron 1979; Breiman 1996, "Bagging predictors").</summary>
/// <remarks>
/// Each member minimises the loss of <see cref="BehaviorCloning"/> over as many rows as there are, drawn with replacement.
/// <list type="number">
/// <item>Members differ by their start as well. They act together, by the mean of their distributions.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class BootstrappedCloning;
