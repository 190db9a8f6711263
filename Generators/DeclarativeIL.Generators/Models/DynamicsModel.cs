using DeclarativeIL.Generators.Equations;

namespace DeclarativeIL.Generators.Models;

/// <summary>How an episode of dynamics starts.</summary>
internal enum StartArguments
{
    None,

    /// <summary>The draws of the episode.</summary>
    Draws,

    /// <summary>The seed of the environment and the number of the episode.</summary>
    SeedAndEpisode,

    /// <summary>These two, and the numbers of the state to be filled.</summary>
    Numbers,
}

/// <summary>One step as equations over the numbers of a state, which are parameters called by their place.</summary>
/// <param name="Body">All nodes; the root is of no meaning.</param>
/// <param name="Next">The numbers of the next state.</param>
/// <param name="Ended">Whether the episode terminates; -1 where it never does.</param>
internal sealed record StepEquations(Equation Body, EquatableArray<int> Next, int Reward, int Ended);

/// <summary>What is observed of a state.</summary>
/// <param name="Values">A number or a truth for each part.</param>
internal sealed record ObservationEquations(Equation Body, EquatableArray<int> Values);

/// <summary>Declared dynamics.</summary>
/// <param name="Access">The accessibility of the class.</param>
/// <param name="Columns">The names of the state's numbers.</param>
/// <param name="Start">The method that makes the first state.</param>
internal sealed record DynamicsModel(
    string Namespace,
    string Name,
    string Access,
    string Summary,
    EquatableArray<PartModel> Observations,
    PartModel Action,
    EquatableArray<string> Columns,
    string Start,
    StartArguments StartArguments,
    StepEquations Step,
    ObservationEquations Observed,
    int StepLimit,
    bool EndIsSuccess
)
{
    public const string Equations = "Equations",
        Vector = "Vector";

    /// <summary>The parameter that stands for a number of the state.</summary>
    public static string NumberOf(int place) => "state[" + place.ToString(System.Globalization.CultureInfo.InvariantCulture) + "]";

    /// <summary>The parameter that stands for the action.</summary>
    public const string ActionName = "action";

    public string HintName => $"{(Namespace.Length == 0 ? "" : Namespace + ".")}{Name}.g.cs";

    /// <summary>The names of generated members that users write.</summary>
    public static IEnumerable<string> Generated => [EnvironmentModel.Description, EnvironmentModel.ObservationOffsets, Equations];
}
