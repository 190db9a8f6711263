using DeclarativeIL.Samples.Commands;
using DeclarativeIL.Samples.Reinforcement;

namespace DeclarativeIL.Algorithms.Tests.Samples;

[Trait("Speed", "Slow")]
public class ReinforcementStudyTests
{
    [Fact]
    public void Every_kind_of_run_is_made_for_every_seed_and_comes_out_the_same_again()
    {
        var study = new ReinforcementStudy
        {
            Seeds = 2,
            Rounds = 1,
            StepsPerRound = 400,
            Labels = 10,
        };
        var bands = CurveBand.Of(study.Run(static _ => { }, CancellationToken.None));
        Assert.Equal(
            ["scratch, wide", "clone, wide", "clone, narrow", "clone, ensemble", "clone, distillation"],
            bands.Select(static band => band.Name)
        );
        Assert.All(bands, static band => Assert.Equal([2UL, 1UL], band.Curves.Select(static curve => curve.Seed).OrderDescending()));
        Assert.All(bands, static band => Assert.Equal(2, band.Means.Length));
        Assert.Equal(
            bands.SelectMany(static band => band.Means),
            CurveBand.Of(study.Run(static _ => { }, CancellationToken.None)).SelectMany(static band => band.Means)
        );
    }

    [Fact]
    public void A_band_is_the_mean_with_Students_interval()
    {
        var band = new CurveBand("one", [new("one", 1, [0, 95], 1), new("one", 2, [2, 45], 1), new("one", 3, [4, 70], 1)]);
        Assert.Equal([2, 70], band.Means);
        Assert.Equal(4.302652729911275 * 2 / Math.Sqrt(3), band.Halves[0], 6);
        Assert.Equal((1, 2), (band.Solving, band.Reaching));
    }

    [Fact]
    public async Task The_command_draws_its_curves()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Equal(
            0,
            await SamplesApplication.RunAsync([
                "reinforce",
                "--seeds",
                "1",
                "--rounds",
                "1",
                "--steps",
                "80",
                "--labels",
                "5",
                "--json",
                "--out",
                folder,
            ])
        );
        Assert.True(new FileInfo(Path.Combine(folder, "reinforcement.png")).Length > 1000);
    }
}
