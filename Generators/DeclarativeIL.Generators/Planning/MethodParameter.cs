namespace DeclarativeIL.Generators.Planning;

/// <summary>The kinds of parameters of generated methods, in the order in which parameters are declared.</summary>
internal enum ParameterKind
{
    Network,

    /// <summary>A batch of rows.</summary>
    Batch,

    /// <summary>A value from the caller as it was declared.</summary>
    Given,

    /// <summary>A vector or matrix from the caller, on the device.</summary>
    GivenTensor,

    /// <summary>A statistic over all rows of a data set.</summary>
    Statistic,

    /// <summary>The draws of a step.</summary>
    Draws,

    /// <summary>A value that the monitor of the run holds.</summary>
    OfRun,
}

/// <summary>A parameter of a generated method; its argument has the same name wherever the method is called.</summary>
/// <param name="Type">C# for its type.</param>
internal sealed record MethodParameter(ParameterKind Kind, string Name, string Type)
{
    /// <summary>Whether the method refuses null for it.</summary>
    public bool IsChecked => Kind is ParameterKind.Network or ParameterKind.Batch or ParameterKind.Draws;

    /// <summary>The member of the monitor that holds what is said of the run; empty for all else.</summary>
    public string MonitorMember { get; init; } = "";

    /// <summary>The given value that lies on the device; empty for all else.</summary>
    public string Source { get; init; } = "";
}
