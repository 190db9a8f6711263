using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Fuzz;

/// <summary>What the language refuses, by the diagnostic that says so; and what is next to it and allowed.</summary>
/// <param name="Expected">The diagnostic; none where nothing is refused.</param>
internal sealed record RefusalRule(string Source, IReadOnlySet<string> Features, string? Expected) : Rule(Source, Features)
{
    public static new IEnumerable<string> Parts =>
        [
            "refused: DIL044",
            "refused: DIL045",
            "refused: float arithmetic",
            "refused: DIL046",
            "a switch without a missing arm",
            "int arithmetic that is not refused",
            "a row whose properties keep what they are given",
        ];

    public override string? Verdict(CompiledEquation compiled, SeedSequence seed) =>
        Expected is null
            ? compiled.Type is null
                ? "Refused: " + compiled.Problem
                : null
            : compiled.Type is null && compiled.Problem.Contains(Expected, StringComparison.Ordinal)
                ? null
                : $"Expected {Expected}; found {(compiled.Type is null ? compiled.Problem : "no refusal")}";

    public static new RefusalRule Random(string name, int number, SeedSequence seed)
    {
        var random = seed.Stream();
        T One<T>(params ReadOnlySpan<T> values) => values[random.NextInt(values.Length)];
        string Some(params string[] arms) => string.Join(", ", arms.Where(_ => random.NextInt(2) == 0).DefaultIfEmpty(arms[0]));
        var op = One("+", "-", "*");
        return (number % 6) switch
        {
            0 => Of(
                "refused: DIL044",
                "DIL044",
                One(
                    $"(d.Level switch {{ {Some("Level.Low => 1.0", "Level.Middle => 2.0", "Level.High => 3.0")} }})",
                    $"(d.Count switch {{ {Some("0 => 1.0", "1 => 0.5", "> 1 => d.Weight")} }})",
                    "(d.Flag switch { true => 1.0 })",
                    "(d.Reward switch { < 0.1 => 1.0, >= 0.1 => 2.0 })",
                    "(d.Weight switch { double.NaN => 1.0, <= 0.5 => 2.0 })",
                    "(d.Flag switch { true when d.Weight > 0 => 1.0, false => 2.0 })"
                )
            ),
            1 => random.NextInt(2) == 0
                ? Of("refused: float arithmetic", "DIL006", One($"(d.Fine {op} d.Fine)", $"(d.Fine {op} 2f)"))
                : Of("refused: DIL045", "DIL045", One($"checked(d.Count {op} d.Count)", $"((double)checked(d.Count {op} 3))")),
            2 => WithRow(
                name,
                "refused: DIL046",
                "DIL046",
                One("Math.Max(0, Weight)", "-Weight", "Weight * 2", "Math.Abs(Weight)", "1 - Weight", "0.5"),
                One("{{ get; init; }} = {0};", "=> {0};")
            ),
            3 => Of(
                "a switch without a missing arm",
                null,
                One(
                    "(d.Flag switch { true => 1.0, false => 2.0 })",
                    "(d.Reward switch { < 0.1 => 1.0, >= 0.1 => 2.0, double.NaN => 3.0 })",
                    "(d.Count switch { <= 0 => 1.0, > 0 => 2.0 })"
                )
            ),
            4 => Of("int arithmetic that is not refused", null, $"(d.Count {op} d.Count {op} 7)"),
            _ => WithRow(name, "a row whose properties keep what they are given", null, "Weight", "{{ get; init; }} = {0};"),
        };

        RefusalRule Of(string feature, string? expected, string value) =>
            new(
                Class(name, $"[Loss] public static double Loss(Policy pi, Sample d) => pi.Entropy(d.State) * {value};"),
                new HashSet<string>([feature]),
                expected
            );
    }

    private static RefusalRule WithRow(string name, string feature, string? expected, string value, string property)
    {
        if (property.StartsWith("=>", StringComparison.Ordinal))
            value = value.Replace("Weight", "State[0]", StringComparison.Ordinal);
        var row = $$"""
            [Row]
            public readonly record struct Case{{name}}(State State, double Weight)
            {
                public double Weight {{string.Format(System.Globalization.CultureInfo.InvariantCulture, property, value)}}
            }

            """;
        return new(
            Class(name, $"[Loss] public static double Loss(Policy pi, Case{name} d) => pi.Entropy(d.State) * d.Weight;") + row,
            new HashSet<string>([feature]),
            expected
        );
    }
}
