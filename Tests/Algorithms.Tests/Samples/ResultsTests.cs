using System.Text.Json;
using DeclarativeIL.Experts;
using DeclarativeIL.Samples;
using DeclarativeIL.Samples.Commands;
using DeclarativeIL.Samples.Results;
using DeclarativeIL.Samples.Views;

namespace DeclarativeIL.Algorithms.Tests.Samples;

[Trait("Speed", "Slow")]
public class ResultsTests
{
    [Fact]
    public async Task The_page_names_its_command_and_is_written_at_once()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var page = Path.Combine(folder, "results.md");
        await File.WriteAllTextAsync(page, "old");
        Assert.Equal(
            0,
            await SamplesApplication.RunAsync([
                "results",
                "--seeds",
                "2",
                "--environments",
                "gridworld",
                "--algorithms",
                "DAgger,HgDAgger",
                "--out",
                page,
            ])
        );
        var text = await File.ReadAllTextAsync(page);
        Assert.Contains(
            "\ndotnet run -c Release --project Samples -- results --seeds 2 --algorithms DAgger,HgDAgger --environments gridworld\n",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("\n| HgDAgger | ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("## CartPole", text, StringComparison.Ordinal);
        Assert.Equal([page], Directory.GetFiles(folder));
    }

    /// <summary>
    /// By hand: returns 60 and 100 between a random 0 and an expert's 100; reached after 30 labels by one seed, never by the other.
    /// </summary>
    [Fact]
    public void Figures_of_a_standing()
    {
        var standing = new Standing(
            "X",
            [
                new(60, new ExpertCounts(40, 10, 2, 4), 30, 1, [new(20, 50), new(40, 60)]),
                new(100, new ExpertCounts(60, 20, 4, 8), 50, 3, [new(20, 50), new(30, 96), new(60, 100)]),
            ],
            Expert: 100,
            Random: 0
        );
        Assert.Equal((80, 12.706204736 * Math.Sqrt(800) / Math.Sqrt(2)), (standing.Return.Mean, standing.Return.Half), new Near());
        Assert.Equal((0.8, false), (standing.Share, standing.Reaches));
        Assert.Equal((50, 40, 15, 6, 2), (standing.Labels, standing.Rows, standing.Interventions, standing.Switches, standing.Seconds));
        Assert.Equal(double.PositiveInfinity, standing.LabelsToReach);
        Assert.Equal(0.5, (standing with { Expert = 120, Random = 40 }).Share);
    }

    [Fact]
    public void Json_holds_every_figure()
    {
        var results = new Comparison(
            [.. Contender.All.Where(static one => one.Name == "DAgger")],
            [.. Arena.All.Where(static one => one.Name == "GridWorld")],
            2,
            5,
            static _ => { }
        ).Run(CancellationToken.None);
        using var json = JsonDocument.Parse(ResultsPage.ToJson(results));
        var row = json.RootElement[0];
        Assert.Equal(("GridWorld", "DAgger"), (row.GetProperty("environment").GetString(), row.GetProperty("algorithm").GetString()));
        Assert.Equal(results[0].Standings[0].Labels, row.GetProperty("labels").GetDouble());
        Assert.Equal(2, row.GetProperty("returns").GetArrayLength());
    }

    [Fact]
    public void Recoveries_keep_the_lane_where_one_drive_does_not()
    {
        var (expert, cloning, recovery) = new LaneRecovery(seed: 3, epochs: 10).Run(CancellationToken.None);
        Assert.InRange(recovery.Mean, 0.99 * expert.Mean, 500);
        Assert.InRange(cloning.Mean, 0, 0.5 * expert.Mean);
    }

    [Theory]
    [InlineData("results", "--algorithms", "DAgger,Dragger")]
    [InlineData("results", "--environments", "Moon")]
    [InlineData("results", "--seeds", "0")]
    [InlineData("lane", "--epochs", "0")]
    public async Task Wrong_use_ends_with_an_exit_code(params string[] arguments) =>
        Assert.Equal(1, await SamplesApplication.RunAsync(arguments));

    private sealed class Near : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) =>
            Math.Abs(x.Item1 - y.Item1) < 1e-6 && Math.Abs(x.Item2 - y.Item2) < 1e-6;

        public int GetHashCode((double, double) pair) => 0;
    }
}
