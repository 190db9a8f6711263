using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Corners;

public enum Grade : byte
{
    Low,
    High,
}

public enum Era : long
{
    Now,
    Past = -5_000_000_000,
}

/// <summary>Columns of every kind of number.</summary>
public readonly record struct Measured(
    State State,
    Act Action,
    float Weight,
    long Count,
    Grade Grade,
    Era Era,
    double[] Marks,
    float[] Tags,
    ReadOnlyMemory<double> Scale
);

/// <summary>Single and whole numbers, enums of other types than int, and lists of numbers.</summary>
public sealed partial class Measures
{
    [Loss]
    static double Fit(Policy mu, Measured row, Era era = Era.Past) =>
        row.Weight * (row.Grade == Grade.High ? 2.0 : 1.0) * (row.Era == era ? 3 : 1) * SquaredNorm(mu.Mean(row.State) - row.Action)
        + row.Count * row.Marks[1] * row.Tags.Length * Square(mu.Mean(row.State)[0] - Dot(new Vector(row.Scale), new Vector(row.Marks)));
}

/// <summary>Components and sizes of states, of acts and of an answer.</summary>
public sealed partial class Components
{
    [Loss]
    static double Part(Policy mu, Demonstration d) =>
        (d.State[2] > 0.1 ? 2 : 1) * Square(mu.Mean(d.State)[0] - d.Action[1])
        + d.State.Size * d.Action.Size * mu.Mean(d.State)[1] * d.State[0];
}

/// <summary>The number of a discrete act.</summary>
public sealed partial class CategoricalRanks
{
    [Loss]
    static double Ranked(Features f, Demonstration d) => (d.Action.Index == 1 ? 2 : 1) * f.Of(d.State)[0] * f.Of(d.State)[d.Action.Index];
}

/// <summary>A draw that a network is asked about before the act is named.</summary>
public sealed partial class Noised
{
    [Loss]
    static double Denoise(Features f, Demonstration d, Gaussian z, Uniform u)
    {
        var said = f.Of(d.State, 0.5 * z, u);
        return SquaredNorm(said + z - d.Action);
    }
}

/// <summary>A statistic of a column that is the same for all rows, and operators of the user's on rows.</summary>
public sealed partial class Constants
{
    [Column]
    static double Level(Demonstration d, double height = 2) => height;

    [Loss]
    static double Weighed(Policy mu, Pair p, [Other] Pair other) => (p + other) * mu.Entropy(p.State);

    [Loss]
    static double Levelled(Policy mu, Demonstration d, [Mean(nameof(Level))] double mean, [Deviation(nameof(Level))] double spread) =>
        mean * SquaredNorm(mu.Mean(d.State) - d.Action) + spread;
}

public readonly record struct Pair(State State, double Weight)
{
    public static double operator +(Pair left, Pair right) => left.Weight + 2 * right.Weight;
}

/// <summary>Two acts, a policy for each.</summary>
public readonly record struct Hybrid(State State, Act Move, Act Jump);

public sealed partial class HybridCloning
{
    [Loss]
    static double Moves(Policy walker, Hybrid h) => -walker.LogProb(h.Move, h.State);

    [Loss]
    static double Jumps(Policy jumper, Hybrid h) => -jumper.LogProb(h.Jump, h.State);
}

/// <summary>A gate that asks a critic what it thinks of the expert's answer, from the third step of an episode on.</summary>
public sealed partial class CriticalDAgger
{
    [Loss]
    static double Fit(Policy mu, Demonstration d) => SquaredNorm(mu.Mean(d.State) - d.Action);

    [Loss(Phase = 1)]
    static double Worth(Critic q, Demonstration d) => Square(q.Value(d.State, d.Action) - 1);

    [Aggregate(Store.ExpertSteps)]
    static Control Decide(Step t, Critic q, Expert expert, double pitch = 50) =>
        t.Index > 1 && Math.Sin(pitch * q.Value(t.State, expert.Action(t.State))) < 0 ? Control.Expert : Control.Learner;
}

/// <summary>Names that generated code uses itself.</summary>
public sealed partial class Fit
{
    [Loss]
    static double Train(Policy host, Critic i, Demonstration losses, Uniform Share, double share = 0.5) =>
        (Share < share ? 2 : 1) * SquaredNorm(host.Mean(losses.State) - losses.Action) + i.Value(losses.State);
}
