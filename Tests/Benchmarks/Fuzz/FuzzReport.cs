namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What a run of the fuzzer found.</summary>
/// <param name="Equations">How many were compared.</param>
/// <param name="Unfit">How many more could not be, for want of data on which they are moderate.</param>
/// <param name="Broken">How many of those with a wrong value had none: refused, not compiled, or thrown.</param>
/// <param name="Answers">How many gradients were compared.</param>
/// <param name="Unsettled">Gradients compared with autograd only.</param>
/// <param name="Known">How many were left out because their problem is known.</param>
/// <param name="OnCpu">How many have a form without tensors too, and were compared in both.</param>
/// <param name="Rules">How many gates, explorations, rewards, scans, augmentations and refusals were compared beside them.</param>
/// <param name="GateMismatches">How many of those were not what the declared methods say, step by step.</param>
/// <param name="Coverage">How many of those compared used each part of the language.</param>
/// <param name="Counterexample">The smallest of those that disagree; empty if none does.</param>
public sealed record FuzzReport(
    int Equations,
    int Unfit,
    int ValueMismatches,
    int GradientMismatches,
    int Broken,
    int Answers,
    int Unsettled,
    int Known,
    int OnCpu,
    int Rules,
    int GateMismatches,
    IReadOnlyDictionary<string, int> Coverage,
    string Counterexample
)
{
    public bool Agrees => ValueMismatches + GradientMismatches + GateMismatches == 0;

    /// <summary>Nothing yet.</summary>
    internal static FuzzReport Empty => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Dictionary<string, int>(), "");

    public override string ToString() =>
        $"equations {Equations}, value mismatches {ValueMismatches}, gradient mismatches {GradientMismatches}, gate mismatches "
        + $"{GateMismatches}";

    /// <summary>With a rule.</summary>
    /// <param name="fault">What differs; null where nothing does.</param>
    /// <param name="all">Whether every counterexample is kept, not only the first.</param>
    internal FuzzReport With(Rule rule, string? fault, bool all) =>
        this with
        {
            Rules = Rules + 1,
            Coverage = Counted(Coverage, rule.Features),
            GateMismatches = GateMismatches + (fault is null ? 0 : 1),
            Counterexample =
                fault is null || (Counterexample.Length > 0 && !all)
                    ? Counterexample
                    : Counterexample + $"GateDiffers: {fault}\n\n{rule.Source}\n",
        };

    /// <summary>With an equation.</summary>
    internal FuzzReport With(Equation equation, Outcome outcome) =>
        outcome.Verdict == Verdict.Unfit
            ? this with
            {
                Unfit = Unfit + 1,
            }
            : this with
            {
                Equations = Equations + 1,
                Coverage = Counted(Coverage, equation.Features.Concat(outcome.Met ?? (IEnumerable<string>)[])),
                ValueMismatches = ValueMismatches + (outcome.Verdict is Verdict.ValueDiffers or Verdict.Broken ? 1 : 0),
                GradientMismatches = GradientMismatches + (outcome.Verdict == Verdict.GradientDiffers ? 1 : 0),
                Broken = Broken + (outcome.Verdict == Verdict.Broken ? 1 : 0),
                Answers = Answers + outcome.Compared,
                Unsettled = Unsettled + outcome.Unsettled,
                OnCpu = OnCpu + (outcome.IsOnCpu ? 1 : 0),
            };

    private static Dictionary<string, int> Counted(IReadOnlyDictionary<string, int> before, IEnumerable<string> features)
    {
        var counts = before as Dictionary<string, int> ?? new(before);
        foreach (var feature in features)
            counts[feature] = counts.GetValueOrDefault(feature) + 1;
        return counts;
    }
}
