using System.CommandLine;
using DeclarativeIL.Training;

namespace DeclarativeIL.Samples.Commands;

/// <summary>The command line: one command per sample.</summary>
internal static class SamplesApplication
{
    private const int Failed = 1,
        Cancelled = 130;

    /// <summary>Runs what was asked for, and says why where that fails.</summary>
    /// <returns>0 where all went well.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            return await Create().Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Cancelled;
        }
        catch (Exception e)
            when (e is ArgumentException or ArithmeticException or NothingCollectedException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Error: {e.Message}");
            return Failed;
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Samples of DeclarativeIL. Without a command: the list of samples, then the quick start.");
        Command[] samples =
        [
            QuickStartCommand.Create(),
            SeedsCommand.Create(),
            DeclareCommand.Create(),
            EnvironmentCommand.Create(),
            TeachCommand.Create(),
            GameCommand.Create(),
            SweepCommand.Create(),
            LaneCommand.Create(),
            CameraCommand.Create(),
            MemoryCommand.Create(),
            ResultsCommand.Create(),
            HeadsCommand.Create(),
            SeparationCommand.Create(),
            ReinforceCommand.Create(),
            PreferencesCommand.Create(),
        ];
        foreach (var sample in samples)
            root.Subcommands.Add(sample);
        root.SetAction(
            (_, cancellation) =>
            {
                Console.WriteLine("Samples:");
                foreach (var sample in samples)
                    Console.WriteLine($"  dotnet run --project Samples -- {sample.Name, -11} {sample.Description}");
                Console.WriteLine("Each has its own --help. The quick start follows.");
                Console.WriteLine();
                return QuickStartCommand.RunAsync(new QuickStartSettings(), QuickStartCommand.DefaultFolder, json: false, cancellation);
            }
        );
        return root;
    }
}
