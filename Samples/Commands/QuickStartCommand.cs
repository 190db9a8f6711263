using System.CommandLine;
using DeclarativeIL.Samples.Views;
using Spectre.Console;

namespace DeclarativeIL.Samples.Commands;

/// <summary>Runs <see cref="QuickStart"/> and shows what it found.</summary>
internal static class QuickStartCommand
{
    /// <summary>The folder for files unless another one is named.</summary>
    public const string DefaultFolder = "out";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("quickstart", "Behavioural cloning against DAgger on CartPole, at equal numbers of expert labels.");
        var options = new QuickStartOptions();
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the learning curve.",
            DefaultValueFactory = _ => DefaultFolder,
            HelpName = "folder",
        };
        var json = new Option<bool>("--json") { Description = "Ends with the table as one line of JSON." };
        options.AddTo(command);
        command.Options.Add(folder);
        command.Options.Add(json);
        command.SetAction(
            (parsed, cancellation) => RunAsync(options.Read(parsed), parsed.GetValue(folder)!, parsed.GetValue(json), cancellation)
        );
        return command;
    }

    /// <summary>Trains, measures, draws.</summary>
    public static async Task RunAsync(QuickStartSettings settings, string folder, bool json, CancellationToken cancellation)
    {
        var picture = Path.Combine(Directory.CreateDirectory(folder).FullName, "learning-curve.png");
        var result = await Training.ShowAsync(view => new QuickStart(settings, view).RunAsync(cancellation));
        QuickStartPicture.Save(result, picture);

        AnsiConsole.Write(ScoreTable.Create(result));
        Console.WriteLine($"Learning curve: {picture}");
        if (json)
            Console.WriteLine(ScoreTable.ToJson(result));
    }
}
