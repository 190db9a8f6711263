using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>What <see cref="Metered"/> trains by, alone.</summary>
public sealed partial class Unmetered
{
    [Loss]
    static double SquaredError(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);
}

/// <summary>Metrics of all kinds beside one loss: of what it computes, of columns, of other rows, of no rows, of other networks.</summary>
public sealed partial class Metered
{
    [Loss]
    static double SquaredError(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    [Column]
    static double Miss(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    /// <summary>Of what the loss has computed.</summary>
    [Metric]
    static double Distance(Policy mu, Demonstration d) => Math.Sqrt(SquaredNorm(mu.Mean(d.State) - d.Action));

    /// <summary>Of a column and its statistic over the batch.</summary>
    [Metric]
    static double Relative(Policy mu, Demonstration d, [Of(nameof(Miss))] double miss, [Mean(nameof(Miss))] double mean) =>
        Square(miss / mean) * mu.Mean(d.State)[0];

    /// <summary>A question that no loss asks, about states that one does.</summary>
    [Metric]
    static double Entropy([Detached] Policy mu, Demonstration d) => mu.Entropy(d.State);

    /// <summary>A question about other states than the loss's.</summary>
    [Metric]
    static double Change(Policy mu, Demonstration d, [Other] Demonstration other) => SquaredNorm(mu.Mean(other.State) - mu.Mean(d.State));

    /// <summary>A question about draws.</summary>
    [Metric]
    static double Disturbed(Policy mu, Demonstration d, Gaussian z, double spread = 0.3) =>
        SquaredNorm(mu.Mean(d.State + spread * z) - mu.Mean(d.State));

    /// <summary>A question about an answer.</summary>
    [Metric]
    static double Certainty(Policy mu, Demonstration d) => mu.LogProb(mu.Mean(d.State), d.State);

    /// <summary>Of no rows.</summary>
    [Metric]
    static double Weights(Policy mu) => mu.SquaredWeights;

    /// <summary>A network that no loss asks.</summary>
    [Metric]
    static double Worth([Given] Critic v, Demonstration d) => v.Value(d.State) > 0 ? 1 : 0;

    /// <summary>Of the rows alone.</summary>
    [Metric]
    static double Effort(Demonstration d) => SquaredNorm(d.Action);

    /// <summary>The same for all rows.</summary>
    [Metric]
    static double Twice(double spread = 0.3) => 2 * spread;
}

/// <summary>A metric that is no number stops no run.</summary>
public sealed partial class Boundless
{
    [Loss]
    static double SquaredError(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    [Metric]
    static double Logarithm(Demonstration d) => Math.Log(-1 - SquaredNorm(d.Action));
}

/// <summary>Imports whose metrics have one name, the later for a later turn.</summary>
[Loss<Metered>, Loss<Appraised>(Phase = 1)]
public sealed partial class Imported;

/// <summary>A critic of its own, with a metric of the same name.</summary>
public sealed partial class Appraised
{
    [Loss]
    static double Missed(Critic q, Demonstration d) => Square(q.Value(d.State) - SquaredNorm(d.Action));

    [Metric]
    static double Distance(Critic q, Demonstration d) => Math.Abs(q.Value(d.State) - SquaredNorm(d.Action));
}

/// <summary>An ensemble: each member's rows are its metrics' rows.</summary>
[Ensemble(Members = 3, Bootstrap = Bootstrap.WithReplacement)]
public sealed partial class MeteredEnsemble
{
    [Loss]
    static double SquaredError(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    /// <summary>Of what the loss has computed.</summary>
    [Metric]
    static double Distance(Policy mu, Demonstration d) => Math.Sqrt(SquaredNorm(mu.Mean(d.State) - d.Action));

    /// <summary>A question about other states than the loss's.</summary>
    [Metric]
    static double Change(Policy mu, Demonstration d, [Other] Demonstration other) => SquaredNorm(mu.Mean(other.State) - mu.Mean(d.State));

    /// <summary>Of no rows.</summary>
    [Metric]
    static double Weights(Policy mu) => mu.SquaredWeights;

    /// <summary>Of the rows alone.</summary>
    [Metric]
    static double Effort(Demonstration d) => SquaredNorm(d.Action);
}
