using System.Text;
using System.Text.RegularExpressions;
using DeclarativeIL.Randomness;
using FsCheck.Fluent;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>Equations that disagree: whether the reason is known, and the smallest one that fails in the same way.</summary>
internal static partial class Counterexamples
{
    private const int Batch = 24,
        Longest = 60; // seconds

    public static bool IsKnown(Equation equation, Outcome outcome, IReadOnlyList<string>? known)
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
    public static string Smallest(Equation equation, Outcome outcome, SeedSequence seed, IReadOnlyList<string>? known)
    {
        var until = DateTime.UtcNow.AddSeconds(Longest);
        while (DateTime.UtcNow < until)
        {
            var found = false;
            foreach (var some in Grammar.Equations.Shrinker(equation).Take(6 * Batch).Chunk(Batch))
            {
                var outcomes = Fuzzer.Compare(some, _ => seed);
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
