using System.CommandLine;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="DAggerSweep"/>.</summary>
internal static class SweepCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("sweep", "Sweep over two hyperparameters of DAgger with several seeds: a table and a picture.");
        var seeds = Numbers.Number("--seeds", "Seeds of each setting.", 3, 1, 100);
        var parallel = Numbers.Number("--parallel", "Runs at a time.", Environment.ProcessorCount, 1, 64);
        var folder = new Option<string>("--out")
        {
            Description = "Where finished runs, the table and the picture are kept; started again, it goes on there.",
            DefaultValueFactory = static _ => "sweep",
        };
        foreach (var option in (Option[])[seeds, parallel, folder])
            command.Options.Add(option);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var sweep = new DAggerSweep(parsed.GetValue(seeds), parsed.GetValue(parallel), parsed.GetValue(folder)!);
                Console.Write(await sweep.RunAsync(cancellation));
            }
        );
        return command;
    }
}
