using System.CommandLine;
using DeclarativeIL.Samples.Preferences;
using DeclarativeIL.Samples.Views;
using Spectre.Console;
using static DeclarativeIL.Samples.Commands.Numbers;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="ShorterWords"/> and shows what it found.</summary>
internal static class PreferencesCommand
{
    private static readonly PreferencesSettings Defaults = new();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var seed = Number("--seed", "Where all randomness starts.", Defaults.Seed, 0UL, ulong.MaxValue);
        var text = new Option<string?>("--text")
        {
            Description = "A text file to learn from; the licenses that Debian ships unless named.",
            HelpName = "file",
        };
        var layers = Number("--layers", "Blocks of the model.", Defaults.Layers, 1, 48);
        var width = Number("--head-width", "Numbers per hidden state of each of the four heads.", Defaults.Width / 4, 1, 400);
        var pretraining = Number("--pretraining-epochs", "Passes over the text.", Defaults.PretrainingEpochs, 1, 1000);
        var pairs = Number("--pairs", "Comparisons to learn from, offline and online alike.", Defaults.Pairs, 1, 1_000_000);
        var rounds = Number("--rounds", "Passes over the comparisons, offline; rounds of collecting, online.", Defaults.Rounds, 1, 1000);
        var beta = Number("--beta", "How strongly the policy is held to its reference.", Defaults.Beta, 1e-3, 100);
        var rate = Number("--learning-rate", "Adam's step size on comparisons.", Defaults.LearningRate, 1e-9, 1);
        var comparisons = Number("--comparisons", "Continuations of each measurement.", Defaults.Comparisons, 2, 100_000);
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the pictures.",
            DefaultValueFactory = _ => QuickStartCommand.DefaultFolder,
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "Ends with the table as one line of JSON." };
        var command = new Command(
            "preferences",
            "A small language model learns a text, then to prefer shorter words: DPO, offline and online."
        )
        {
            seed,
            text,
            layers,
            width,
            pretraining,
            pairs,
            rounds,
            beta,
            rate,
            comparisons,
            folder,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new PreferencesSettings
                    {
                        Seed = parsed.GetValue(seed),
                        Text = parsed.GetValue(text),
                        Layers = parsed.GetValue(layers),
                        Width = 4 * parsed.GetValue(width),
                        PretrainingEpochs = parsed.GetValue(pretraining),
                        Pairs = parsed.GetValue(pairs),
                        Rounds = parsed.GetValue(rounds),
                        Beta = parsed.GetValue(beta),
                        LearningRate = parsed.GetValue(rate),
                        Comparisons = parsed.GetValue(comparisons),
                    },
                    parsed.GetValue(folder)!,
                    parsed.GetValue(json),
                    cancellation
                )
        );
        return command;
    }

    private static async Task RunAsync(PreferencesSettings settings, string folder, bool json, CancellationToken cancellation)
    {
        var pictures = Directory.CreateDirectory(folder).FullName;
        var (winRate, letters) = (Path.Combine(pictures, "win-rate.png"), Path.Combine(pictures, "letters.png"));
        var result = await Training.ShowAsync(view => Task.Run(() => new ShorterWords(settings, view).Run(cancellation), cancellation));
        PreferencesPlot.Save(result, winRate, letters);

        Console.WriteLine($"Learned {result.Tokens:#,0} tokens to {result.Loss:0.00} nats a token.");
        AnsiConsole.Write(PreferencesTable.Create(result));
        AnsiConsole.Write(PreferencesTable.Examples(result));
        Console.WriteLine($"Win rate: {winRate}");
        Console.WriteLine($"Lengths of words: {letters}");
        if (json)
            Console.WriteLine(PreferencesTable.ToJson(result));
    }
}
