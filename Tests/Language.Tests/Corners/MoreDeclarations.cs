using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

public enum Kind
{
    Plain,
    Doubled,
    Ignored,
}

[Row]
public readonly record struct Tagged(State State, Act Action, Kind Kind, int Level, bool Flag);

/// <summary>Columns of every type, and a switch over one.</summary>
public sealed partial class Tags
{
    [Loss]
    static double Weighed(Policy mu, Tagged row, int least = 1) =>
        (
            row.Kind switch
            {
                Kind.Doubled => 2,
                Kind.Ignored => 0,
                _ => 1,
            }
        ) * (row.Flag && row.Level >= least ? SquaredNorm(mu.Mean(row.State) - row.Action) : row.Level * mu.Entropy(row.State));
}

/// <summary>A given matrix, a row replaced by a draw, and a helper with locals.</summary>
public sealed partial class Weighted
{
    [Loss]
    static double Form(Policy mu, Demonstration d, [Given] Matrix w, Gaussian z, double spread = 0.2)
    {
        var moved = d with { State = d.State + spread * z };
        return Miss(mu, moved, w) + 0.5 * Miss(mu, d, w);
    }

    static double Miss(Policy mu, Demonstration d, Matrix w)
    {
        var error = w * (mu.Mean(d.State) - d.Action);
        return SquaredNorm(error) / (1 + SquaredNorm(error));
    }
}

/// <summary>A trained number beside a policy, each in the other's gradient.</summary>
public sealed partial class Scaled
{
    [Loss]
    static double Fit(Policy mu, Coefficient c, Demonstration d) => Math.Exp(-c) * SquaredNorm(mu.Mean(d.State) - d.Action) + c;
}

/// <summary>Critics of steps, and of states asked twice.</summary>
public sealed partial class Steps
{
    [Loss]
    static double Consistent(Critic f, Critic v, [Target(nameof(v), 0.1)] Critic slow, Transition t, double gamma = 0.9) =>
        Square(f.Value(t.State, t.Action, t.Next) - (v.Value(t.State) - gamma * v.Value(t.Next)))
        + Math.Abs(v.Value(t.State) - slow.Value(t.Next));
}

/// <summary>Vectors: components chosen by the row, and reductions of products.</summary>
public sealed partial class Vectors
{
    [Loss]
    static double Mixed(Features q, [Frozen] Features old, Transition t, double alpha = 0.7) =>
        alpha * LogSumExp(q.Of(t.State) / alpha) - q.Of(t.State)[t.Action] + Dot(q.Of(t.Next), old.Of(t.Next)) * (t.Terminal ? 0.1 : 1);
}

/// <summary>A policy that draws, and learns through its draw and a critic.</summary>
public sealed partial class Drawn
{
    [Loss]
    static double Through(Policy pi, [Given] Critic q, Demonstration d, Draw z)
    {
        var act = pi.Sample(d.State, z);
        return -q.Value(d.State, act) * Sigmoid(q.Value(d.State, act)) + SquaredNorm(act - d.Action);
    }
}

/// <summary>Members that learn from half of the rows each.</summary>
[Ensemble(Members = 3, Fraction = 0.5)]
public sealed partial class Halves
{
    [Loss]
    static double Miss(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);
}

/// <summary>Two losses over batches of different sizes, which both ask about the network as a whole.</summary>
public sealed partial class TwoSquares
{
    [Loss]
    static double Near(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action) + 0.3 * mu.SquaredWeights;

    [Loss]
    static double Paid(Policy mu, Transition t) => t.Reward * (SquaredNorm(mu.Mean(t.State) - t.Action) + mu.SquaredWeights);
}

/// <summary>Statistics of columns that ask and of columns of statistics, in what is asked about too; what several acts count.</summary>
public sealed partial class Spreads
{
    [Column]
    static double Doubt(Policy pi, Ranking r) => pi.Entropy(r.Context);

    [Column]
    static double Far(Ranking r, [Mean(nameof(Doubt))] double doubt, [Other] Ranking other) =>
        doubt + SquaredNorm(r.Context - other.Context);

    [Column]
    static double Length(Ranking r) => Norm((Vector)r.Context);

    [Loss]
    static double Weighed(Policy pi, Ranking r, [Quantile(nameof(Far), 0.7)] double far, [Deviation(nameof(Length))] double deviation) =>
        far * r.Candidates.Count * Sum(pi.LogProb(r.Candidates, r.Context)) + pi.Entropy(r.Context + deviation * (Vector)r.Context);
}

/// <summary>
/// A critic that learns from what it is asked about an answer, beside a view of itself that does not; both hand the act's gradient on.
/// </summary>
public sealed partial class Judged
{
    [Loss]
    static double Both(Policy mu, Critic q, [Detached] Critic judge, Demonstration d, double share = 0.5) =>
        Square(q.Value(d.State, mu.Mean(d.State)) - 1)
        - share * judge.Value(d.State, mu.Mean(d.State))
        + SquaredNorm(mu.Mean(d.State) - d.Action);
}

/// <summary>Two losses that go through one answer about an answer, and a question about the same state in every row.</summary>
public sealed partial class TwiceThrough
{
    [Loss]
    static double First(Policy mu, [Given] Critic q, Demonstration d) => Square(q.Value(d.State, mu.Mean(d.State)) - 0.3);

    [Loss]
    static double Second(Policy mu, [Given] Critic q, Demonstration d, [Given] State origin) =>
        Math.Tanh(q.Value(d.State, mu.Mean(d.State))) * (1 + SquaredNorm(mu.Mean(origin)));
}

/// <summary>Rows that a policy replaces as it sees them, and learns from.</summary>
public sealed partial class SelfLabelled
{
    [Loss]
    static double Miss(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    [Augment]
    static Demonstration Towards([Detached] Policy mu, Demonstration d, Gaussian z, double share = 0.25) =>
        d with
        {
            State = d.State + share * z,
            Action = d.Action + share * (mu.Mean(d.State + share * z) - d.Action),
        };
}

/// <summary>The next row's act, asked about and computed with.</summary>
public sealed partial class Neighbours
{
    [Loss]
    static double Apart(Policy pi, Demonstration d, [Other] Demonstration other) =>
        -pi.LogProb(other.Action, d.State) * SquaredNorm(d.Action - other.Action);
}
