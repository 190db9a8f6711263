namespace DeclarativeIL;

/// <summary>
/// A policy's distribution over the acts of one state: a record whose columns describe it, and whose members are equations about one
/// sample.
/// </summary>
/// <typeparam name="TSpace">The space that acts come from.</typeparam>
/// <remarks>
/// A column without an attribute is an output of the network: a <see cref="Vector"/> or an <see cref="Act"/> is as wide as an encoded
/// act, a <c>double</c> is one number. A number with a default is a hyperparameter: an argument of the policy's constructor. What a policy
/// can be asked follows from the members that are there: <c>LogProb(Act)</c>, <c>LogProbs</c>, <c>Entropy</c>, <c>Mean</c>,
/// <c>Sample(draws)</c>, <c>Mode</c>.
/// </remarks>
/// <example>
/// You write
/// <code>
/// [Head&lt;BoxSpace&gt;]
/// public sealed partial record LaplaceHead(Act Mean, [Free(0)] Vector LogScale)
/// {
///     public double LogProb(Act a) =&gt; -Sum(Abs(a - Mean) / Exp(LogScale) + LogScale + Math.Log(2));
/// }
/// </code>
/// and get
/// <code>
/// sealed class LaplacePolicy : DeclaredPolicy, ILogProbPolicy, IMeanPolicy     // over a perceptron, over a module, from a file
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HeadAttribute<TSpace> : Attribute
    where TSpace : Space
{
    /// <summary>The word for it in files; none = its name in snake case.</summary>
    public string? Kind { get; set; }
}

/// <summary>A column of a head that is no output of the network: trained, and the same for all states.</summary>
/// <param name="start">The number that every component starts with.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FreeAttribute(double start = 0) : Attribute
{
    /// <summary>The number that every component starts with.</summary>
    public double Value => start;

    /// <summary>
    /// The name of a static method of the head that says what every component starts with; its parameters are arguments of the
    /// policy's constructor.
    /// </summary>
    public string? Start { get; set; }

    /// <summary>The name of its numbers in files; none = that of the column in snake case.</summary>
    public string? Name { get; set; }
}

/// <summary>A column of a head that is so many numbers wide, whatever an act is.</summary>
/// <param name="hyperparameter">The name of an <c>int</c> with a default among the head's columns.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WidthAttribute(string hyperparameter) : Attribute
{
    /// <summary>The name of the hyperparameter.</summary>
    public string Hyperparameter => hyperparameter;
}

/// <summary>A column of a head that is a table (<see cref="Tables"/>): a row for each component of an act, so many numbers long.</summary>
/// <param name="hyperparameter">The name of an <c>int</c> with a default among the head's columns.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ColumnsAttribute(string hyperparameter) : Attribute
{
    /// <summary>The name of the hyperparameter.</summary>
    public string Hyperparameter => hyperparameter;
}
