using System.CommandLine;
using DeclarativeIL.Samples.Reinforcement;
using DeclarativeIL.Samples.Views;
using Spectre.Console;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs a <see cref="ReinforcementStudy"/> and shows its curves.</summary>
internal static class ReinforceCommand
{
    private const int SuiteSeeds = 10;
    private static readonly ReinforcementStudy Defaults = new();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "reinforce",
            "PPO from scratch, from a clone, and from a clone that explores where an ensemble of clones disagrees."
        );
        var seeds = Numbers.Number("--seeds", "How many seeds.", Defaults.Seeds, 1, 1000);
        var first = Numbers.Number("--seed", "The first of them.", Defaults.FirstSeed, 0UL, ulong.MaxValue - 1000);
        var labels = Numbers.Number("--labels", "Expert labels: the first ones of one drive.", Defaults.Labels, 1, 66);
        var rounds = Numbers.Number("--rounds", "Rounds of collecting and training.", Defaults.Rounds, 1, 10_000);
        var steps = Numbers.Number("--steps", "Environment steps of each round.", Defaults.StepsPerRound, 8, 10_000_000);
        var alpha = Numbers.Number("--alpha", "How much of the clones' spread is explored.", Defaults.Alpha, 0.0, 1000.0);
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the learning curves.",
            DefaultValueFactory = static _ => QuickStartCommand.DefaultFolder,
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "Ends with all curves as one line of JSON." };
        var suite = new Option<bool>("--suite")
        {
            Description = "PPO with RL Zoo's published settings on CartPole-v1 and Pendulum-v1 instead, ten seeds unless said otherwise.",
        };
        foreach (var option in (Option[])[seeds, first, labels, rounds, steps, alpha, folder, json, suite])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                parsed.GetValue(suite)
                    ? Task.Run(
                        () =>
                            RunSuite(
                                parsed.GetValue(first),
                                parsed.GetResult(seeds) is { Implicit: false } ? parsed.GetValue(seeds) : SuiteSeeds,
                                cancellation
                            ),
                        cancellation
                    )
                    : RunAsync(
                        Defaults with
                        {
                            Seeds = parsed.GetValue(seeds),
                            FirstSeed = parsed.GetValue(first),
                            Labels = parsed.GetValue(labels),
                            Rounds = parsed.GetValue(rounds),
                            StepsPerRound = parsed.GetValue(steps),
                            Alpha = parsed.GetValue(alpha),
                        },
                        parsed.GetValue(folder)!,
                        parsed.GetValue(json),
                        cancellation
                    )
        );
        return command;
    }

    /// <summary>A line for each seed as it is done, and what is reached in the end.</summary>
    private static void RunSuite(ulong first, int count, CancellationToken cancellation)
    {
        var lines = new List<string>();
        Console.WriteLine("| task | seed | mean return of 100 episodes | wanted |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var task in PublishedSettings.All)
        {
            var found = new List<double>();
            for (var seed = first; seed < first + (ulong)count; seed++)
            {
                found.Add(task.Run(seed, cancellation));
                Console.WriteLine($"| {task.Name} | {seed} | {found[^1]:0.0} | {task.Enough:0} |");
            }
            lines.Add(
                $"{task.Name} {found.Count(mean => mean >= task.Enough)} of {count} seeds at {task.Enough:0} or better (wanted "
                    + $"{task.Wanted} of 10), lowest {found.Min():0.0}"
            );
        }
        Console.WriteLine(string.Join("; ", lines));
    }

    private static async Task RunAsync(ReinforcementStudy study, string folder, bool json, CancellationToken cancellation)
    {
        var picture = Path.Combine(Directory.CreateDirectory(folder).FullName, "reinforcement.png");
        var bands = CurveBand.Of(await Task.Run(() => study.Run(Console.WriteLine, cancellation), cancellation));
        ReinforcementReport.Save(bands, study.StepsPerRound, picture);

        AnsiConsole.Write(ReinforcementReport.Create(bands));
        Console.WriteLine($"Learning curves: {picture}");
        if (json)
            Console.WriteLine(ReinforcementReport.ToJson(bands));
    }
}
