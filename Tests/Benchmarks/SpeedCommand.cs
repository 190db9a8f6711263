using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeclarativeIL.Benchmarks.Speed;

namespace DeclarativeIL.Benchmarks;

/// <summary>One training step, side by side with what users write and with what the library's matrix products alone take.</summary>
internal static class SpeedCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly Scenario[] Scenarios =
    [
        Scenario.A(1, 1), Scenario.A(10, 1), Scenario.A(10, 2), Scenario.B(1, 1), Scenario.B(1, 2), Scenario.B(10, 1), Scenario.B(10, 2),
    ];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Turns of each contestant.", DefaultValueFactory = _ => 21 };
        var turn = new Option<int>("--turn") { Description = "Length of a turn in milliseconds, about.", DefaultValueFactory = _ => 50 };
        var only = new Option<string?>("--only") { Description = "Only scenarios whose name starts with this." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var command = new Command("speed", "One training step, in microseconds.") { rounds, turn, only, json };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(turn), parsed.GetValue(only) ?? "", parsed.GetValue(json)));
        return command;
    }

    private static void Run(int rounds, int turn, string only, bool json)
    {
        if (!json)
            Console.WriteLine("| | threads | | µs, median | minimum | maximum | times faster than plain | over the matrix products |\n| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var scenario in Scenarios.Where(scenario => scenario.Name.StartsWith(only, StringComparison.Ordinal)))
            foreach (var row in Interleaved.Run(scenario, Contestants.All, rounds, TimeSpan.FromMilliseconds(turn)))
                Console.WriteLine(json ? JsonSerializer.Serialize(row, Json) : string.Create(CultureInfo.InvariantCulture,
                    $"| {row.Scenario} | {row.Threads} | {row.Contestant} | {row.Median:F1} | {row.Minimum:F1} | {row.Maximum:F1} | {row.TimesFasterThanPlain:F1} | {row.OverLimit:F2} |"));
    }
}
