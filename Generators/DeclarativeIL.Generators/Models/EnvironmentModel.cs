using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>What a part of an observation or an action is made of.</summary>
internal enum PartKind
{
    Float,
    Double,
    Whole,
    Truth,
    Choice,
    Floats,
    Doubles,
}

/// <summary>A named part of an observation or an action.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Member">The member as it is read or set behind its object: <c>Rays</c>, <c>Rays()</c>.</param>
/// <param name="Offset">The place of its first number.</param>
/// <param name="Width">How many numbers it is.</param>
/// <param name="Type">The type of an enum, fully qualified; empty for others.</param>
/// <param name="Choices">The members of an enum, one for each value.</param>
/// <param name="Count">How many there are to choose from; 0 for numbers.</param>
/// <param name="Summary">What its documentation says; may be empty.</param>
internal sealed record PartModel(
    string Name,
    PartKind Kind,
    string Member,
    int Offset,
    int Width,
    double Low,
    double High,
    string Type,
    EquatableArray<string> Choices,
    int Count,
    string Summary
);

/// <summary>A method that starts an episode or moves the world.</summary>
/// <param name="TakesDraws">Whether it is given the draws of the episode.</param>
internal sealed record EpisodeMethod(string Name, bool TakesDraws);

/// <summary>A declared environment.</summary>
/// <param name="Reward">What a step pays, as it is read behind its object.</param>
/// <param name="Terminal">The same of whether an episode terminates; empty if it never does, and so on.</param>
/// <param name="Step">Moves the world; null where frames do.</param>
/// <param name="Taken">The names that the class has before anything is generated into it.</param>
internal sealed record EnvironmentModel(
    string Namespace,
    string Name,
    string Summary,
    EquatableArray<PartModel> Observations,
    EquatableArray<PartModel> Actions,
    string Reward,
    string Terminal,
    string Truncated,
    string Success,
    EpisodeMethod Reset,
    EpisodeMethod? Step,
    EquatableArray<string> Taken
)
{
    public const string Description = "Description",
        ObservationOffsets = "ObservationOffsets",
        ActionOffsets = "ActionOffsets",
        BeginFrame = "BeginFrame",
        EndStep = "EndStep";

    /// <summary>The name of the file.</summary>
    public string HintName => $"{(Namespace.Length == 0 ? "" : Namespace + ".")}{Name}.g.cs";

    /// <summary>How many actions there are to choose from; 0 where they are numbers.</summary>
    public int Choices => Actions[0].Count;

    /// <summary>The names of generated members that users write.</summary>
    public IEnumerable<string> Generated =>
        new[] { Description, ObservationOffsets }
            .Concat(Choices == 0 ? [ActionOffsets] : [])
            .Concat(Step is null ? [BeginFrame, EndStep] : []);
}
