using System.Diagnostics;
using DeclarativeIL.Training;
using Xunit.Abstractions;

namespace DeclarativeIL.Logging.Tests.Sweeps;

/// <summary>Sweeps whose process is killed.</summary>
public sealed class SweepKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sweep_that_is_killed_and_resumed_ends_in_the_same_table()
    {
        var whole = await SweepChild.RunAsync(new(), static _ => { });
        for (var (kills, records) = (0, 1); kills < Kills; records += 3)
        {
            using var child = new SweepChild(_folder);
            var waits = Stopwatch.StartNew();
            while (!child.HasExited && !(Records() >= records && UnfinishedRuns() > 0))
            {
                Assert.True(waits.Elapsed < TimeSpan.FromMinutes(2), "Found no run under way for two minutes; expected one.");
                await Task.Delay(1);
            }
            Assert.False(child.HasExited, $"The sweep ended after {kills} kills; expected {Kills} before its end.");
            child.Kill();
            output.WriteLine($"killed with {Records()} runs done and {UnfinishedRuns()} under way");
            kills += UnfinishedRuns() > 0 ? 1 : 0;
        }

        using var last = new SweepChild(_folder);
        var said = last.Lines;
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(whole, said.Where(static line => line.StartsWith("end ", StringComparison.Ordinal)).Select(static line => line[4..]));
        Assert.Contains(said, static line => line.StartsWith("resumed ", StringComparison.Ordinal));
    }

    private int Records() => Directory.GetFiles(_folder, "run-*.json").Length;

    /// <summary>Runs that have written a checkpoint and are not done.</summary>
    private int UnfinishedRuns() =>
        Directory.GetDirectories(_folder, "run-*").Count(run => !File.Exists(run + ".json") && CheckpointOptions.IsIn(run));
}
