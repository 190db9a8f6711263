using System.CommandLine;
using System.Text.Json.Nodes;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="LaneImages"/>, seed after seed.</summary>
internal static class CameraCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("camera", "Lane keeping from the images of one drive: plain cloning against shifted images.");
        var seeds = Numbers.Number("--seeds", "How many seeds.", 3, 1, 1000);
        var first = Numbers.Number("--seed", "The first of them.", 1UL, 0UL, ulong.MaxValue - 1000);
        var steps = Numbers.Number("--steps", "Steps of the optimiser.", 1500, 1, 1_000_000);
        var json = new Option<bool>("--json") { Description = "Ends with the table as one line of JSON." };
        foreach (var option in (Option[])[seeds, first, steps, json])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () => Show(parsed.GetValue(first), parsed.GetValue(seeds), parsed.GetValue(steps), parsed.GetValue(json), cancellation),
                    cancellation
                )
        );
        return command;
    }

    private static void Show(ulong first, int seeds, int steps, bool json, CancellationToken cancellation)
    {
        var rows = new JsonArray();
        for (var i = 0; i < seeds; i++)
        {
            var seed = first + (ulong)i;
            var (cloning, shifted) = new LaneImages(seed, steps).Run(cancellation);
            Console.WriteLine($"seed {seed}: cloning {Describe(cloning)}   with shifted images {Describe(shifted)}");
            rows.Add(
                new JsonObject
                {
                    ["seed"] = seed,
                    ["cloning"] = cloning.Mean,
                    ["shifted"] = shifted.Mean,
                }
            );
        }
        if (json)
            Console.WriteLine(rows.ToJsonString());
    }

    private static string Describe(EvaluationResult result) => $"{result.Mean:0.0} ± {result.StandardDeviation:0.0}";
}
