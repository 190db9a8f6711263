using DeclarativeIL.Benchmarks.Fuzz.Heads;
using DeclarativeIL.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Random equations in batches: generated, compiled together, each compared; the first that disagrees is made small.</summary>
public static class Fuzzer
{
    private const int SmallestSize = 4,
        LargestSize = 60,
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
        var report = FuzzReport.Empty;
        for (var batch = 0UL; report.Equations < equations; batch++)
        {
            var seeds = new SeedSequence(seed).Child(batch);
            var some = Batch(seeds, Math.Min(batchSize, equations - report.Equations)).ToList();
            void Told(Rule rule, string? fault) => report = report.With(rule, fault, all);
            var outcomes = Compare(some, i => seeds.Child((ulong)i), Rules(seeds, some.Count / EquationsPerRule), Told);
            List<Rule> apart = [.. Heads(seeds, some.Count / EquationsPerHead)];
            if (batch % BatchesPerRefusals == 0)
                apart.AddRange(Refused(seeds, apart.Count));
            Compare([], i => seeds.Child((ulong)i), apart, Told);
            for (var i = 0; i < some.Count; i++)
            {
                var (equation, outcome) = (some[i], outcomes[i]);
                if (Counterexamples.IsKnown(equation, outcome, known))
                {
                    report = report with { Known = report.Known + 1 };
                    continue;
                }
                report = report.With(equation, outcome);
                if (outcome.Verdict >= Verdict.ValueDiffers && (report.Counterexample.Length == 0 || all))
                    report = report with
                    {
                        Counterexample = report.Counterexample + Counterexamples.Smallest(equation, outcome, seeds.Child((ulong)i), known),
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
    internal static List<Outcome> Compare(
        IReadOnlyList<Equation> equations,
        Func<int, SeedSequence> data,
        List<Rule>? rules = null,
        Action<Rule, string?>? told = null
    )
    {
        using var compiler = new EquationCompiler();
        var compiled = compiler.Compile(equations, [.. (rules ?? []).Select((rule, i) => (NameOf(i), rule.Source))]);
        var faults = InParallel(rules?.Count ?? 0, i => rules![i].Verdict(compiled[equations.Count + i], data(i).Child("rule")));
        for (var i = 0; i < faults.Length; i++)
            told!(rules![i], faults[i]);
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

    private static IEnumerable<Rule> Heads(SeedSequence seeds, int count) =>
        Enumerable.Range(0, count).Select(i => HeadRule.Random(NameOf(i), seeds.Child("heads").Child((ulong)i)));

    /// <param name="first">The number of the first name.</param>
    private static IEnumerable<Rule> Refused(SeedSequence seeds, int first) =>
        Enumerable.Range(0, Refusals).Select(i => RefusalRule.Random(NameOf(first + i), i, seeds.Child("refusals").Child((ulong)i)));
}
