namespace DeclarativeIL.Algorithms;

/// <summary>
/// An ensemble of clones, each of its own bootstrap of the demonstrations (<see href="https://doi.org/10.1214/aos/1176344552">Efron,
/// 1979</see>; bagging: <see href="https://doi.org/10.1007/BF00058655">Breiman, 1996</see>).
/// </summary>
/// <remarks>
/// Each member minimises the loss of <see cref="BehaviorCloning"/> over as many rows as there are, drawn with replacement.
/// <list type="number">
/// <item>Members differ by their start as well. They act together, by the mean of their distributions.</item>
/// </list>
/// </remarks>
[Loss<BehaviorCloning>]
[Ensemble(Members = 5, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class BootstrappedCloning;
