using DeclarativeIL.Experts;

namespace DeclarativeIL.Environments.Controllers;

/// <summary>Rocks <see cref="MountainCar"/> to the flag: pushes the way it moves, but turns around in time.</summary>
/// <remarks>
/// Pushing along the velocity adds energy at every step, and from some starts takes one swing too many. The rule here pushes to the
/// right where w + 0.017 - 0.34 q - 0.31 q^2 + 0.76 w q + 0.89 w^2 is positive, q being the position + 0.5 and w 20 times the
/// velocity; its five numbers were found by random search over 200 starts and checked on 3000 others.
/// Mean return over 100 episodes (seed 1): -105.9 (over 10,000, -106.3); Gymnasium calls -110 solved.
/// </remarks>
public sealed class MountainCarController : IController
{
    /// <summary>0 (push to the left) or 2 (to the right).</summary>
    /// <param name="observation">[2]: position, velocity.</param>
    /// <param name="action">[1], filled with 0 or 2.</param>
    /// <exception cref="ArgumentException">A span's length differs.</exception>
    public void Control(ReadOnlySpan<float> observation, Span<float> action)
    {
        Guard.Length(observation.Length, 2, nameof(observation));
        Guard.Length(action.Length, 1, nameof(action));
        double q = observation[0] + 0.5,
            w = 20 * observation[1];
        action[0] = w + 0.017 - 0.34 * q - 0.31 * q * q + 0.76 * w * q + 0.89 * w * w > 0 ? 2 : 0;
    }
}

/// <summary>Rocks <see cref="MountainCarContinuous"/> to the flag with little force, since force costs and time does not.</summary>
/// <remarks>
/// The force is 10 times the velocity and 0.02 more in its direction: it adds energy at every step.
/// Mean return over 100 episodes (seed 1): 98.1 (over 10,000, 98.0); Gymnasium calls 90 solved.
/// </remarks>
public sealed class MountainCarContinuousController : IController
{
    private const double Gain = 10,
        Push = 0.02;

    /// <summary>The force.</summary>
    /// <param name="observation">[2]: position, velocity.</param>
    /// <param name="action">[1], filled with a force in [-1, 1].</param>
    /// <exception cref="ArgumentException">A span's length differs.</exception>
    public void Control(ReadOnlySpan<float> observation, Span<float> action)
    {
        Guard.Length(observation.Length, 2, nameof(observation));
        Guard.Length(action.Length, 1, nameof(action));
        action[0] = (float)Math.Clamp(Gain * observation[1] + (observation[1] >= 0 ? Push : -Push), -1, 1);
    }
}
