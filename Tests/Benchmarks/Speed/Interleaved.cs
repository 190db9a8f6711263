using System.Diagnostics;

namespace DeclarativeIL.Benchmarks.Speed;

/// <summary>One contestant's times in one scenario, in microseconds per step; ratios are of medians.</summary>
internal sealed record SpeedRow(
    string Scenario,
    int Threads,
    string Contestant,
    double Median,
    double Minimum,
    double Maximum,
    double TimesFasterThanPlain,
    double OverLimit
);

/// <summary>
/// Times contestants by turns: in each round every one takes a few steps, so that what slows the machine slows all. The
/// medians of the rounds are compared.
/// </summary>
internal static class Interleaved
{
    private const int StepsCompared = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const double LargestDifference = 1e-3;

    /// <summary>
    /// The rows, in the order of the contestants; the first one is what the others are compared with, the second one the limit.
    /// </summary>
    /// <param name="scenario">What is trained.</param>
    /// <param name="makers">The contestants.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="turn">How long a contestant's turn is, about.</param>
    /// <exception cref="InvalidOperationException">After the same steps, the contestants' losses differ: they do not do the
    /// same work.</exception>
    public static IReadOnlyList<SpeedRow> Run(
        Scenario scenario,
        IReadOnlyList<Func<Scenario, Contestant>> makers,
        int rounds,
        TimeSpan turn
    )
    {
        TorchSharp.torch.set_num_threads(scenario.Threads);
        Contestant[] contestants = [.. makers.Select(make => make(scenario))];
        try
        {
            CheckSameWork(scenario, contestants);
            int[] steps = [.. contestants.Select(contestant => Calibrate(contestant, turn))];
            double[][] times = [.. contestants.Select(_ => new double[rounds])];
            for (var round = 0; round < rounds; round++)
            for (var i = 0; i < contestants.Length; i++)
            {
                if (scenario.Threads > 1) // until the library's threads have stopped spinning for more work
                    Thread.Sleep(Pause);
                times[i][round] = Time(contestants[i], steps[i]) / steps[i];
            }
            foreach (var list in times)
                Array.Sort(list);
            return [.. contestants.Select((contestant, i) => Row(scenario, contestant, times[i], Median(times[0]), Median(times[1])))];
        }
        finally
        {
            foreach (var contestant in contestants)
                contestant.Dispose();
        }
    }

    private static SpeedRow Row(Scenario scenario, Contestant contestant, double[] times, double plain, double limit) =>
        new(
            scenario.Name,
            scenario.Threads,
            contestant.Name,
            Median(times),
            times[0],
            times[^1],
            plain / Median(times),
            Median(times) / limit
        );

    private static void CheckSameWork(Scenario scenario, Contestant[] contestants)
    {
        foreach (var contestant in contestants)
            for (var i = 0; i < StepsCompared; i++)
                contestant.Step();
        var expected = contestants[0].Loss!.Value;
        foreach (var contestant in contestants)
            if (contestant.Loss is { } loss && !(Math.Abs(loss - expected) <= LargestDifference * Math.Abs(expected)))
                throw new InvalidOperationException(
                    $"{scenario.Name}: after {StepsCompared} steps, the loss of '{contestant.Name}' is {loss}; expected {expected}, as "
                        + $"that of '{contestants[0].Name}'."
                );
    }

    /// <summary>Steps in a turn, after the compiler has seen enough of them.</summary>
    private static int Calibrate(Contestant contestant, TimeSpan turn)
    {
        var watch = Stopwatch.StartNew();
        var steps = 0;
        for (; watch.Elapsed < 4 * turn || steps < 64; steps++)
            contestant.Step();
        return Math.Max(1, (int)(turn * steps / watch.Elapsed));
    }

    private static double Time(Contestant contestant, int steps)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < steps; i++)
            contestant.Step();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
