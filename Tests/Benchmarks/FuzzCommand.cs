using System.CommandLine;
using System.Diagnostics;
using DeclarativeIL.Benchmarks.Fuzz;

namespace DeclarativeIL.Benchmarks;

/// <summary>Random equations through the real generator, compared with three oracles.</summary>
internal static class FuzzCommand
{
    public static Command Create()
    {
        var equations = new Option<int>("--equations") { Description = "How many.", DefaultValueFactory = _ => 5000 };
        var seed = new Option<ulong>("--seed") { Description = "Where randomness starts.", DefaultValueFactory = _ => 7 };
        var batch = new Option<int>("--batch") { Description = "How many are compiled together.", DefaultValueFactory = _ => 200 };
        var all = new Option<bool>("--all") { Description = "Every counterexample, not only the first." };
        var known = new Option<string[]>("--known")
        {
            Description = "Leaves out what fails with a message that contains this text.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var command = new Command(
            "fuzz",
            "Random equations, compared with the declared method, with central differences and with autograd."
        )
        {
            equations,
            seed,
            batch,
            all,
            known,
        };
        command.SetAction(parsed =>
            Run(parsed.GetValue(equations), parsed.GetValue(seed), parsed.GetValue(batch), parsed.GetValue(all), parsed.GetValue(known)!)
        );
        return command;
    }

    private static int Run(int equations, ulong seed, int batch, bool all, string[] known)
    {
        TorchSharp.torch.set_num_threads(1);
        var watch = Stopwatch.StartNew();
        double Rate(FuzzReport report) => report.Equations / watch.Elapsed.TotalMinutes;
        var report = Fuzzer.Run(
            equations,
            seed,
            batch,
            report =>
                Console.Error.WriteLine(
                    $"{report}, broken {report.Broken}, unfit {report.Unfit}, known {report.Known}, {Rate(report):F0} equations/minute"
                ),
            all,
            known
        );
        if (!report.Agrees)
            Console.WriteLine(report.Counterexample);
        Console.WriteLine(
            $"{report.Answers} gradients compared, {report.Unsettled} of them with autograd only; {report.Unfit} equations left out "
                + $"for want of moderate data; {report.Broken} refused, not compiled or thrown; {report.OnCpu} in both forms; "
                + $"{report.Rules} gates, explorations, rewards, scans and augmentations compared step by step; "
                + $"{Rate(report):F0} equations/minute"
        );
        Console.WriteLine(
            "coverage (equations that use it): "
                + string.Join(
                    ", ",
                    report
                        .Coverage.OrderByDescending(part => part.Value)
                        .ThenBy(part => part.Key, StringComparer.Ordinal)
                        .Select(part => $"{part.Key} {part.Value}")
                )
        );
        Console.WriteLine(report);
        return report.Agrees ? 0 : 1;
    }
}
