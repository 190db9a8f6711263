using System.CommandLine;
using System.Text.Json.Nodes;
using DeclarativeIL.Training;
using Spectre.Console;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="LaneRecovery"/>, seed after seed.</summary>
internal static class LaneCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "lane",
            "Lane keeping from one drive: plain cloning against demonstrations that are displaced, with labels that steer back."
        );
        var seeds = Numbers.Number("--seeds", "How many seeds.", 5, 1, 1000);
        var first = Numbers.Number("--seed", "The first of them.", 1UL, 0UL, ulong.MaxValue - 1000);
        var epochs = Numbers.Number("--epochs", "Passes over the drive.", 60, 1, 100_000);
        var json = new Option<bool>("--json") { Description = "Ends with the table as one line of JSON." };
        foreach (var option in (Option[])[seeds, first, epochs, json])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                        Show(parsed.GetValue(first), parsed.GetValue(seeds), parsed.GetValue(epochs), parsed.GetValue(json), cancellation),
                    cancellation
                )
        );
        return command;
    }

    private static void Show(ulong first, int seeds, int epochs, bool json, CancellationToken cancellation)
    {
        var (table, rows) = (new Table().RoundedBorder().AddColumn("seed"), new JsonArray());
        foreach (var title in new[] { "expert", "cloning", "with recoveries" })
            table.AddColumn(new TableColumn(title).RightAligned());
        for (var i = 0; i < seeds; i++)
        {
            var seed = first + (ulong)i;
            var (expert, cloning, recovery) = new LaneRecovery(seed, epochs).Run(cancellation);
            table.AddRow($"{seed}", Describe(expert), Describe(cloning), Describe(recovery));
            rows.Add(
                new JsonObject
                {
                    ["seed"] = seed,
                    ["expert"] = expert.Mean,
                    ["cloning"] = cloning.Mean,
                    ["recovery"] = recovery.Mean,
                }
            );
        }
        AnsiConsole.Write(table);
        if (json)
            Console.WriteLine(rows.ToJsonString());
    }

    private static string Describe(EvaluationResult result) => $"{result.Mean:0.0} ± {result.StandardDeviation:0.0}";
}
