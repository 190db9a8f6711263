namespace DeclarativeIL.Algorithms;

/// <summary>Behavioural cloning by a bootstrap ensemble: members that agree where the expert was seen, and differ elsewhere.</summary>
/// <remarks>
/// Each member is a <see cref="RegressionCloning"/> of its own, from its own start, on its own resample (Efron 1979; for doubt about
/// acts: Menda, Driggs-Campbell, Kochenderfer 2019). Their covariance is 1/L sum (mu_l(s) - mean)(mu_l(s) - mean)^T.
/// </remarks>
[Loss<RegressionCloning>]
[Ensemble(Members = 10, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class EnsembleCloning;
