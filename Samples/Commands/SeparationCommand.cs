using System.CommandLine;
using DeclarativeIL.Samples.Separation;
using DeclarativeIL.Samples.Views;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs a <see cref="SeparationStudy"/>, writes its page and its picture.</summary>
internal static class SeparationCommand
{
    private const string DefaultFolder = "docs";
    private static readonly SeparationStudy Defaults = new();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "separation",
            "Mistakes of cloning grow with the square of the horizon, DAgger's linearly (Ross et al.): a page and a picture."
        );
        var seeds = Numbers.Number("--seeds", "How many seeds.", Defaults.Seeds, 1, 1000);
        var first = Numbers.Number("--seed", "The first of them.", Defaults.FirstSeed, 0UL, ulong.MaxValue - 1000);
        var horizons = Numbers.Widths("--horizons", "Steps of an episode.", Defaults.Horizons, 4096);
        var epsilon = Numbers.Number("--epsilon", "Probability of a mistake per step on the expert's way.", Defaults.Epsilon, 1e-6, 0.25);
        var labels = Numbers.Number("--labels", "Expert labels for each algorithm, at each horizon.", Defaults.Labels, 64, 1_000_000);
        var steps = Numbers.Number(
            "--steps",
            "Steps that a policy is measured over, at each horizon.",
            Defaults.MeasuredSteps,
            1000,
            100_000_000
        );
        var folder = new Option<string>("--out")
        {
            Description = "Folder for separation.md and separation.png.",
            DefaultValueFactory = static _ => DefaultFolder,
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "Ends with all figures as one line of JSON." };
        foreach (var option in (Option[])[seeds, first, horizons, epsilon, labels, steps, folder, json])
            command.Options.Add(option);
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    Defaults with
                    {
                        Seeds = parsed.GetValue(seeds),
                        FirstSeed = parsed.GetValue(first),
                        Horizons = Numbers.Split(parsed.GetValue(horizons)!),
                        Epsilon = parsed.GetValue(epsilon),
                        Labels = parsed.GetValue(labels),
                        MeasuredSteps = parsed.GetValue(steps),
                    },
                    Invocation.Describe(parsed, command),
                    parsed.GetValue(folder)!,
                    parsed.GetValue(json),
                    cancellation
                )
        );
        return command;
    }

    private static async Task RunAsync(SeparationStudy study, string command, string folder, bool json, CancellationToken cancellation)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "separation.md");
        var result = await Task.Run(() => study.Run(Console.WriteLine, cancellation), cancellation);
        SeparationPicture.Save(result, Path.ChangeExtension(path, ".png"));
        await Invocation.WriteAsync(path, SeparationPage.Create(result, command), cancellation);
        Console.WriteLine($"Page: {path}");
        if (json)
            Console.WriteLine(SeparationPage.ToJson(result));
    }
}
