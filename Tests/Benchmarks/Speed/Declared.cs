using DeclarativeIL.Algorithms;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>Ten clones of discrete choices.</summary>
[Loss<BehaviorCloning>]
[Ensemble(Members = 10)]
public sealed partial class TenClones;

/// <summary>Ten regressions of continuous acts.</summary>
[Loss<RegressionCloning>]
[Ensemble(Members = 10)]
public sealed partial class TenRegressions;
