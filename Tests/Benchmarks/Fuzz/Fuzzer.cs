using System.Text;
using System.Text.RegularExpressions;
using DeclarativeIL.Benchmarks.Fuzz.Heads;
using DeclarativeIL.Randomness;
using FsCheck;
using FsCheck.Fluent;

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

    public override string ToString() =>
        $"equations {Equations}, value mismatches {ValueMismatches}, gradient mismatches {GradientMismatches}, gate mismatches "
        + $"{GateMismatches}";
}

/// <summary>Random equations in batches: generated, compiled together, each compared; the first that disagrees is made small.</summary>
public static partial class Fuzzer
{
    private const int SmallestSize = 4,
        LargestSize = 60,
        ShrinkBatch = 24,
        LongestShrink = 60,
        EquationsPerRule = 8,
        EquationsPerHead = 12,
        BatchesPerRefusals = 4,
        Refusals = 24;

    /// <param name="told">Hears of progress.</param>
    /// <param name="all">Whether every counterexample is made small and kept, not only the first.</param>
    /// <param name="known">Texts of problems that are known: what fails with one of them in its source or its message is left out.</param>
    public static FuzzReport Run(
        int equations,
        ulong seed,
        int batchSize = 200,
        Action<FuzzReport>? told = null,
        bool all = false,
        IReadOnlyList<string>? known = null
    )
    {
        var report = new FuzzReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Dictionary<string, int>(), "");
        for (var batch = 0UL; report.Equations < equations; batch++)
        {
            var seeds = new SeedSequence(seed).Child(batch);
            var some = Batch(seeds, Math.Min(batchSize, equations - report.Equations)).ToList();
            var rules = Rules(seeds, some.Count / EquationsPerRule);
            var outcomes = Compare(some, i => seeds.Child((ulong)i), rules, (rule, i, fault) => report = Count(report, rule, fault, all));
            if (batch % BatchesPerRefusals == 0)
                Compare(
                    [],
                    i => seeds.Child((ulong)i),
                    [
                        .. Enumerable
                            .Range(0, Refusals)
                            .Select(i => RefusalRule.Random(NameOf(i), i, seeds.Child("refusals").Child((ulong)i))),
                    ],
                    (rule, i, fault) => report = Count(report, rule, fault, all)
                );
            Compare(
                [],
                i => seeds.Child((ulong)i),
                [
                    .. Enumerable
                        .Range(0, some.Count / EquationsPerHead)
                        .Select(i => HeadRule.Random(NameOf(i), seeds.Child("heads").Child((ulong)i))),
                ],
                (rule, i, fault) => report = Count(report, rule, fault, all)
            );
            for (var i = 0; i < some.Count; i++)
            {
                var (equation, outcome) = (some[i], outcomes[i]);
                if (IsKnown(equation, outcome, known))
                {
                    report = report with { Known = report.Known + 1 };
                    continue;
                }
                report = Count(report, equation, outcome);
                if (outcome.Verdict >= Verdict.ValueDiffers && (report.Counterexample.Length == 0 || all))
                    report = report with
                    {
                        Counterexample = report.Counterexample + Shrink(equation, outcome, seeds.Child((ulong)i), known),
                    };
            }
            told?.Invoke(report);
        }
        return report;
    }

    /// <summary>Random equations, as they are compared.</summary>
    public static IEnumerable<Equation> Sample(int equations, ulong seed) => Batch(new SeedSequence(seed), equations);

    /// <summary>Equations of growing size.</summary>
    private static IEnumerable<Equation> Batch(SeedSequence seeds, int count) =>
        Plain(seeds, count)
            .Select(
                (equation, i) =>
                    i % 3 == 2 ? equation with { Names = Naming.Random(seeds.Child("names").Child((ulong)i).Stream()) } : equation
            );

    private static IEnumerable<Equation> Plain(SeedSequence seeds, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i =>
                Grammar
                    .Equations.Generator.Sample(
                        SmallestSize + (LargestSize - SmallestSize) * i / count,
                        new Rnd(seeds.Child((ulong)i).Seed, 0x9E3779B97F4A7C15),
                        1
                    )
                    .First()
            );

    /// <param name="data">Where the data of an equation come from, by its place.</param>
    /// <param name="rules">What is compiled with them.</param>
    /// <param name="told">Hears what came of each rule: null, or what differs.</param>
    private static List<Outcome> Compare(
        IReadOnlyList<Equation> equations,
        Func<int, SeedSequence> data,
        List<Rule>? rules = null,
        Action<Rule, int, string?>? told = null
    )
    {
        using var compiler = new EquationCompiler();
        var compiled = compiler.Compile(equations, [.. (rules ?? []).Select((rule, i) => (NameOf(i), rule.Source))]);
        var faults = InParallel(rules?.Count ?? 0, i => rules![i].Verdict(compiled[equations.Count + i], data(i).Child("rule")));
        for (var i = 0; i < faults.Length; i++)
            told!(rules![i], i, faults[i]);
        return [.. InParallel(equations.Count, i => EquationCheck.Of(equations[i], compiled[i], data(i)))];
    }

    /// <summary>Each by itself: what comes of one depends on its own seed.</summary>
    private static T[] InParallel<T>(int count, Func<int, T> one)
    {
        var results = new T[count];
        Parallel.For(0, count, i => results[i] = one(i));
        return results;
    }

    private static string NameOf(int rule) => "R" + rule;

    private static List<Rule> Rules(SeedSequence seeds, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Rule.Random(NameOf(i), i, seeds.Child("rules").Child((ulong)i)))];

    private static FuzzReport Count(FuzzReport report, Rule rule, string? fault, bool all) =>
        report with
        {
            Rules = report.Rules + 1,
            Coverage = Counted(report.Coverage, rule.Features),
            GateMismatches = report.GateMismatches + (fault is null ? 0 : 1),
            Counterexample =
                fault is null || (report.Counterexample.Length > 0 && !all)
                    ? report.Counterexample
                    : report.Counterexample + $"GateDiffers: {fault}\n\n{rule.Source}\n",
        };

    private static FuzzReport Count(FuzzReport report, Equation equation, Outcome outcome) =>
        outcome.Verdict == Verdict.Unfit
            ? report with
            {
                Unfit = report.Unfit + 1,
            }
            : report with
            {
                Equations = report.Equations + 1,
                Coverage = Counted(report.Coverage, equation.Features.Concat(outcome.Met ?? (IEnumerable<string>)[])),
                ValueMismatches = report.ValueMismatches + (outcome.Verdict is Verdict.ValueDiffers or Verdict.Broken ? 1 : 0),
                GradientMismatches = report.GradientMismatches + (outcome.Verdict == Verdict.GradientDiffers ? 1 : 0),
                Broken = report.Broken + (outcome.Verdict == Verdict.Broken ? 1 : 0),
                Answers = report.Answers + outcome.Compared,
                Unsettled = report.Unsettled + outcome.Unsettled,
                OnCpu = report.OnCpu + (outcome.IsOnCpu ? 1 : 0),
            };

    private static Dictionary<string, int> Counted(IReadOnlyDictionary<string, int> before, IEnumerable<string> features)
    {
        var counts = before as Dictionary<string, int> ?? new(before);
        foreach (var feature in features)
            counts[feature] = counts.GetValueOrDefault(feature) + 1;
        return counts;
    }

    private static bool IsKnown(Equation equation, Outcome outcome, IReadOnlyList<string>? known)
    {
        if (known is not { Count: > 0 } || outcome.Verdict < Verdict.ValueDiffers)
            return false;
        var text = Declaration.Of(equation, "E") + outcome.What;
        return known.Any(part => text.Contains(part, StringComparison.Ordinal));
    }

    /// <summary>What failed, without names and places: two that have it in common fail in the same way.</summary>
    private static string Symptom(Outcome outcome)
    {
        if (outcome.Verdict != Verdict.Broken)
            return outcome.Verdict.ToString();
        var first = outcome.What.Split('\n')[0];
        return Names()
            .Replace(
                first.Contains("): ", StringComparison.Ordinal) ? first[(first.IndexOf("): ", StringComparison.Ordinal) + 3)..] : first,
                ""
            );
    }

    [GeneratedRegex("[0-9]+|'[^']*'")]
    private static partial Regex Names();

    /// <summary>Smaller versions are compiled together; the smallest that still fails in the same way goes on.</summary>
    private static string Shrink(Equation equation, Outcome outcome, SeedSequence seed, IReadOnlyList<string>? known)
    {
        var until = DateTime.UtcNow.AddSeconds(LongestShrink);
        while (DateTime.UtcNow < until)
        {
            var found = false;
            foreach (var some in Grammar.Equations.Shrinker(equation).Take(6 * ShrinkBatch).Chunk(ShrinkBatch))
            {
                var outcomes = Compare(some, _ => seed);
                var worst = outcomes
                    .Zip(some)
                    .ToList()
                    .FindIndex(pair => Symptom(pair.First) == Symptom(outcome) && !IsKnown(pair.Second, pair.First, known));
                if (worst < 0)
                    continue;
                (equation, outcome, found) = (some[worst], outcomes[worst], true);
                break;
            }
            if (!found)
                break;
        }
        using var compiler = new EquationCompiler();
        return new StringBuilder()
            .Append(outcome.Verdict)
            .Append(": ")
            .AppendLine(outcome.What)
            .AppendLine()
            .AppendLine(Declaration.Of(equation, EquationCompiler.NameOf(0)))
            .AppendLine(compiler.Compile([equation])[0].Generated)
            .ToString();
    }
}
