using DeclarativeIL.Benchmarks.Kills;
using Xunit.Abstractions;

namespace DeclarativeIL.Algorithms.Tests.Determinism;

/// <summary>The beginning of what the benchmark of that name does two hundred times.</summary>
[Trait("Speed", "Slow")]
public class KillTests(ITestOutputHelper output)
{
    [Fact]
    public void Runs_that_are_killed_and_resumed_end_with_the_same_bits()
    {
        var study = new KillStudy(times: 20, seed: 5, output.WriteLine);
        Assert.True(study.Run(), study.Summary);
        Assert.Equal("kills 20, unfinished 0, different bits 0, samples lost 0", study.Summary);
    }
}
