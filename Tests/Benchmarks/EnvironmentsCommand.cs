using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeclarativeIL.Benchmarks.Environments;

namespace DeclarativeIL.Benchmarks;

/// <summary>Steps a second of every environment on one core, single and vectorised.</summary>
internal static class EnvironmentsCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Environments in the vectorised form.", DefaultValueFactory = _ => 8 };
        var seconds = new Option<double>("--seconds")
        {
            Description = "Of measuring, for each form and environment.",
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var command = new Command("environments", "Steps a second of every environment on one core, random actions, resets included.")
        {
            count,
            seconds,
            json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(count), parsed.GetValue(seconds), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int count, double seconds, bool json)
    {
        if (!json)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Million steps a second (median of {EnvironmentBenchmark.Repetitions}, fastest in brackets); "
                        + $"vector: {count} environments, every one's step counted.\n\n"
                        + $"| environment | single | vector | vector to single |\n| --- | ---: | ---: | ---: |"
                )
            );
        foreach (var row in EnvironmentBenchmark.Run(count, seconds))
            Console.WriteLine(
                json
                    ? JsonSerializer.Serialize(row, Json)
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {row.Environment} | {row.Single / 1e6:F1} ({row.SingleFastest / 1e6:F1}) | {row.Vector / 1e6:F1} "
                            + $"({row.VectorFastest / 1e6:F1}) | {row.Vector / row.Single:F1} |"
                    )
            );
    }
}
