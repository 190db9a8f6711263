namespace DeclarativeIL.Generators.Models;

/// <summary>What a member sees of a network.</summary>
internal enum View
{
    /// <summary>Trained by the member, if it is a loss; else the present values.</summary>
    Plain,
    Detached,
    Frozen,

    /// <summary>Frozen anew before each round.</summary>
    FrozenEachRound,
    Target,
    Given,
}

/// <summary>Which rows a row parameter stands for.</summary>
internal enum Rows
{
    Supplied,
    Rollout,
    Replay,
}

/// <summary>What a statistic parameter says of a column.</summary>
internal enum Statistics
{
    Value,
    Mean,
    Deviation,
    Quantile,
}

/// <summary>What a parameter of a declared member stands for.</summary>
internal abstract record Role
{
    /// <summary>A network.</summary>
    /// <param name="View">What the member sees of it.</param>
    /// <param name="Of">The network that a detached view, a frozen copy or a target is of; empty for the network itself.</param>
    /// <param name="Polyak">A target's share of the way.</param>
    /// <param name="Members">Members of an ensemble; 0 for a single network.</param>
    /// <param name="Bootstrap">Whether members learn from resamples.</param>
    /// <param name="Fraction">How many of the rows each member learns from, as a share.</param>
    /// <param name="IsLearner">Marked as the one that acts.</param>
    public sealed record Network(View View, string Of, double Polyak, int Members, bool Bootstrap, double Fraction, bool IsLearner) : Role;

    /// <summary>One row.</summary>
    /// <param name="Source">Which rows.</param>
    /// <param name="IsOther">The next row of the batch instead.</param>
    public sealed record Row(Rows Source, bool IsOther) : Role;

    /// <summary>A number that becomes a property.</summary>
    /// <param name="CSharpType">Its type as written in C#.</param>
    /// <param name="Default">Its default as written in C#.</param>
    /// <param name="Minimum">Smallest value allowed, as written in C#; empty if none.</param>
    /// <param name="Maximum">Largest value allowed, as written in C#; empty if none.</param>
    /// <param name="Summary">What its documentation says; may be empty.</param>
    public sealed record Hyperparameter(string CSharpType, string Default, string Minimum, string Maximum, string Summary) : Role;

    /// <summary>A column's value or statistic.</summary>
    /// <param name="Level">A quantile's level.</param>
    /// <param name="Above">The hyperparameter that says which share of the rows lies above a quantile; empty where the level is a property
    /// of its own.</param>
    public sealed record Statistic(Statistics Kind, string Column, double Level, string Above = "") : Role;

    /// <summary>A column's own value at the step after.</summary>
    public sealed record Next : Role;

    /// <summary>The situation of a rollout step.</summary>
    public sealed record Situation : Role;

    /// <summary>Where the run is.</summary>
    public sealed record Clock : Role;

    /// <summary>The state to act in, or the context to collect in.</summary>
    public sealed record Seen : Role;

    /// <summary>The act chosen, and who chose it.</summary>
    public sealed record Chosen : Role;

    public sealed record ChosenBy : Role;

    /// <summary>A fresh draw.</summary>
    /// <param name="Kind">Uniform, Gaussian or Draw.</param>
    public sealed record Random(string Kind, bool PerEpisode) : Role;

    /// <summary>The expert.</summary>
    public sealed record Expert : Role;

    /// <summary>A value from the caller that never trains, such as a matrix.</summary>
    public sealed record Given(string CSharpType) : Role;

    /// <summary>A plain value of a helper, given by its caller.</summary>
    public sealed record Value : Role;
}

/// <summary>A parameter of a declared member.</summary>
internal sealed record ParameterModel(string Name, ValueType Type, Role Role);
