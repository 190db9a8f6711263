using DeclarativeIL.Benchmarks.Files;

namespace DeclarativeIL.Runtime.Tests.Files;

/// <summary>
/// Files with changed bytes, of every format. More of them:
/// <c>dotnet run -c Release --project Tests/Benchmarks -- files --count 100000 --seed 3</c>.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class HostileFilesTests
{
    [Fact]
    public void Five_thousand_changed_files_are_refused_or_valid()
    {
        var report = FileFuzzer.Run(5000, seed: 2026, threads: 2);

        Assert.True(report.IsClean, $"{report}\n{string.Join('\n', report.Failures)}");
        Assert.Equal(5000, report.Files);
        var lines = string.Join('\n', report.Lines());
        foreach (
            var seen in (string[])
                [
                    "trajectories, old checksum",
                    "trajectories, sealed again",
                    "policy, sealed again",
                    "answers, old checksum",
                    "preference lines",
                    "preference Parquet",
                    "tokenizer",
                    "language model",
                    "D4RL .hdf5",
                    "robomimic",
                    "Minari .arrow",
                    "LeRobot .parquet",
                    "imitation .npz",
                    "lines .csv",
                    "valid",
                    "original",
                ]
        )
            Assert.Contains(seen, lines, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0,", lines, StringComparison.Ordinal); // every kind of change, on every format
    }

    [Fact]
    public void Equal_seeds_change_equal_files_whatever_the_number_of_threads() =>
        Assert.Equal(FileFuzzer.Run(60, seed: 5).Lines(), FileFuzzer.Run(60, seed: 5, threads: 3).Lines());
}
