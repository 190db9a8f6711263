namespace DeclarativeIL.Algorithms;

/// <summary>Behavioural cloning by a bootstrap ensemble: members that agree where the expert was seen, and differ elsewhere.</summary>
/// <remarks>
/// Each member is a <see cref="RegressionCloning"/> of its own, from its own start, on its own resample
/// (<see href="https://doi.org/10.1214/aos/1176344552">Efron, 1979</see>; for doubt about acts:
/// <see href="https://arxiv.org/abs/1807.08364">Menda, Driggs-Campbell, Kochenderfer, 2019</see>). Their covariance is 1/L Σ_l (μ_l(s) −
/// μ̄(s))(μ_l(s) − μ̄(s))ᵀ, where μ̄ is the mean of the L members.
/// </remarks>
[Loss<RegressionCloning>]
[Ensemble(Members = 10, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class EnsembleCloning;
