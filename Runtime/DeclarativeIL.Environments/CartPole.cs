using DeclarativeIL.Environments.Simulation;

namespace DeclarativeIL.Environments;

/// <summary>A pole hinged to a cart, to be kept upright by pushing the cart left or right: Gymnasium's CartPole-v1.</summary>
/// <remarks>
/// State and observation: the cart's position (m) and velocity (m/s), the pole's angle (rad, 0 = upright, positive to the
/// right) and angular velocity (rad/s). Action: 0 pushes with 10 N to the left, 1 to the right. Every step pays 1, the last
/// included. An episode terminates beyond 2.4 m or 12 degrees and is truncated after 500 steps; both can happen in one step.
/// Dynamics are Gymnasium 1.3.0's, operation by operation; the random start (uniform on [-0.05, 0.05) in each number) has the
/// same distribution but not NumPy's draws.
/// </remarks>
public sealed class CartPole : PhysicsEnvironment
{
    /// <summary>One environment.</summary>
    public CartPole()
        : base(new Simulator<CartPoleDynamics>(1)) { }

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => CartPoleDynamics.StepLimit;
}

/// <summary>N times <see cref="CartPole"/>.</summary>
public sealed class VectorCartPole : VectorPhysicsEnvironment
{
    /// <summary>
    /// Makes <paramref name="count"/> environments; <see cref="VectorPhysicsEnvironment.Reset"/> them before the first step.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or too large for one array.</exception>
    public VectorCartPole(int count)
        : base(new Simulator<CartPoleDynamics>(count)) { }
}
