namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What random equations can be given.</summary>
public static class Leaves
{
    private static readonly (string Text, double Value)[] Constants =
    [
        ("0.5", 0.5),
        ("1.5", 1.5),
        ("2.0", 2),
        ("0.25", 0.25),
        ("(-1.0)", -1),
        ("3.0", 3),
        ("0.125", 0.125),
        ("1.0", 1),
        ("0.0", 0),
        ("(-0.5)", -0.5),
        ("0.1", 0.1),
    ];

    public static readonly IReadOnlyList<Leaf> All =
    [
        .. Constants.Select(constant => new Leaf(Kind.Number, constant.Text, "", _ => [constant.Value])),
        Column(Kind.Number, "Weight", sample => [sample.Weight]),
        Column(Kind.Number, "Reward", sample => [sample.Reward]),
        new(Kind.Number, "((double)d.Fine)", "d", at => [at.Sample.Fine]),
        Column(Kind.Truth, "Flag", sample => [sample.Flag ? 1 : 0]),
        Column(Kind.Whole, "Count", sample => [sample.Count]),
        Column(Kind.Level, "Level", sample => [(int)sample.Level]),
        Column(Kind.State, "State", sample => sample.State.Span.ToArray()),
        Column(Kind.State, "Next", sample => sample.Next.Span.ToArray()),
        Column(Kind.Choice, "Choice", sample => sample.Choice.Span.ToArray()),
        Column(Kind.Act, "Action", sample => sample.Action.Span.ToArray()),
        new(Kind.Number, "o.Weight", "o", at => [at.Other.Weight]),
        new(Kind.State, "o.State", "o", at => at.Other.State.Span.ToArray()),
        new(Kind.Act, "o.Action", "o", at => at.Other.Action.Span.ToArray()),
        new(Kind.Number, "rate", "rate", at => [at.Run.Settings.Rate]),
        new(Kind.Number, "scale", "scale", at => [at.Run.Settings.Scale]),
        new(Kind.Truth, "on", "on", at => [at.Run.Settings.IsOn ? 1 : 0]),
        new(Kind.Truth, "true", "", _ => [1]),
        new(Kind.Whole, "count", "count", at => [at.Run.Settings.Count]),
        new(Kind.Whole, "2", "", _ => [2]),
        new(Kind.Whole, "1", "", _ => [1]),
        new(Kind.Level, "stage", "stage", at => [(int)at.Run.Settings.Stage]),
        new(Kind.Level, "Level.Middle", "", _ => [1]),
        new(Kind.Number, "((double)u)", "u", at => [at.Uniform("u")], IsExact: false),
        new(Kind.Number, "u.Value", "u", at => [at.Uniform("u")], IsExact: false),
        new(Kind.Draw, "w", "w", at => [at.Place("w")], IsExact: false),
        new(Kind.Stream, "w", "w", at => at.Stream("w"), IsExact: false),
        new(Kind.Number, "clock.Round", "clock", at => [at.Run.Settings.Clock.Round]),
        new(Kind.Number, "clock.Fraction", "clock", at => [at.Run.Settings.Clock.Fraction]),
        Column(Kind.Candidates, "Candidates", sample => [.. sample.Candidates.SelectMany(act => act.Span.ToArray())]),
        new(Kind.Gain, "gain", "gain", at => at.Run.Settings.Gain.Span.ToArray()),
        new(Kind.FeatureVector, "shift", "shift", at => at.Run.Settings.Shift.Span.ToArray()),
        new(Kind.State, "origin", "origin", at => at.Run.Settings.Origin.Span.ToArray()),
        new(Kind.Number, "amount", "amount", at => [at.Run.Settings.Amount]),
        new(Kind.Whole, "number", "number", at => [at.Run.Settings.Number]),
        new(Kind.Truth, "given", "given", at => [at.Run.Settings.Flag ? 1 : 0]),
        new(Kind.Number, "score", "score", at => [at.Run.Scores[at.Row]], IsExact: false),
        new(Kind.Number, "mean", "mean", at => [at.Run.Scores.Average()], IsExact: false),
        new(
            Kind.Number,
            "deviation",
            "deviation",
            at => [Math.Sqrt(at.Run.Scores.Average(score => Math.Pow(score - at.Run.Scores.Average(), 2)))],
            IsExact: false
        ),
        new(Kind.Number, "median", "median", at => [Median([.. at.Run.Scores.Order()])], IsExact: false),
    ];

    private static double Median(double[] ordered) => (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;

    public static Leaf Number(double value) =>
        All.First(leaf => leaf.Kind == Kind.Number && leaf.Needs.Length == 0 && leaf.Read(null!)[0] == value);

    private static Leaf Column(Kind kind, string name, Func<Sample, double[]> read) => new(kind, "d." + name, "d", at => read(at.Sample));
}
