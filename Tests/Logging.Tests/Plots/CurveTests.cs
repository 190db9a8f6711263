using DeclarativeIL.Plots;
using DeclarativeIL.Training;

namespace DeclarativeIL.Logging.Tests.Plots;

/// <summary>The numbers behind the pictures.</summary>
public sealed class CurveTests
{
    [Fact]
    public void Intervals_over_seeds_are_students()
    {
        // t of 0.975 with two degrees of freedom, from a table
        var mean = SeedMean.Of([0, 2, 4]);
        Assert.Equal(2, mean.Mean);
        Assert.Equal(4.302652729911275 * 2 / Math.Sqrt(3), mean.Half, 6);
        Assert.Equal((2 - mean.Half, 2 + mean.Half), (mean.Low, mean.High));
        var alone = SeedMean.Of([7]);
        Assert.Equal((7, 7, 7, double.NaN), (alone.Mean, alone.Low, alone.High, alone.Half));
        Assert.Throws<ArgumentException>(() => SeedMean.Of([]));
    }

    [Fact]
    public void A_curve_of_seeds_has_a_mean_and_an_interval_at_each_place()
    {
        var curve = Curve.OfSeeds(
            "one",
            [0, 10],
            [
                [0, 95],
                [2, 45],
                [4, 70],
            ]
        );
        Assert.Equal([2, 70], curve.Mean);
        Assert.Equal(2 - 4.302652729911275 * 2 / Math.Sqrt(3), curve.Low[0], 6);
        Assert.Equal([0.0, 10], curve.X);
    }

    [Fact]
    public void Rounds_of_runs_are_a_curve_over_labels()
    {
        TrainingResult[] runs = [Runs.DAgger(null, 1), Runs.DAgger(null, 2)];
        var one = Curve.OfRounds("one", runs[0].Rounds);
        Assert.Equal(runs[0].Rounds.Select(static round => (double)round.Expert.Queries), one.X);
        Assert.Equal(runs[0].Rounds.Select(static round => round.Evaluation!.Interval.High), one.High);
        var both = Curve.OfRounds("both", [.. runs.Select(static run => run.Rounds)]);
        Assert.Equal(
            Enumerable.Range(0, 2).Select(i => (runs[0].Rounds[i].Evaluation!.Mean + runs[1].Rounds[i].Evaluation!.Mean) / 2),
            both.Mean
        );

        var unmeasured = runs[0].Rounds.Select(static round => round with { Evaluation = null }).ToArray();
        Assert.Throws<ArgumentException>(() => Curve.OfRounds("none", unmeasured));
        Assert.Throws<ArgumentException>(() => Curve.OfRounds("differ", runs[0].Rounds, [.. runs[1].Rounds.Take(1)]));
        Assert.Throws<ArgumentException>(() => Curve.OfRounds("none"));
    }

    [Fact]
    public void Curves_of_other_lengths_or_without_a_number_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Curve("a", [0, 1], [1], [1], [1]));
        Assert.Throws<ArgumentException>(() => new Curve("a", [], [], [], []));
        Assert.Throws<ArgumentException>(() => new Curve("a", [0], [double.NaN], [0], [0]));
        Assert.Throws<ArgumentException>(() => new Curve("a", [double.PositiveInfinity], [0], [0], [0]));
        Assert.Throws<ArgumentException>(() =>
            Curve.OfSeeds(
                "a",
                [0, 1],
                [
                    [1, 2],
                    [1],
                ]
            )
        );
    }

    [Fact]
    public void A_plane_varies_two_components()
    {
        var plane = new StatePlane(State.Of(1, 2, 3), 2, (-1, 1), 0, (0, 5)) { YName = "place" };
        Assert.Equal(State.Of(4, 2, -0.5), plane.Of(-0.5, 4));
        Assert.Equal(("component 2", "place"), (plane.XName, plane.YName));
        Assert.Throws<ArgumentException>(() => new StatePlane(State.Of(1, 2), 0, (0, 1), 0, (0, 1)));
        Assert.Throws<ArgumentException>(() => new StatePlane(State.Of(1, 2), 0, (0, 1), 2, (0, 1)));
        Assert.Throws<ArgumentException>(() => new StatePlane(State.Of(1, 2), 0, (1, 1), 1, (0, 1)));
    }
}
