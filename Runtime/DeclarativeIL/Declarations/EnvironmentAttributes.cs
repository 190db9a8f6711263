namespace DeclarativeIL;

/// <summary>
/// An environment by its members: the generator writes its spaces, <see cref="Environments.IEnvironment.Reset"/> and
/// <see cref="Environments.IEnvironment.Step"/> from what they are marked as.
/// </summary>
/// <remarks>
/// In one step the <see cref="ActionAttribute"/> members are set, the <see cref="StepAttribute"/> method is called, and then each of the
/// others is read once, in this order: observations as they are declared, reward, terminal, truncated, success.
/// </remarks>
/// <example>
/// You write
/// <code>
/// [Environment]
/// public sealed partial class Thermostat
/// {
///     [Observation(-40, 40)] double Missing =&gt; 20 - _room;
///     [Action] bool Heating { get; set; }
///     [Reward] double Comfort =&gt; -Math.Abs(Missing);
///     [Truncated] bool IsOver =&gt; _step == 100;
///     [Reset] void Start(RandomStream random) =&gt; (_room, _step) = (10 + 15 * random.NextUniform(), 0);
///     [Step] void Pass() =&gt; (_room, _step) = (_room + (Heating ? 1 : -0.5), _step + 1);
///     private double _room;
///     private int _step;
/// }
/// </code>
/// and get an <see cref="Environments.IDeclaredEnvironment"/>, with <c>Thermostat.Description</c> and
/// <c>Thermostat.ObservationOffsets.Missing</c>.
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EnvironmentAttribute : Attribute
{
    /// <summary>
    /// The world is moved by the game's own loop, not by a <see cref="StepAttribute"/> method. The class gets <c>BeginFrame</c>, which says
    /// whether the world moves in this frame, and <c>EndStep</c>, which the game calls in the frame that ends a step.
    /// </summary>
    public bool FrameDriven { get; set; }
}

/// <summary>
/// A part of what is observed: an instance field, property or method without parameters. Its name, bounds and documentation are the part's.
/// </summary>
/// <remarks>
/// A <see cref="float"/>, <see cref="double"/> or <see cref="int"/> is one number between two bounds; a <see cref="bool"/> is 0 or 1; an
/// enum is one number for each of its members, 1 for the present one and 0 for the others; a <c>float[]</c>, <c>double[]</c> or a
/// read-only span of them is <see cref="Length"/> numbers. Parts follow each other in the order of their declarations.
/// </remarks>
/// <example>
/// <code>
/// [Observation(-1, 1, Length = 16)] float[] Distances { get; } = new float[16];
/// [Observation(double.NegativeInfinity, double.PositiveInfinity)] float Speed =&gt; _speed;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class ObservationAttribute : Attribute
{
    /// <summary>A part whose type says its bounds: a truth or an enum.</summary>
    public ObservationAttribute() { }

    /// <summary>Numbers between two bounds.</summary>
    /// <param name="low">The lower bound, of every component.</param>
    /// <param name="high">The upper bound, above the lower one; either may be infinite.</param>
    public ObservationAttribute(double low, double high) => (Low, High) = (low, high);

    /// <summary>The lower bound.</summary>
    public double Low { get; } = double.NegativeInfinity;

    /// <summary>The upper bound.</summary>
    public double High { get; } = double.PositiveInfinity;

    /// <summary>How many numbers an array holds, always.</summary>
    public int Length { get; set; }
}

/// <summary>A part of what is done: an instance field or property, which is set before each step.</summary>
/// <remarks>
/// Either numbers (<see cref="float"/>, <see cref="double"/>, or a <c>float[]</c> or <c>double[]</c> of <see cref="Length"/> numbers), as
/// many as there are; or one choice: a <see cref="bool"/>, an enum, or an <see cref="int"/> below a count.
/// </remarks>
/// <example>
/// <code>
/// [Action(-1, 1)] float Steering { get; set; }
/// [Action(0, 1)] float Throttle { get; set; }
/// </code>
/// or
/// <code>
/// [Action] Move Next { get; set; }      // enum Move { Left, Stay, Right }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ActionAttribute : Attribute
{
    /// <summary>A choice whose type says how many there are: a truth or an enum.</summary>
    public ActionAttribute() { }

    /// <summary>One of the whole numbers from 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="count">How many there are, 1 or more.</param>
    public ActionAttribute(int count) => Count = count;

    /// <summary>Numbers between two bounds.</summary>
    /// <param name="low">The lower bound, of every component.</param>
    /// <param name="high">The upper bound, above the lower one; either may be infinite.</param>
    public ActionAttribute(double low, double high) => (Low, High) = (low, high);

    /// <summary>How many choices there are; 0 where the type says it, or where the part is numbers.</summary>
    public int Count { get; }

    /// <summary>The lower bound.</summary>
    public double Low { get; } = double.NegativeInfinity;

    /// <summary>The upper bound.</summary>
    public double High { get; } = double.PositiveInfinity;

    /// <summary>How many numbers an array holds, always.</summary>
    public int Length { get; set; }
}

/// <summary>
/// Whether the episode has ended by the environment's own rules, after a step: an instance field, property or method without parameters
/// that gives a <see cref="bool"/>. An environment without one never terminates.
/// </summary>
/// <example>
/// <code>
/// [Terminal] bool HasFallen =&gt; Math.Abs(Angle) &gt; 0.2;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class TerminalAttribute : Attribute;

/// <summary>
/// Whether the episode is cut off after a step, though something would have followed: an instance field, property or method without
/// parameters that gives a <see cref="bool"/>. Without one only <see cref="Environments.TimeLimit"/> cuts off.
/// </summary>
/// <example>
/// <code>
/// [Truncated] bool IsOutOfTime =&gt; _step == 500;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class TruncatedAttribute : Attribute;

/// <summary>
/// Whether the episode that ends with a step ends in success: an instance field, property or method without parameters that gives a
/// <see cref="bool"/>. Read after every step; counts only where the episode ends.
/// </summary>
/// <example>
/// <code>
/// [Success] bool IsHome =&gt; Distance &lt; 0.1;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method)]
public sealed class SuccessAttribute : Attribute;

/// <summary>
/// Starts an episode: <c>void Start()</c>, or <c>void Start(RandomStream random)</c> with the draws of the episode, which the seed alone
/// decides.
/// </summary>
/// <example>
/// <code>
/// [Reset] void Start(RandomStream random) =&gt; Angle = 0.1 * random.NextGaussian();
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResetAttribute : Attribute;

/// <summary>
/// Moves the world by one step, after the actions are set: <c>void Move()</c>, or <c>void Move(RandomStream random)</c> with the draws of
/// the episode.
/// </summary>
/// <example>
/// <code>
/// [Step] void Move() =&gt; Position += 0.1 * Velocity;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StepAttribute : Attribute;
