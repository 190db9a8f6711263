namespace DeclarativeIL;

/// <summary>The next row of the batch, cyclic.</summary>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double Contrast(Policy pi, Demonstration d, [Other] Demonstration other) =&gt;
///     pi.LogProb(other.Action, d.State) - pi.LogProb(d.Action, d.State);
/// </code>
/// and get
/// <code>
/// other is the row behind d in the shuffled batch; the first one, behind the last
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OtherAttribute : Attribute;

/// <summary>The column's own value for the step after; 0 where the trajectory ends.</summary>
/// <example>
/// You write
/// <code>
/// [Column]
/// static double Return([Rollout] Transition t, [Next] double nextReturn) =&gt; t.Reward + nextReturn;
/// </code>
/// and get
/// <code>
/// nextReturn is Return of the step after, from the trajectory's end backwards
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NextAttribute : Attribute;

/// <summary>One draw for the whole episode.</summary>
/// <example>
/// You write
/// <code>
/// [Explore]
/// static Act Shift(Act chosen, [PerEpisode] Gaussian z) =&gt; chosen + 0.1 * z;
/// </code>
/// and get
/// <code>
/// z is drawn at each reset, and is the same at every step until the next
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PerEpisodeAttribute : Attribute;

/// <summary>A column's value for the row.</summary>
/// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
/// <example>
/// You write
/// <code>
/// [Loss]
/// static double Weighted(Policy pi, [Rollout] Transition t, [Of(nameof(Return))] double value) =&gt;
///     -value * pi.LogProb(t.Action, t.State);
/// </code>
/// and get
/// <code>
/// value is the number that the column Return has for t, computed once a round, without gradient
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OfAttribute(string column) : Attribute
{
    /// <summary>Name of the column's member.</summary>
    public string Column => column;
}

/// <summary>A column's mean: over the batch in a loss, over all rows at the start of the round elsewhere; 0 when there are none.</summary>
/// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
/// <example>
/// You write
/// <code>
/// static double Centred([Of(nameof(Return))] double value, [Mean(nameof(Return))] double mean) =&gt; value - mean;
/// </code>
/// and get
/// <code>
/// mean is one number for the whole batch, without gradient
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MeanAttribute(string column) : Attribute
{
    /// <summary>Name of the column's member.</summary>
    public string Column => column;
}

/// <summary>A column's standard deviation (with n), over the rows that <see cref="MeanAttribute"/> is over.</summary>
/// <param name="column">Name of the <see cref="ColumnAttribute"/> member.</param>
/// <example>
/// You write
/// <code>
/// static double Scaled([Of(nameof(Return))] double value, [Deviation(nameof(Return))] double deviation) =&gt;
///     value / (deviation + 1e-8);
/// </code>
/// and get
/// <code>
/// deviation is one number for the whole batch, without gradient
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DeviationAttribute(string column) : Attribute
{
    /// <summary>Name of the column's member.</summary>
    public string Column => column;
}

/// <summary>A column's quantile (linear between order statistics), over the rows that <see cref="MeanAttribute"/> is over.</summary>
/// <example>
/// You write
/// <code>
/// [Aggregate(Store.ExpertSteps)]
/// static Control Decide(Step t, Critic risk, [Quantile(nameof(Risk), 0.9)] double threshold) =&gt;
///     risk.Value(t.State) &gt; threshold ? Control.Expert : Control.Learner;
/// </code>
/// and get
/// <code>
/// double ThresholdLevel { get; init; }     // 0.9
/// </code>
/// </example>
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
