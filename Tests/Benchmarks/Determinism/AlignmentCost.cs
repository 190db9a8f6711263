using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Backend;
using DeclarativeIL.Benchmarks.Speed;
using TorchSharp;

namespace DeclarativeIL.Benchmarks.Determinism;

/// <summary>
/// What it costs that products ignore alignment: scenario B by tensors in processes with and without the setting, by turns.
/// </summary>
internal static class AlignmentCost
{
    /// <summary>What a child process is started with.</summary>
    public const string Verb = "tensor-steps";

    /// <summary>oneMKL's word for choosing by alignment, as it does where nothing is set.</summary>
    private const string Off = "OFF";

    private const int Chunk = 10, Chunks = 40, WarmUp = 64;

    /// <summary>Lines for people.</summary>
    /// <param name="rounds">Processes of each kind.</param>
    /// <param name="threads">Of libtorch.</param>
    public static IEnumerable<string> Lines(int rounds, int threads)
    {
        var (with, without) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            with.Add(Ask(NativeEnvironment.AnyAlignment, threads));
            without.Add(Ask(Off, threads));
        }
        foreach (var (name, times) in new[] { (NativeEnvironment.AnyAlignment, with), (Off, without) })
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{NativeEnvironment.Branch}={name}: B by tensors, {threads} threads, {rounds} processes: us a step, median {Median(times):F0}, minimum {times.Min():F0}, maximum {times.Max():F0}");
        yield return string.Create(CultureInfo.InvariantCulture, $"with over without: {Median(with) / Median(without):F3} by the medians, {with.Min() / without.Min():F3} by the minima");
    }

    /// <summary>What the child process prints: the median time of a step, in microseconds.</summary>
    public static double Measure(int threads)
    {
        torch.set_num_threads(threads);
        using var step = new TensorStep(Scenario.B(1, threads));
        for (var i = 0; i < WarmUp; i++)
            step.Step();
        return Median([.. Enumerable.Range(0, Chunks).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < Chunk; i++)
                step.Step();
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Chunk;
        })]);
    }

    private static double Ask(string branch, int threads)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(AlignmentCost).Assembly.Location, Verb, threads.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
            Environment = { [NativeEnvironment.Branch] = branch },
        };
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(printed.Trim(), CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The child process ended with {process.ExitCode}.");
    }

    private static double Median(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
