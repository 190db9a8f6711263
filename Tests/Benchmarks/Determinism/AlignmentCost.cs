using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Benchmarks.Speed;
using DeclarativeIL.Native;
using TorchSharp;

namespace DeclarativeIL.Benchmarks.Determinism;

/// <summary>
/// What it costs that products ignore alignment: scenario B by tensors in processes with and without the setting, by turns.
/// </summary>
internal static class AlignmentCost
{
    /// <summary>What a child process is started with.</summary>
    public const string Verb = "tensor-steps";

    private const int Chunk = 10,
        Chunks = 40,
        WarmUp = 64;

    /// <summary>Lines for people.</summary>
    /// <param name="rounds">Processes of each kind.</param>
    /// <param name="threads">Of libtorch.</param>
    public static IEnumerable<string> Lines(int rounds, int threads)
    {
        var (with, without) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            with.Add(Ask(true, threads));
            without.Add(Ask(false, threads));
        }
        foreach (var (name, times) in new[] { (NativeEnvironment.AnyAlignment, with), ("(not set)", without) })
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{NativeEnvironment.Branch}={name}: B by tensors, {threads} threads, {rounds} processes: us a step, median "
                    + $"{Median(times):F0}, minimum {times.Min():F0}, maximum {times.Max():F0}"
            );
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"with over without: {Median(with) / Median(without):F3} by the medians, {with.Min() / without.Min():F3} by the minima"
        );
    }

    /// <summary>What the child process prints: the median time of a step, in microseconds.</summary>
    /// <param name="threads">Of libtorch.</param>
    /// <param name="isSet">Whether products ignore alignment; else the variable is removed before oneMKL reads it.</param>
    public static double Measure(int threads, bool isSet)
    {
        if (!isSet)
            NativeEnvironment.Remove(NativeEnvironment.Branch);
        torch.set_num_threads(threads);
        using var step = new TensorStep(Scenario.B(1, threads));
        for (var i = 0; i < WarmUp; i++)
            step.Step();
        return Median([
            .. Enumerable
                .Range(0, Chunks)
                .Select(_ =>
                {
                    var start = Stopwatch.GetTimestamp();
                    for (var i = 0; i < Chunk; i++)
                        step.Step();
                    return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Chunk;
                }),
        ]);
    }

    private static double Ask(bool isSet, int threads)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(AlignmentCost).Assembly.Location,
                Verb,
                threads.ToString(CultureInfo.InvariantCulture),
                isSet ? "true" : "false",
            },
            RedirectStandardOutput = true,
        };
        start.Environment.Remove(NativeEnvironment.Branch); // the user's own wish is not what is measured
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(printed.Trim(), CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The child process ended with {process.ExitCode}.");
    }

    private static double Median(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
