using System.ComponentModel;

namespace DeclarativeIL.Environments.Simulation;

/// <summary>One environment that follows declared dynamics; generated classes derive from it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DynamicsEnvironment<TDynamics> : PhysicsEnvironment
    where TDynamics : struct, IDynamics
{
    /// <summary>One environment.</summary>
    protected DynamicsEnvironment()
        : base(new Simulator<TDynamics>(1)) { }
}

/// <summary>N environments that follow declared dynamics; generated classes derive from it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class VectorDynamicsEnvironment<TDynamics> : VectorPhysicsEnvironment
    where TDynamics : struct, IDynamics
{
    /// <summary>Makes <paramref name="count"/> environments.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    protected VectorDynamicsEnvironment(int count)
        : base(new Simulator<TDynamics>(count)) { }
}
