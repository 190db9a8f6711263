namespace DeclarativeIL;

/// <summary>The resampling of an ensemble's rows: none, or one of its own for each member.</summary>
public enum Bootstrap
{
    /// <summary>All members see all rows, or each a fraction of them drawn without replacement, in an order of its own.</summary>
    None,

    /// <summary>Each member sees as many rows as there are, or a fraction of that, drawn with replacement (Efron 1979).</summary>
    WithReplacement,
}

/// <summary>When a frozen copy is taken.</summary>
public enum Each
{
    /// <summary>When <c>Train</c> is entered.</summary>
    Run,

    /// <summary>Before each round's collection.</summary>
    Round,
}

/// <summary>The policy is an ensemble of members that differ in their start and, with a bootstrap, in their data.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Parameter)]
public sealed class EnsembleAttribute : Attribute
{
    /// <summary>Number of members, 2 or more.</summary>
    public int Members { get; set; } = 5;

    /// <summary>The rows that each member learns from.</summary>
    public Bootstrap Bootstrap { get; set; }

    /// <summary>The number of rows that each member learns from, as a fraction of those there are: above 0, at most 1.</summary>
    public double Fraction { get; set; } = 1;
}

/// <summary>A copy of the member's trained network of the same type, without gradient.</summary>
/// <param name="every">When it is taken.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FrozenAttribute(Each every = Each.Run) : Attribute
{
    /// <summary>When it is taken.</summary>
    public Each Every => every;
}

/// <summary>Present values without gradient: the language's stop-gradient.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DetachedAttribute : Attribute;

/// <summary>A target network: after every step it moves towards another by Polyak averaging.</summary>
/// <param name="of">The network that is followed.</param>
/// <param name="polyak">The share of the way that each step goes, above 0 and at most 1.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TargetAttribute(string of, double polyak) : Attribute
{
    /// <summary>The network that is followed.</summary>
    public string Of => of;

    /// <summary>The share of the way that each step goes.</summary>
    public double Polyak => polyak;
}

/// <summary>Comes from the caller, and never trains.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GivenAttribute : Attribute;

/// <summary>The policy that acts, where there are several.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LearnerAttribute : Attribute;

/// <summary>Rows of this round's rollout.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RolloutAttribute : Attribute;

/// <summary>Rows of all rounds' rollouts.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ReplayAttribute : Attribute;

/// <summary>The next row of the batch, cyclic.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OtherAttribute : Attribute;

/// <summary>The column's own value for the step after; 0 where the trajectory ends.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NextAttribute : Attribute;

/// <summary>One draw for the whole episode.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerEpisodeAttribute : Attribute;

/// <summary>A column's value for the row.</summary>
/// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OfAttribute(string column) : Attribute
{
    /// <summary>Name of the column's member.</summary>
    public string Column => column;
}

/// <summary>A column's mean: over the batch in a loss, over all rows at the start of the round elsewhere; 0 when there are none.</summary>
/// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MeanAttribute(string column) : Attribute
{
    /// <summary>Name of the column's member.</summary>
    public string Column => column;
}

/// <summary>A column's standard deviation (with n), over the rows that <see cref="MeanAttribute"/> is over.</summary>
/// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DeviationAttribute(string column) : Attribute
{
    /// <summary>Name of the column's member.</summary>
    public string Column => column;
}

/// <summary>A column's quantile (linear between order statistics), over the rows that <see cref="MeanAttribute"/> is over.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QuantileAttribute : Attribute
{
    /// <summary>The quantile at a level, which becomes a property.</summary>
    /// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
    /// <param name="level">From 0 to 1.</param>
    public QuantileAttribute(string column, double level) => (Column, Level) = (column, level);

    /// <summary>The value that a share of the rows lies above: the quantile at 1 less that share.</summary>
    /// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
    /// <param name="above">Name of the hyperparameter of the same member that is the share, from 0 to 1; several may name one.</param>
    public QuantileAttribute(string column, string above) => (Column, Above) = (column, above);

    /// <summary>Name of the column's member.</summary>
    public string Column { get; }

    /// <summary>From 0 to 1; where a hyperparameter is named, it says.</summary>
    public double Level { get; }

    /// <summary>The hyperparameter that is the share of the rows above; null where there is a level.</summary>
    public string? Above { get; }
}
