namespace DeclarativeIL.Generators.Emit;

/// <summary>What a parameter of a generated method is, in the order in which parameters are declared.</summary>
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

    /// <summary>Where the run is.</summary>
    Clock,
}

/// <summary>A parameter of a generated method; its argument has the same name wherever the method is called.</summary>
internal sealed record MethodParameter(ParameterKind Kind, string Name, string Type)
{
    /// <summary>C# for it: networks and given values are called as the user calls them.</summary>
    public string Text =>
        Kind switch
        {
            ParameterKind.Network or ParameterKind.Given => Signatures.Escape(Name),
            ParameterKind.Batch => Signatures.Data(Name),
            ParameterKind.GivenTensor or ParameterKind.Statistic or ParameterKind.Draws or ParameterKind.Clock => Name,
        };

    /// <summary>Whether the method refuses null for it.</summary>
    public bool IsChecked => Kind is ParameterKind.Network or ParameterKind.Batch or ParameterKind.Draws;
}
