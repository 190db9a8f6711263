using DeclarativeIL.Randomness;

namespace DeclarativeIL.Environments;

/// <summary>
/// The cart and its pole, as Gymnasium's CartPole-v1 computes them: float64, explicit Euler, operations in the same order,
/// so that observations agree bit for bit.
/// </summary>
/// <remarks>
/// A state is four numbers: the cart's position (m) and velocity (m/s), the pole's angle (rad, 0 = upright, positive to
/// the right) and angular velocity (rad/s). Barto, Sutton, Anderson 1983; equations without friction of Florian 2007.
/// </remarks>
internal static class CartPoleDynamics
{
    public const int StateSize = 4, StepLimit = 500;
    public const double Gravity = 9.8, CartMass = 1.0, PoleMass = 0.1, TotalMass = PoleMass + CartMass, HalfLength = 0.5;
    public const double PoleMassLength = PoleMass * HalfLength, Force = 10.0, TimeStep = 0.02, StartRange = 0.05;
    public const double PositionLimit = 2.4, AngleLimit = 12 * 2 * Math.PI / 360;

    /// <summary>Twice the limits, so that the observation that ends an episode is still inside.</summary>
    public static readonly BoxSpace Observations = new(
        [(float)(-2 * PositionLimit), float.NegativeInfinity, (float)(-2 * AngleLimit), float.NegativeInfinity],
        [(float)(2 * PositionLimit), float.PositiveInfinity, (float)(2 * AngleLimit), float.PositiveInfinity]);

    /// <summary>0 pushes to the left, 1 to the right.</summary>
    public static readonly DiscreteSpace Actions = new(2);

    /// <summary>The first state of an episode: each number uniform on [-0.05, 0.05), a pure function of the seed and the episode.</summary>
    public static void Start(ulong seed, ulong episode, Span<double> state)
    {
        for (var i = 0; i < StateSize; i++)
            state[i] = -StartRange + 2 * StartRange * RandomStream.UniformOf(seed, (ulong)i, episode);
    }

    /// <summary>One step of 0.02 s, in place.</summary>
    public static void Advance(Span<double> state, bool right)
    {
        var (x, velocity, angle, spin) = (state[0], state[1], state[2], state[3]);
        var force = right ? Force : -Force;
        var (sin, cos) = (Math.Sin(angle), Math.Cos(angle));            // not Math.SinCos, whose last bit may differ
        var push = (force + PoleMassLength * (spin * spin) * sin) / TotalMass;
        var spinRate = (Gravity * sin - cos * push) / (HalfLength * (4.0 / 3.0 - PoleMass * (cos * cos) / TotalMass));
        var acceleration = push - PoleMassLength * spinRate * cos / TotalMass;
        state[0] = x + TimeStep * velocity;
        state[1] = velocity + TimeStep * acceleration;
        state[2] = angle + TimeStep * spin;
        state[3] = spin + TimeStep * spinRate;
    }

    /// <summary>The cart left the track or the pole fell.</summary>
    public static bool Failed(ReadOnlySpan<double> state)
        => state[0] < -PositionLimit || state[0] > PositionLimit || state[2] < -AngleLimit || state[2] > AngleLimit;

    /// <summary>The observation is the state in float32.</summary>
    public static void Observe(ReadOnlySpan<double> state, Span<float> observation)
    {
        for (var i = 0; i < StateSize; i++)
            observation[i] = (float)state[i];
    }

    /// <summary>A state that somebody sets is four finite numbers.</summary>
    public static void CheckState(ReadOnlySpan<double> state, string argument)
    {
        Guard.Length(state.Length, StateSize, argument);
        foreach (var value in state)
            if (!double.IsFinite(value))
                throw new ArgumentException($"{argument} holds {value}; expected finite numbers.", argument);
    }
}
