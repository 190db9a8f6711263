using DeclarativeIL.Experts;

namespace DeclarativeIL.Environments.Controllers;

/// <summary>
/// Balances <see cref="CartPole"/>: the linear-quadratic regulator of the upright position, its force thresholded to left
/// or right.
/// </summary>
/// <remarks>
/// Linearised at rest, one step of 0.02 s is z' = A z + B u, with z = (position, velocity, angle, angular velocity), u the
/// force in N, M = 1.1 kg, D = 0.5 (4/3 - 0.1/M), and by explicit Euler
/// <code>
/// A = I + 0.02 [0 1 0 0; 0 0 -0.05 * 9.8 / (D M) 0; 0 0 0 1; 0 0 9.8 / D 0]
/// B = 0.02 [0; 1/M + 0.05 / (D M^2); 0; -1 / (D M)]
/// </code>
/// The regulator u = -K z minimises the sum of z'Qz + R u^2 with Q = diag(1, 1, 10, 1) and R = 0.1; a test solves the
/// Riccati equation anew and compares. CartPole can push with 10 N to either side only, so only the sign of u is used.
/// It held the full 500 steps from every start that was tried, the corners of the start box included (see the tests).
/// </remarks>
public sealed class CartPoleController : IController
{
    private static readonly double[] K = [-2.784384394731781, -5.320823760052577, -46.43747495117596, -12.047696608448593];

    /// <summary>The gains K: N per m, N per m/s, N per rad, N per rad/s.</summary>
    public static IReadOnlyList<double> Gains { get; } = Array.AsReadOnly(K);

    /// <summary>1 (push to the right) where the regulator's force is positive, else 0.</summary>
    /// <param name="observation">[4]: position (m), velocity (m/s), angle (rad), angular velocity (rad/s).</param>
    /// <param name="action">[1], filled with 0 or 1.</param>
    /// <exception cref="ArgumentException">A span's length differs.</exception>
    public void Control(ReadOnlySpan<float> observation, Span<float> action)
    {
        Guard.Length(observation.Length, K.Length, nameof(observation));
        Guard.Length(action.Length, 1, nameof(action));
        var force = 0.0;
        for (var i = 0; i < K.Length; i++)
            force -= K[i] * observation[i];
        action[0] = force > 0 ? 1 : 0;
    }
}
