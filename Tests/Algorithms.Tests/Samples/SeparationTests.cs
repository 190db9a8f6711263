using DeclarativeIL.Samples.Commands;
using DeclarativeIL.Samples.Separation;

namespace DeclarativeIL.Algorithms.Tests.Samples;

public class SeparationTests
{
    [Trait("Speed", "Slow")]
    [Fact]
    public void Clonings_mistakes_grow_faster_with_the_horizon_than_DAggers()
    {
        var study = new SeparationStudy
        {
            Horizons = [8, 16, 32],
            Seeds = 2,
            Epsilon = 0.01,
            Labels = 4096,
            MeasuredSteps = 60_000,
        };
        var result = study.Run(static _ => { }, CancellationToken.None);

        Assert.True(result.Cloning.Low > result.Aggregation.High, $"{result.Cloning} against {result.Aggregation}");
        Assert.InRange(result.Cloning.Exponent, 1.7, 2.05);
        Assert.InRange(result.Aggregation.Exponent, 0.85, 1.15);
        foreach (var one in result.Measured)
        {
            Assert.InRange(one.Cloning / SeparationResult.NeverClimbs(study.Epsilon, one.Horizon), 0.75, 1.25);
            Assert.InRange(one.Aggregation / SeparationResult.AlwaysClimbs(study.Epsilon, one.Horizon), 0.75, 1.25);
        }
    }

    [Fact]
    public void The_formulas_are_those_of_the_walk()
    {
        const double epsilon = 0.1;
        Assert.Equal(0.1 + (1 - 0.81) + (1 - 0.729), SeparationResult.NeverClimbs(epsilon, 3), 12);
        Assert.Equal(0.1 + 0.09 + (0.1 * 0.91), SeparationResult.AlwaysClimbs(epsilon, 3), 12);
    }

    [Fact]
    public void A_power_is_found_with_its_interval()
    {
        var exact = LogLogFit.Of([(1, 3), (2, 12), (4, 48)]);
        Assert.Equal((2, 3), (Math.Round(exact.Exponent, 9), Math.Round(exact.Factor, 9)));
        Assert.Equal(exact.Low, exact.High, 1e-6);
        // slope 1, residuals 1/2
        var spread = LogLogFit.Of([(Math.E, 1), (Math.E, Math.E), (Math.Exp(2), Math.E), (Math.Exp(2), Math.Exp(2))]);
        Assert.Equal(1, spread.Exponent, 9);
        Assert.Equal(4.302652729911275 * Math.Sqrt(0.5), spread.High - spread.Exponent, 6); // t at 0.975 with 2 degrees of freedom
        Assert.Throws<ArgumentException>(() => LogLogFit.Of([(1, 1), (2, 0), (3, 1)]));
        Assert.Throws<ArgumentException>(() => LogLogFit.Of([(1, 1), (1, 2), (1, 3)]));
    }

    /// <summary>Who leans wrongly hangs, and errs until he climbs; the expert never does.</summary>
    [Fact]
    public void On_the_rope_only_climbing_ends_a_fall()
    {
        var (rope, seen) = (new Tightrope(6, gusts: 0), new float[Tightrope.Width]);
        rope.Reset(1, seen);
        var right = (float)Tightrope.Expert.Action(State.From(seen))[0];
        Assert.Equal(-1, rope.Step([1 - right], seen).Reward);
        Assert.Equal(1, seen[^1]);
        Assert.Equal(-1, rope.Step([0], seen).Reward);
        Assert.Equal(2, Tightrope.Expert.Action(State.From(seen))[0]);
        Assert.Equal(0, rope.Step([2], seen).Reward);
        Assert.Equal(0, seen[^1]);
        Assert.Equal(0, rope.Step([(float)Tightrope.Expert.Action(State.From(seen))[0]], seen).Reward);
        Assert.False(rope.Step([2], seen).Truncated);
        Assert.True(rope.Step([2], seen).Truncated);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public async Task The_command_writes_its_page_and_its_picture()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Equal(
            0,
            await SamplesApplication.RunAsync([
                "separation",
                "--seeds",
                "1",
                "--horizons",
                "4,8,16",
                "--epsilon",
                "0.05",
                "--labels",
                "512",
                "--steps",
                "4000",
                "--json",
                "--out",
                folder,
            ])
        );
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "separation.md"));
        Assert.Contains(
            "dotnet run -c Release --project Samples -- separation --seeds 1 --horizons 4,8,16 --epsilon 0.05 --labels 512 --steps 4000\n",
            page,
            StringComparison.Ordinal
        );
        Assert.True(new FileInfo(Path.Combine(folder, "separation.png")).Length > 1000);
    }
}
