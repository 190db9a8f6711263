using System.Collections.Concurrent;
using System.Diagnostics;
using DeclarativeIL.Training;

namespace DeclarativeIL.Benchmarks.Determinism;

/// <summary>One form of one trial, run again and again.</summary>
/// <param name="Runs">How often it ran.</param>
/// <param name="Differing">How many runs ended with other bits than the first one.</param>
/// <param name="Fingerprint">That of the first one.</param>
/// <param name="Seconds">All of it.</param>
internal sealed record Repeated(int Runs, int Differing, string Fingerprint, double Seconds);

/// <summary>Runs trials twice one after the other and eight at a time, beside a thread that only collects garbage.</summary>
internal static class DeterminismStudy
{
    private const int OneByOne = 2,
        AtATime = 8;

    /// <summary>All runs of one form of one trial.</summary>
    public static Repeated Repeat(Trial trial, Computation computation)
    {
        var start = Stopwatch.GetTimestamp();
        var prints = new ConcurrentQueue<string>();
        for (var i = 0; i < OneByOne; i++)
            prints.Enqueue(trial.Run(computation));
        Together(() => prints.Enqueue(trial.Run(computation)));
        var first = prints.First();
        return new(prints.Count, prints.Count(print => print != first), first, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void Together(Action run)
    {
        using var end = new CancellationTokenSource();
        var collector = new Thread(() => CollectUntil(end.Token)) { IsBackground = true };
        collector.Start();
        var failures = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, AtATime).Select(_ => new Thread(() => Guarded(run, failures)))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        end.Cancel();
        collector.Join();
        if (!failures.IsEmpty)
            throw new AggregateException(failures);
    }

    private static void Guarded(Action run, ConcurrentQueue<Exception> failures)
    {
        try
        {
            run();
        }
        catch (Exception error)
        {
            failures.Enqueue(error);
        }
    }

    /// <summary>
    /// Moves what is alive, so that numbers come to lie at other addresses. Between two collections the others get a millisecond:
    /// without it they may hardly ever run where a stopped thread is slow to wake.
    /// </summary>
    private static void CollectUntil(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var garbage = new byte[Random.Shared.Next(1, 4096)];
            GC.KeepAlive(garbage);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            Thread.Sleep(1);
        }
    }
}
