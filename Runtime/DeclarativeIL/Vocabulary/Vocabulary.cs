using System.ComponentModel;

namespace DeclarativeIL;

/// <summary>Marks a member of a network's one-sample face as a question that networks answer batch-wise.</summary>
/// <param name="question">The record whose constructor takes the batched arguments, in the order of the one-sample member.</param>
/// <param name="capability">
/// The interface that a network has to implement to be asked: the constraint of the generated type parameter.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class QuestionAttribute(Type question, Type capability) : Attribute
{
    /// <summary>The batched question.</summary>
    public Type Question => question;

    /// <summary>The interface that answers it.</summary>
    public Type Capability => capability;

    /// <summary>An interface that it needs, too; none = that one is enough.</summary>
    public Type? And { get; init; }
}

/// <summary>Names the interface that the caller's object must implement for a declaration to use this member.</summary>
/// <param name="capability">The interface.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(Type capability) : Attribute
{
    /// <summary>The interface.</summary>
    public Type Capability => capability;
}

/// <summary>A function of the language: a one-sample body, and a batched form of the same meaning.</summary>
/// <param name="batched">
/// Name of a method of the same class that takes a <c>Tensor</c> for every argument and returns one; where it takes an <c>int</c>, as the
/// one-sample form does, that is the same for all rows: a constant or a hyperparameter.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class OperationAttribute(string batched) : Attribute
{
    /// <summary>Name of the batched form.</summary>
    public string Batched => batched;

    /// <summary>LaTeX with {0}, {1} for the arguments; none = the name in roman type.</summary>
    public string? Latex { get; set; }

    /// <summary>
    /// Name of a public function of numbers, of the same class or of <see cref="Math"/>, that gives each component of the result: it
    /// takes a component of each vector argument, and the other arguments as they are. The result is as wide as the vectors.
    /// </summary>
    public string? Each { get; set; }

    /// <summary>
    /// Name of a public method of the same class that writes the result into memory of the caller and allocates nothing: it takes a
    /// <c>ReadOnlySpan&lt;double&gt;</c> for each vector argument, the other arguments as they are, and last the
    /// <c>Span&lt;double&gt;</c> of the result, which is as wide as the first vector; beside
    /// <see cref="Each"/> it may be the vector's own memory.
    /// </summary>
    public string? Into { get; set; }

    /// <summary>
    /// Name of a method of the same class that computes an operation of one vector for many at once: it takes their numbers, one vector
    /// behind the other, their width, and the memory of the results, which is other memory.
    /// </summary>
    public string? OverRows { get; set; }

    /// <summary>Whether no derivative is meant to go through it: it chooses, as an argmax or a sample does.</summary>
    public bool Chooses { get; set; }
}

/// <summary>An operation's result is not as wide as its first vector.</summary>
/// <param name="method">
/// Name of a public method of the same class that says how wide: from the widths of the vector arguments and from whole numbers, in order.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ResultWidthAttribute(string method) : Attribute
{
    public string Method => method;
}

/// <summary>The closed-form derivative of an operation with respect to one of its parameters.</summary>
/// <param name="parameter">Name of the parameter.</param>
/// <param name="method">
/// Name of a one-sample method of the same class that takes the operation's arguments and then the gradient that arrives
/// with respect to the result, and returns the gradient with respect to the parameter.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
public sealed class GradientAttribute(string parameter, string method) : Attribute
{
    /// <summary>Name of the parameter.</summary>
    public string Parameter => parameter;

    /// <summary>Name of the derivative's method.</summary>
    public string Method => method;
}

/// <summary>The static class holds operations that stand for the methods of the same name and signature of another class.</summary>
/// <param name="type">The class stood for, one that cannot be annotated itself.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StandsForAttribute(Type type) : Attribute
{
    /// <summary>The class stood for.</summary>
    public Type Type => type;
}

/// <summary>A declared equation in the generator's own notation, written by the generator for generators of other assemblies.</summary>
/// <param name="member">Documentation id of the declared member.</param>
/// <param name="equation">The equation; its first word is the version of the notation.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeclaredEquationAttribute(string member, string equation) : Attribute
{
    /// <summary>Documentation id of the declared member.</summary>
    public string Member => member;

    /// <summary>The equation.</summary>
    public string Equation => equation;
}
