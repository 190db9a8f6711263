using System.CommandLine;
using DeclarativeIL.Benchmarks.Files;

namespace DeclarativeIL.Benchmarks;

/// <summary>Files from strangers: changed at random, and read.</summary>
internal static class FilesCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "How many.", DefaultValueFactory = _ => 100_000 };
        var seed = new Option<ulong>("--seed") { Description = "Where randomness starts.", DefaultValueFactory = _ => 3 };
        var first = new Option<int>("--first") { Description = "The number of the first, to see one again.", DefaultValueFactory = _ => 0 };
        var threads = new Option<int>("--threads")
        {
            Description = "How many are read at once.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var command = new Command(
            "files",
            "Files of every format that the library reads, with changed bytes: refused, or loaded as something valid."
        )
        {
            count,
            seed,
            first,
            threads,
        };
        command.SetAction(parsed => Run(parsed.GetValue(count), parsed.GetValue(seed), parsed.GetValue(first), parsed.GetValue(threads)));
        return command;
    }

    private static int Run(int count, ulong seed, int first, int threads)
    {
        TorchSharp.torch.set_num_threads(1);
        var report = FileFuzzer.Run(count, seed, threads, first, report => Console.Error.WriteLine(report));
        foreach (var line in report.Failures.Take(20).Concat(report.Lines()))
            Console.WriteLine(line);
        Console.WriteLine(report);
        return report.IsClean ? 0 : 1;
    }
}
