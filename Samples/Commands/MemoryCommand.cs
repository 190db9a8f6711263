using System.CommandLine;
using System.Text.Json.Nodes;
using DeclarativeIL.Samples.Remembering;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="HiddenVelocities"/>, one way of seeing after the other.</summary>
internal static class MemoryCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("memory", "CartPole without velocities: one observation, several together, and networks that remember.");
        var seed = Numbers.Number("--seed", "The seed.", 1UL, 0UL, ulong.MaxValue);
        var steps = Numbers.Number("--steps", "Steps of PPO; 0 leaves it out.", 300_000, 0, 100_000_000);
        var json = new Option<bool>("--json") { Description = "Ends with the table as one line of JSON." };
        foreach (var option in (Option[])[seed, steps, json])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(() => Show(parsed.GetValue(seed), parsed.GetValue(steps), parsed.GetValue(json), cancellation), cancellation)
        );
        return command;
    }

    private static void Show(ulong seed, int steps, bool json, CancellationToken cancellation)
    {
        var (study, rows) = (new HiddenVelocities(seed) { Steps = Math.Max(1, steps) }, new JsonArray());
        foreach (var viewer in Viewer.All)
        {
            var cloned = study.Cloned(viewer, cancellation);
            var reinforced = steps == 0 ? null : study.Reinforced(viewer, cancellation);
            Console.WriteLine($"{viewer.Name, -22} cloned {Describe(cloned)}   PPO {Describe(reinforced)}");
            rows.Add(
                new JsonObject
                {
                    ["name"] = viewer.Name,
                    ["cloned"] = cloned.Mean,
                    ["reinforced"] = reinforced?.Mean,
                }
            );
        }
        if (json)
            Console.WriteLine(rows.ToJsonString());
    }

    private static string Describe(EvaluationResult? result) =>
        result is null ? "-" : $"{result.Mean:0.0} ± {result.StandardDeviation:0.0}";
}
