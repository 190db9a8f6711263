using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Benchmarks.Speed;

namespace DeclarativeIL.Benchmarks;

/// <summary>
/// One training step, side by side with what users write and with what the library's matrix products alone take; then whole runs.
/// </summary>
internal static class SpeedCommand
{
    private const string Page = "docs/benchmarks.md",
        Runs = "runs",
        Started = "<!-- written by the benchmark from here on -->";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly Scenario[] Scenarios =
    [
        Scenario.A(1, 1),
        Scenario.A(10, 1),
        Scenario.A(10, 2),
        Scenario.B(1, 1),
        Scenario.B(1, 2),
        Scenario.B(10, 1),
        Scenario.B(10, 2),
    ];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Turns of each contestant.", DefaultValueFactory = _ => 21 };
        var turn = new Option<int>("--turn") { Description = "Length of a turn in milliseconds, about.", DefaultValueFactory = _ => 50 };
        var only = new Option<string?>("--only")
        {
            Description = $"Only scenarios whose name starts with this, and no whole runs; {Runs}: only runs that collect.",
        };
        var brief = new Option<bool>("--brief") { Description = "Smaller data sets and a shorter run." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of tables." };
        var write = new Option<bool>("--write") { Description = $"Also writes {Page}." };
        var command = new Command("speed", "One training step, in microseconds; whole runs.") { rounds, turn, only, brief, json, write };
        command.SetAction(parsed =>
        {
            var lines = new List<string>();
            foreach (
                var line in Lines(
                    parsed.GetValue(rounds),
                    parsed.GetValue(turn),
                    parsed.GetValue(only),
                    parsed.GetValue(brief),
                    parsed.GetValue(json)
                )
            )
            {
                Console.WriteLine(line);
                lines.Add(line);
            }
            if (parsed.GetValue(write))
                Write(lines);
        });
        return command;
    }

    /// <summary>What the child process of the start-up figure runs.</summary>
    public static Command FirstStep(long start)
    {
        var command = new Command("first-step", "Trains one step and prints the seconds since Main.") { Hidden = true };
        command.SetAction(_ => WholeRuns.TakeFirstStep(start));
        return command;
    }

    private static IEnumerable<string> Lines(int rounds, int turn, string? only, bool brief, bool json)
    {
        if (!json)
            yield return $"""
                {Machine()}

                | | threads | | us, median | minimum | maximum | times faster than plain | over the matrix products |
                | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |
                """;
        foreach (var scenario in Scenarios.Where(scenario => scenario.Name.StartsWith(only ?? "", StringComparison.Ordinal)))
        foreach (var row in Interleaved.Run(scenario, Contestants.All, rounds, TimeSpan.FromMilliseconds(turn)))
            yield return json
                ? JsonSerializer.Serialize(row, Json)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {row.Scenario} | {row.Threads} | {row.Contestant} | {row.Median:F1} | {row.Minimum:F1} | {row.Maximum:F1} | "
                        + $"{row.TimesFasterThanPlain:F1} | {row.OverLimit:F2} |"
                );
        if (!json)
            yield return "\nWhere a generated step's time goes, in microseconds:\n\n| | part | us |\n| --- | --- | ---: |";
        foreach (var scenario in (Scenario[])[Scenario.A(1, 1), Scenario.B(1, 1)])
            if (scenario.Name.StartsWith(only ?? "", StringComparison.Ordinal))
                foreach (var (part, time) in Profile.Of(scenario))
                    yield return json
                        ? JsonSerializer.Serialize(
                            new
                            {
                                scenario = scenario.Name,
                                part,
                                microseconds = time,
                            },
                            Json
                        )
                        : string.Create(CultureInfo.InvariantCulture, $"| {scenario.Name} | {part} | {time:F2} |");
        if (only is not (null or Runs))
            yield break;
        if (!json)
            yield return "\nWhole runs:\n\n| | unit | median | minimum | maximum |\n| --- | --- | ---: | ---: | ---: |";
        foreach (var figure in only == Runs ? CollectingRuns.All() : WholeRuns.All(brief))
            yield return json
                ? JsonSerializer.Serialize(figure, Json)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {figure.What} | {figure.Unit} | {figure.Median:G4} | {figure.Minimum:G4} | {figure.Maximum:G4} |"
                );
    }

    private static string Machine() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, "
                + $"{RuntimeInformation.OSDescription}; kernels of {CpuKernels.Best.Name}."
        );

    /// <summary>What stands above the mark is written by people.</summary>
    private static void Write(IEnumerable<string> lines)
    {
        var above = File.Exists(Page) ? File.ReadAllText(Page).Split(Started)[0] : "# Benchmarks\n\n";
        var partial = Page + ".partial";
        File.WriteAllText(partial, above + Started + "\n\n" + string.Join('\n', lines) + "\n");
        File.Move(partial, Page, overwrite: true);
    }
}
