using System.Diagnostics;
using System.Globalization;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Benchmarks.Kills;

/// <summary>Kills runs at random moments, resumes them until they are done, and compares their ends to those of whole runs.</summary>
internal sealed class KillStudy(int times, ulong seed, Action<string> say)
{
    private const int KillsOfARun = 6,
        LeastCheckpoints = 10,
        WriteEvery = 5;

    private readonly RandomStream _random = new SeedSequence(seed).Stream();
    private int _kills,
        _writes,
        _different,
        _unfinished;
    private long _lost,
        _twice;

    /// <summary>The last line: what was found in all.</summary>
    public string Summary => $"kills {_kills}, unfinished {_unfinished}, different bits {_different}, samples lost {_lost}";

    /// <summary>All kills.</summary>
    /// <returns>Whether every run ended as one that was not killed.</returns>
    public bool Run()
    {
        string[] names = [.. KillRun.All.Keys];
        for (ulong run = 0; _kills < times; run++)
            Run(names[run % (ulong)names.Length], seed + (run / (ulong)names.Length));
        say($"kills while a checkpoint was written: {_writes}");
        say($"steps done twice: most per kill {_twice}");
        say(Summary);
        return _unfinished + _different + _lost == 0 && _writes >= times / WriteEvery;
    }

    private void Run(string name, ulong runSeed)
    {
        var (whole, time) = Whole(name, runSeed);
        using var folder = new TemporaryFolder();
        var (kills, before) = (0, -1L);
        while (true)
        {
            using var child = new KillChild(name, folder.Path, runSeed);
            while (!child.Trains && !child.HasExited)
                Thread.Sleep(1);
            if (before >= 0 && child.From >= 0)
                _twice = Math.Max(_twice, before - child.From);
            if (kills >= KillsOfARun || _kills >= times)
                child.Wait();
            else
                AwaitMoment(child, folder.Path, time);
            if (child.Trains)
            {
                child.Kill();
                if (child.Done is null)
                {
                    before = child.At;
                    kills++;
                    Count(folder.Path);
                    continue;
                }
            }
            child.Wait();
            End(name, child, whole, folder.Path);
            say($"{name}, seed {runSeed}: {kills} kills, {KillFolder.Written(folder.Path)} checkpoints");
            return;
        }
    }

    /// <summary>A random moment of the training; every so often, one in which a checkpoint is half-written.</summary>
    private void AwaitMoment(KillChild child, string folder, double time)
    {
        if (_writes * WriteEvery <= _kills)
        {
            for (var writes = 1 + _random.NextInt(3); writes > 0 && child.Trains; writes--)
                AwaitWrite(child, folder, isLast: writes == 1);
            return;
        }
        var until = Stopwatch.StartNew();
        var wait = _random.NextUniform() * time / 3;
        while (until.Elapsed.TotalMilliseconds < wait && child.Trains)
            Thread.Sleep(1);
    }

    private static void AwaitWrite(KillChild child, string folder, bool isLast)
    {
        while (child.Trains && !KillFolder.IsBeingWritten(folder))
            Thread.SpinWait(20);
        while (!isLast && child.Trains && KillFolder.IsBeingWritten(folder))
            Thread.SpinWait(20);
    }

    private void Count(string folder)
    {
        _kills++;
        if (KillFolder.IsBeingWritten(folder))
            _writes++;
        KillFolder.Sweep(folder);
    }

    private void End(string name, KillChild child, string whole, string folder)
    {
        if (child.Done is not { } done || child.ExitCode != 0)
        {
            _unfinished++;
            say($"{name} did not end: exit code {child.ExitCode}.");
            return;
        }
        if (KillFolder.Written(folder) < LeastCheckpoints)
            throw new InvalidOperationException(
                $"{name} wrote {KillFolder.Written(folder)} checkpoints; expected {LeastCheckpoints} or more."
            );
        var (found, expected) = (done.Split(' '), whole.Split(' '));
        if (found[1] != expected[1])
            _different++;
        _lost += Numbers(expected).Zip(Numbers(found), static (mine, theirs) => Math.Abs(mine - theirs)).Sum();

        static IEnumerable<long> Numbers(string[] words) =>
            words[2..].Select(static word => long.Parse(word, CultureInfo.InvariantCulture));
    }

    /// <summary>What a run ends with that nobody kills, and how long it trains, in milliseconds.</summary>
    private static (string Done, double Time) Whole(string name, ulong seed)
    {
        using var folder = new TemporaryFolder();
        using var child = new KillChild(name, folder.Path, seed);
        while (!child.Trains && !child.HasExited)
            Thread.Sleep(1);
        var start = Stopwatch.GetTimestamp();
        child.Wait();
        return (
            child.Done ?? throw new InvalidOperationException($"{name} ended with {child.ExitCode}."),
            Stopwatch.GetElapsedTime(start).TotalMilliseconds
        );
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("declarativeil-kills-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
