using System.CommandLine;
using DeclarativeIL.Benchmarks.Streaming;

namespace DeclarativeIL.Benchmarks;

/// <summary>Memory and speed of training on rows that stay in files, and what a kill leaves of rows that are appended.</summary>
internal static class StreamCommand
{
    public static Command Create()
    {
        var rows = new Option<int>("--rows")
        {
            Description = "How many rows, of 14 numbers each.",
            DefaultValueFactory = static _ => 20_000_000,
        };
        var times = new Option<int>("--times") { Description = "Measurements of each.", DefaultValueFactory = static _ => 2 };
        var folder = new Option<string?>("--folder") { Description = "Where the rows are written; a temporary folder unless given." };
        var command = new Command("stream", "Trains on rows in files and in memory, by turns, each in a process of its own.")
        {
            rows,
            times,
            folder,
        };
        command.SetAction(parsed =>
            new StreamStudy(parsed.GetValue(rows), parsed.GetValue(times), Console.WriteLine).Run(parsed.GetValue(folder)) ? 0 : 1
        );
        return command;
    }

    /// <summary>How many rows are there after kills of a process that appends.</summary>
    public static Command Appends()
    {
        var times = new Option<int>("--times") { Description = "How many kills.", DefaultValueFactory = static _ => 50 };
        var seed = new Option<ulong>("--seed") { Description = "Of the moments.", DefaultValueFactory = static _ => 5 };
        var command = new Command("appends", "Kills a process that appends episodes to a folder (SIGKILL), and looks at what is there.")
        {
            times,
            seed,
        };
        command.SetAction(parsed => AppendStudy.Run(parsed.GetValue(times), parsed.GetValue(seed), Console.WriteLine) ? 0 : 1);
        return command;
    }

    /// <summary>What the child processes run.</summary>
    public static Command Child()
    {
        var what = new Argument<string>("what");
        var folder = new Argument<string>("folder");
        var command = new Command(StreamChild.Verb, "One measurement.") { what, folder };
        command.Hidden = true;
        command.SetAction(parsed => StreamChild.Go(parsed.GetValue(what)!, parsed.GetValue(folder)!));
        return command;
    }
}
