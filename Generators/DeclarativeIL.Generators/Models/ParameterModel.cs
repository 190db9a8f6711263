using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>What a parameter of a declared member stands for.</summary>
internal abstract record Role
{
    /// <summary>A network that the loss trains, or whose present values a gate asks.</summary>
    /// <param name="Interface">Fully qualified module-side interface that every such network implements.</param>
    public sealed record Network(string Interface) : Role;

    /// <summary>One row of the data set supplied for that row type.</summary>
    public sealed record Row : Role;

    /// <summary>A number that becomes a property.</summary>
    /// <param name="CSharpType">Its type as written in C#.</param>
    /// <param name="Default">Its default as written in C#.</param>
    /// <param name="Minimum">Smallest value allowed, as written in C#; empty if none.</param>
    /// <param name="Maximum">Largest value allowed, as written in C#; empty if none.</param>
    /// <param name="Summary">What its documentation says; may be empty.</param>
    public sealed record Hyperparameter(string CSharpType, string Default, string Minimum, string Maximum, string Summary) : Role;

    /// <summary>The situation of a rollout step.</summary>
    public sealed record Situation : Role;

    /// <summary>A fresh uniform draw.</summary>
    public sealed record Uniform : Role;

    /// <summary>The expert.</summary>
    public sealed record Expert : Role;

    /// <summary>A plain value of a helper, given by its caller.</summary>
    public sealed record Value : Role;
}

/// <summary>A parameter of a declared member.</summary>
internal sealed record ParameterModel(string Name, ValueType Type, Role Role);
