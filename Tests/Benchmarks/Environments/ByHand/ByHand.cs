using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Benchmarks.Environments;

/// <summary>One environment whose equations are written over lanes by hand: what generated forms are measured against.</summary>
internal sealed class ByHand<TDynamics> : DynamicsEnvironment<TDynamics>
    where TDynamics : struct, IDynamics;

/// <summary>N times <see cref="ByHand{TDynamics}"/>.</summary>
internal sealed class VectorByHand<TDynamics>(int count) : VectorDynamicsEnvironment<TDynamics>(count)
    where TDynamics : struct, IDynamics;
