namespace DeclarativeIL.Environments;

/// <summary>The largest magnitude of a number of a state that somebody sets (<c>SetState</c>); 1e6 where nothing is said.</summary>
/// <remarks>
/// It stands before a parameter of the state of a <see cref="DynamicsAttribute"/> class. What a step computes is bounded by
/// <c>Math.Clamp</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LimitAttribute(double magnitude) : Attribute
{
    /// <summary>The largest distance from 0.</summary>
    public double Magnitude { get; } = magnitude;
}

/// <summary>
/// A number of a state that <c>SetState</c> and <c>CopyState</c> leave out: it is 0 when an episode starts from a state that was set.
/// Hidden numbers stand behind the others.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HiddenAttribute : Attribute;
