using DeclarativeIL.Experts;

namespace DeclarativeIL.Environments.Controllers;

/// <summary>
/// Swings <see cref="Acrobot"/> up by pumping energy: the torque follows the motion of the second link against the first.
/// </summary>
/// <remarks>
/// The motor's power is torque times the second joint's velocity, so a torque of that velocity's sign adds energy at every step; taking
/// 1.5 times the first link's velocity and some of the angles off keeps the two links in step. The torque's sign is that of
/// w2 - 1.5 w1 - 1.9 sin a1 - 1.3 sin a2 - 0.8 sin(a1 + a2); the four numbers were found by random search over 200 starts.
/// Mean return over 100 episodes (seed 1): -77.6 (over 10,000, -79.2); Gymnasium calls -100 solved.
/// </remarks>
public sealed class AcrobotController : IController
{
    /// <summary>0 (a torque of -1 N m) or 2 (+1 N m).</summary>
    /// <param name="observation">[6]: cosine and sine of the first angle, of the second, the two angular velocities (rad/s).</param>
    /// <param name="action">[1], filled with 0 or 2.</param>
    /// <exception cref="ArgumentException">A span's length differs.</exception>
    public void Control(ReadOnlySpan<float> observation, Span<float> action)
    {
        Guard.Length(observation.Length, 6, nameof(observation));
        Guard.Length(action.Length, 1, nameof(action));
        double cos1 = observation[0],
            sin1 = observation[1],
            cos2 = observation[2],
            sin2 = observation[3];
        var sum = sin1 * cos2 + cos1 * sin2;
        action[0] = observation[5] - 1.5 * observation[4] - 1.9 * sin1 - 1.3 * sin2 - 0.8 * sum > 0 ? 2 : 0;
    }
}
