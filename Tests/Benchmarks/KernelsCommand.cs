using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using DeclarativeIL.Benchmarks.Kernels;
using Perfolizer.Horology;

namespace DeclarativeIL.Benchmarks;

/// <summary>The loops of the perceptron without tensors and of the environments, one by one, by BenchmarkDotNet.</summary>
/// <remarks>
/// Inside this process: the default way builds a project for each benchmark, which would copy the native libraries and run
/// this repository's analyzers once more for every row of the tables.
/// </remarks>
internal static class KernelsCommand
{
    private const int Warmups = 3,
        Iterations = 11,
        Milliseconds = 40;

    public static Command Create()
    {
        var log = new Option<bool>("--log") { Description = "What BenchmarkDotNet says, too." };
        var command = new Command(
            "kernels",
            "The passes and the update of the perceptron without tensors, and steps of environments, in nanoseconds."
        )
        {
            log,
        };
        command.SetAction(parsed => Run(parsed.GetValue(log)));
        return command;
    }

    private static void Run(bool log)
    {
        var job = Job
            .Default.WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(Warmups)
            .WithIterationCount(Iterations)
            .WithIterationTime(TimeInterval.FromMilliseconds(Milliseconds));
        var config = ManualConfig
            .CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(log ? ConsoleLogger.Default : NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "declarativeil-kernels"))
            .WithOptions(ConfigOptions.DisableLogFile);
        Table(
            "One lane is number by number.",
            ["", "part", "kernel"],
            "times one lane",
            BenchmarkRunner.Run<PerceptronKernels>(config),
            static row => row[nameof(PerceptronKernels.Kernel)] == "1 lane",
            static row => [row[nameof(PerceptronKernels.Scenario)], row.Method, row[nameof(PerceptronKernels.Kernel)]]
        );
        Table(
            "64 environments.",
            ["", "part", "form"],
            "times each by itself",
            BenchmarkRunner.Run<EnvironmentSteps>(config),
            static row => row[nameof(EnvironmentSteps.Vectorised)] == "False",
            static row =>
                [
                    row[nameof(EnvironmentSteps.Environment)],
                    row.Method,
                    row[nameof(EnvironmentSteps.Vectorised)] == "True" ? "vectorised" : "each by itself",
                ]
        );
    }

    /// <summary>
    /// Median and fastest, and what was allocated, some 3 kB a turn of which are the measurement's own; the ratio is that of the medians,
    /// to the row that differs only in what is compared.
    /// </summary>
    private static void Table(
        string title,
        string[] keys,
        string ratio,
        Summary summary,
        Func<Row, bool> isBase,
        Func<Row, string[]> keysOf
    )
    {
        var rows = summary
            .Reports.Where(static report => report.ResultStatistics is not null)
            .Select(static report => new Row(report))
            .ToList();
        if (rows.Count == 0 || rows.Count < summary.BenchmarksCases.Length)
            throw new InvalidOperationException($"Only {rows.Count} of {summary.BenchmarksCases.Length} benchmarks ran; --log says why.");
        Console.WriteLine(
            $"\n{title}\n\n| {string.Join(" | ", keys)} | ns, median | minimum | {ratio} | bytes allocated |\n"
                + $"| {string.Join(" | ", keys.Select(static _ => "---"))} | ---: | ---: | ---: | ---: |"
        );
        foreach (
            var row in rows.OrderBy(row => keysOf(row)[0], StringComparer.Ordinal)
                .ThenBy(static row => row.Place)
                .ThenByDescending(static row => row.Median)
        )
        {
            var compared = rows.First(other => isBase(other) && keysOf(other)[..2].SequenceEqual(keysOf(row)[..2]));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {string.Join(" | ", keysOf(row))} | {row.Median:N0} | {row.Minimum:N0} | {compared.Median / row.Median:F1} | "
                        + $"{row.Allocated} |"
                )
            );
        }
    }

    /// <summary>One benchmark's figures.</summary>
    private sealed class Row(BenchmarkReport report)
    {
        public string Method => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

        /// <summary>Where the method stands in its class.</summary>
        public int Place => report.BenchmarkCase.Descriptor.MethodIndex;

        public double Median => report.ResultStatistics!.Median;

        public double Minimum => report.ResultStatistics!.Min;

        public long Allocated => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

        public string this[string parameter] => report.BenchmarkCase.Parameters[parameter].ToString()!;
    }
}
