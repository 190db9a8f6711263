namespace DeclarativeIL.Generators.Models;

/// <summary>The way in which a member sees a network.</summary>
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

/// <summary>The rows that a row parameter stands for.</summary>
internal enum Rows
{
    Supplied,
    Rollout,
    Replay,
}

/// <summary>The statistic of a column that a parameter asks for.</summary>
internal enum Statistics
{
    Value,
    Mean,
    Deviation,
    Quantile,
}

/// <summary>The kinds of fresh draws.</summary>
internal enum RandomKind
{
    /// <summary>A number from 0 to below 1.</summary>
    Uniform,

    /// <summary>Standard normal numbers.</summary>
    Gaussian,

    /// <summary>A key that an operation or a network samples by.</summary>
    Draw,
}
