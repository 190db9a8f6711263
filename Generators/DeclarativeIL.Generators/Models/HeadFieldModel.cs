using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>A part of a member that asks the network inside a head.</summary>
internal enum HeadPiece
{
    /// <summary>Where a fit asks.</summary>
    FitPoint,

    /// <summary>When a fit asks.</summary>
    FitTime,

    /// <summary>What a sample starts from.</summary>
    SampleStart,

    /// <summary>Where a step of a sample asks.</summary>
    StepPoint,

    /// <summary>When a step of a sample asks.</summary>
    StepTime,

    /// <summary>What a step makes of the answer.</summary>
    Step,

    /// <summary>The act, when all steps are done.</summary>
    SampleEnd,
}

/// <summary>The equation of a piece.</summary>
/// <param name="Of">The member that it is a part of.</param>
internal sealed record HeadPieceModel(HeadPiece Piece, HeadMember Of, Equation Equation);

/// <summary>What a head with a network inside asks it.</summary>
/// <param name="Network">The name of the column that is the network.</param>
/// <param name="Steps">C# for the steps of a sample.</param>
internal sealed record HeadFieldModel(string Network, string Steps, EquatableArray<HeadPieceModel> Pieces)
{
    // names of what pieces are given beside columns, acts and draws; none that C# allows
    public const string Answer = "answer of the network",
        Carried = "made so far",
        StepNumber = "number of the step";
}
