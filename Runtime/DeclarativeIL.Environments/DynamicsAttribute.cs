namespace DeclarativeIL.Environments;

/// <summary>
/// An environment whose step is an equation over numbers. Its members are static methods for one environment, in plain C#; the generator
/// writes the form that steps several by one vector instruction, with equal bits.
/// </summary>
/// <remarks>
/// A state is a <c>readonly record struct</c> of doubles. Bodies are locals and one return, over <c>+ - * /</c>, comparisons,
/// <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, <c>?:</c>, <c>switch</c> expressions, <c>Math.Abs</c>, <c>Min</c>, <c>Max</c>, <c>Clamp</c>,
/// <c>Sqrt</c>, <c>Floor</c>, <c>Ceiling</c>, <c>Truncate</c>, <c>Round</c>, casts to <c>float</c> and arithmetic of them,
/// <see cref="ExactMath"/> and static helpers of the same kind, of numbers and of record structs of numbers. Both branches of a choice are
/// computed. A number that <c>with</c> leaves alone stays what it was when the episode started.
/// </remarks>
/// <example>
/// You write
/// <code>
/// [Dynamics(StepLimit = 200)]
/// public sealed partial class Swing
/// {
///     public readonly record struct Motion(double Angle, double Speed);
///
///     [Reset] static Motion Start(RandomStream random) =&gt; new(random.NextGaussian(), 0);
///     [Step] static Motion Next(Motion now, [Action(-2, 2)] double torque)
///     {
///         var speed = now.Speed + 0.05 * (15 * ExactMath.Sin(now.Angle) + 3 * torque);
///         return new(now.Angle + 0.05 * speed, speed);
///     }
///     [Reward] static double Pay(Motion next) =&gt; -next.Angle * next.Angle;
///     [Observation(-1000, 1000)] static double Angle(Motion now) =&gt; now.Angle;
///     [Observation(-1000, 1000)] static double Speed(Motion now) =&gt; now.Speed;
/// }
/// </code>
/// and get <c>new Swing()</c>, an <see cref="IEnvironment"/>, and <c>new VectorSwing(8)</c>, eight of it in one pass.
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DynamicsAttribute : Attribute
{
    /// <summary>The steps after which an episode is truncated, 1 or more; there is no limit unless it is set.</summary>
    public int StepLimit { get; set; } = int.MaxValue;

    /// <summary>Whether an episode that terminates has succeeded.</summary>
    public bool EndIsSuccess { get; set; }
}
