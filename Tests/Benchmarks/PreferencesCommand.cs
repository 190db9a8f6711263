using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DeclarativeIL.Benchmarks.Preferences;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Benchmarks;

/// <summary>A step of direct preference optimisation, side by side with the bare model.</summary>
internal static class PreferencesCommand
{
    private const int WarmUp = 3;

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Steps of each contestant.", DefaultValueFactory = _ => 15 };
        var threads = new Option<int>("--threads") { Description = "Threads of the tensor library.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var command = new Command("preferences", "A DPO step of a small GPT-2 against the bare model, in milliseconds.")
        {
            rounds,
            threads,
            json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(threads), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int rounds, int threads, bool json)
    {
        TorchSharp.torch.set_num_threads(threads);
        using var steps = new PairSteps();
        var contestants = steps.All;
        var times = contestants.Select(_ => new double[rounds]).ToArray();
        for (var round = -WarmUp; round < rounds; round++)
        for (var i = 0; i < contestants.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            contestants[i].Step();
            if (round >= 0)
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        if (!json)
            Console.WriteLine(
                "| | ms, median | minimum | over the bare model | over the bare model, completions |\n| --- | ---: | ---: | ---: | ---: |"
            );
        for (var i = 0; i < contestants.Count; i++)
        {
            var (name, median, least) = (contestants[i].Name, times[i].Median(), times[i].Min());
            var (over, overCompletions) = (median / times[0].Median(), median / times[1].Median());
            Console.WriteLine(
                json
                    ? JsonSerializer.Serialize(
                        new
                        {
                            contestant = name,
                            threads,
                            milliseconds = median,
                            minimum = least,
                            over,
                            overCompletions,
                        }
                    )
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {name} | {median:F1} | {least:F1} | {over:F3} | {overCompletions:F3} |"
                    )
            );
        }
    }
}
