namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What random equations can be given.</summary>
public static class Leaves
{
    private static readonly (string Text, double Value)[] Constants =
        [("0.5", 0.5), ("1.5", 1.5), ("2.0", 2), ("0.25", 0.25), ("(-1.0)", -1), ("3.0", 3), ("0.125", 0.125), ("1.0", 1), ("0.0", 0), ("(-0.5)", -0.5)];

    public static readonly IReadOnlyList<Leaf> All =
    [
        .. Constants.Select(constant => new Leaf(Kind.Number, constant.Text, "", _ => [constant.Value])),
        Column(Kind.Number, "Weight", sample => [sample.Weight]),
        Column(Kind.Number, "Reward", sample => [sample.Reward]),
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
    ];

    public static Leaf Number(double value) => All.First(leaf => leaf.Kind == Kind.Number && leaf.Needs.Length == 0 && leaf.Read(null!)[0] == value);

    private static Leaf Column(Kind kind, string name, Func<Sample, double[]> read) => new(kind, "d." + name, "d", at => read(at.Sample));
}
