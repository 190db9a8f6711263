using DeclarativeIL.Samples.Commands;

namespace DeclarativeIL.Algorithms.Tests.Samples;

public class CommandLineTests
{
    [Theory]
    [InlineData("quickstart", "--rounds", "0")]
    [InlineData("quickstart", "--rounds", "many")]
    [InlineData("quickstart", "--learning-rate", "NaN")]
    [InlineData("quickstart", "--hidden", "32,")]
    [InlineData("quickstart", "--seed", "-1")]
    [InlineData("quickstart", "--rounds", "501")]
    [InlineData("seeds", "--count", "0")]
    [InlineData("declare", "--focus", "-1")]
    [InlineData("balance")]
    public async Task Wrong_use_ends_with_an_exit_code(params string[] arguments) =>
        Assert.Equal(1, await SamplesApplication.RunAsync(arguments));

    [Fact]
    public async Task Help_is_no_error() => Assert.Equal(0, await SamplesApplication.RunAsync(["quickstart", "--help"]));

    [Trait("Speed", "Slow")]
    [Fact]
    public async Task Options_reach_the_quick_start()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        string[] arguments =
        [
            "quickstart",
            "--rounds",
            "2",
            "--epochs",
            "1",
            "--episodes",
            "2",
            "--round-episodes",
            "2",
            "--hidden",
            "4",
            "--out",
            folder,
        ];

        Assert.Equal(0, await SamplesApplication.RunAsync(arguments));
        Assert.True(File.Exists(Path.Combine(folder, "learning-curve.png")));
    }
}
