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

/// <summary>A number of a state.</summary>
/// <param name="Limit">The largest magnitude that may be set; null where nothing is said.</param>
/// <param name="IsHidden">Whether nobody sets or reads it.</param>
internal sealed record NumberModel(string Name, double? Limit, bool IsHidden);

/// <summary>A helper that stays a method: equations over its arguments, which are parameters called by their place.</summary>
/// <param name="Id">The documentation id by which equations call it.</param>
/// <param name="Name">The name of the method.</param>
/// <param name="Arguments">The names of its arguments, rows taken apart.</param>
/// <param name="Columns">The columns of the row that it returns; none where it returns a number or a truth.</param>
/// <param name="Values">What it returns, column by column.</param>
internal sealed record HelperModel(
    string Id,
    string Name,
    EquatableArray<string> Arguments,
    EquatableArray<string> Columns,
    Equation Body,
    EquatableArray<int> Values
)
{
    /// <summary>The parameter that stands for an argument.</summary>
    public static string ArgumentOf(int place) => "argument[" + place.ToString(System.Globalization.CultureInfo.InvariantCulture) + "]";
}

/// <summary>Declared dynamics.</summary>
/// <param name="Access">The accessibility of the class.</param>
/// <param name="Numbers">The numbers of the state.</param>
/// <param name="Start">The method that makes the first state.</param>
/// <param name="Helpers">The helpers that stay methods.</param>
internal sealed record DynamicsModel(
    string Namespace,
    string Name,
    string Access,
    string Summary,
    EquatableArray<PartModel> Observations,
    PartModel Action,
    EquatableArray<NumberModel> Numbers,
    string Start,
    StartArguments StartArguments,
    StepEquations Step,
    ObservationEquations Observed,
    EquatableArray<HelperModel> Helpers,
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
