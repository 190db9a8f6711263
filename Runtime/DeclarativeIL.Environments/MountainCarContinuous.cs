namespace DeclarativeIL.Environments;

/// <summary>The car in the valley with a force to choose: Gymnasium's MountainCarContinuous-v0.</summary>
/// <remarks>
/// State and observation: position in [-1.2, 0.6] and velocity in [-0.07, 0.07]. Action: the force in [-1, 1]. A step pays
/// minus 0.1 action^2, of the action as it was given; reaching the flag pays 100 more. An episode terminates, with success, at
/// or beyond 0.45 and is truncated after 999 steps. Dynamics are Gymnasium 1.3.0's: float32 arithmetic (NumPy's rules for a float32
/// and a Python number), but for the first step, whose position is still a float64. It starts at rest, uniform in [-0.6, -0.4).
/// </remarks>
[Dynamics(StepLimit = MountainCarContinuous.MostSteps, EndIsSuccess = true)]
public sealed partial class MountainCarContinuous
{
    internal const int MostSteps = 999;
    private const double LeftEnd = MountainCar.LeftEnd,
        RightEnd = MountainCar.RightEnd,
        MostSpeed = MountainCar.MostSpeed;
    private const double Goal = 0.45,
        Power = 0.0015,
        Gravity = 0.0025;

    /// <summary>Most steps of an episode.</summary>
    public static int StepLimit => MostSteps;

    /// <param name="Position">Without a unit; the hill is sin(3 position).</param>
    /// <param name="Velocity">Without a unit.</param>
    /// <param name="IsRounded">1 when both are float32 numbers: after the first step.</param>
    internal readonly record struct Motion(
        [Limit(-LeftEnd)] double Position,
        [Limit(MostSpeed)] double Velocity,
        [Hidden] double IsRounded
    );

    [Reset]
    private static Motion Start(ulong seed, ulong episode) => new(MountainCar.StartPosition(seed, episode), 0, 0);

    [Step]
    private static Motion Next(Motion now, [Action(-1, 1)] double action)
    {
        var moved = Moved(now, action);
        return new((float)moved.Position, (float)moved.Velocity, 1);
    }

    [Reward]
    private static double Pay(Motion now, double action, Motion next) => (IsThere(now, action, next) ? 100 : 0) - action * action * 0.1;

    [Terminal]
    private static bool IsThere(Motion now, double action, Motion next)
    {
        var moved = Moved(now, action); // not yet rounded
        return moved.Position >= (IsFirst(now) ? Goal : (float)Goal) && moved.Velocity >= 0;
    }

    /// <summary>The position.</summary>
    [Observation(LeftEnd, RightEnd)]
    private static double Position(Motion now) => now.Position;

    /// <summary>The velocity.</summary>
    [Observation(-MostSpeed, MostSpeed)]
    private static double Velocity(Motion now) => now.Velocity;

    private static bool IsFirst(Motion now) => now.IsRounded == 0;

    private static Motion Moved(Motion now, double action)
    {
        var isFirst = IsFirst(now);
        var pushed = Rounded(now.Velocity + Change(now, action), isFirst);
        var velocity = isFirst ? Math.Clamp(pushed, -MostSpeed, MostSpeed) : Math.Clamp(pushed, (float)-MostSpeed, (float)MostSpeed);
        var driven = Rounded(now.Position + velocity, isFirst);
        var position = isFirst ? Math.Clamp(driven, LeftEnd, RightEnd) : Math.Clamp(driven, (float)LeftEnd, (float)RightEnd);
        var isStopped = position == (isFirst ? LeftEnd : (float)LeftEnd) && velocity < 0;
        return now with { Position = position, Velocity = isStopped ? 0 : velocity };
    }

    /// <summary>
    /// A force within bounds is a float32, and so is all that it is multiplied with or that is subtracted from it; a bound is a Python
    /// number.
    /// </summary>
    private static double Change(Motion now, double action)
    {
        var isFirst = IsFirst(now);
        var hill = Gravity * ExactMath.Cos(Rounded(3 * now.Position, isFirst));
        var isClipped = action is < -1 or > 1;
        var force = Math.Clamp(action, -1, 1);
        var pushed = isClipped ? force * Power : (float)(force * (float)Power);
        var change = isClipped ? pushed - hill : (float)(pushed - (float)hill);
        return Rounded(change, isFirst);
    }

    /// <summary>The float32 number that float32 arithmetic gives: a sum or product of two of them in float64, rounded.</summary>
    private static double Rounded(double value, bool isFirst) => isFirst ? value : (float)value;
}
