using System.CommandLine;
using DeclarativeIL.Consoles;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="QuickStart"/> for one seed after another and prints a Markdown table.</summary>
internal static class SeedsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("seeds", "The quick start for several seeds, from --seed on, as a Markdown table.");
        var options = new QuickStartOptions();
        var count = Numbers.Number("--count", "How many seeds.", 10, 1, 1000);
        command.Options.Add(count);
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(options.Read(parsed), parsed.GetValue(count), cancellation));
        return command;
    }

    private static async Task RunAsync(QuickStartSettings settings, int count, CancellationToken cancellation)
    {
        Console.WriteLine("| seed | labels each | expert | cloning | DAgger | gap | seconds |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (var i = 0; i < count; i++)
        {
            var seed = unchecked(settings.Seed + (ulong)i);
            var quickStart = new QuickStart(settings with { Seed = seed }, new ConsoleProgress(TextWriter.Null));
            var (expert, cloning, aggregation, _) = await quickStart.RunAsync(cancellation);
            Console.WriteLine(
                $"| {seed} | {aggregation.Labels} | {Describe(expert)} | {Describe(cloning)} | {Describe(aggregation)} "
                    + $"| {aggregation.Evaluation.Mean - cloning.Evaluation.Mean:0.0} | {cloning.Seconds + aggregation.Seconds:0.0} |"
            );
        }
    }

    private static string Describe(Score score) => $"{score.Evaluation.Mean:0.0} ± {score.Evaluation.StandardDeviation:0.0}";
}
