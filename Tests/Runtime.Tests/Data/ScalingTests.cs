using DeclarativeIL.Data;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Means and deviations of observations, of data and of what comes one after the other.</summary>
public sealed class ScalingTests
{
    [Fact]
    public void A_data_set_has_mean_0_and_deviation_1_afterwards()
    {
        var random = new DeclarativeIL.Randomness.RandomStream(3);
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < 500; i++)
            data.Add(new Demonstration(State.Of(1e6 + random.NextGaussian(), 1e-4 * random.NextGaussian(), 3 * i), Act.Discrete(0)));
        var scaling = Scaling.Fitted(data);
        for (var component = 0; component < 3; component++)
        {
            var scaled = Enumerable
                .Range(0, data.Count)
                .Select(row => (data[row].State[component] - scaling.Mean[component]) / scaling.Deviation[component])
                .ToList();
            Assert.Equal(0, scaled.Average(), 1e-9);
            Assert.Equal(1, Math.Sqrt(scaled.Average(static value => value * value)), 1e-9);
        }
    }

    [Fact]
    public void What_does_not_vary_is_divided_by_1()
    {
        var data = new Dataset<Demonstration>();
        for (var i = 0; i < 9; i++)
            data.Add(new Demonstration(State.Of(0.1, 0, i % 2 == 0 ? 1e5 : 1e5 + 1e-9, 1e-40 * i, i), Act.Discrete(0)));
        Assert.Equal([1, 1, 1, 1], Scaling.Fitted(data).Deviation.Take(4));
        Assert.Equal(Math.Sqrt(60.0 / 9), Scaling.Fitted(data).Deviation[4], 1e-12);
        Assert.Equal(1, Scaling.OfVariance([5], [0]).Deviation[0]);
        Assert.Equal(1e-4, Scaling.OfVariance([5], [0], 1e-8).Deviation[0], 1e-15); // as VecNormalize has it
    }

    [Fact]
    public void Numbers_that_scale_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>("deviation", () => new Scaling([1, 2], [1]));
        Assert.Throws<ArgumentException>("deviation", () => new Scaling([], []));
        foreach (var wrong in new[] { 0, -1, double.NaN, double.PositiveInfinity, 1e-50, 1e50 })
            Assert.Contains(
                "Deviation 1",
                Assert.Throws<ArgumentException>("deviation", () => new Scaling([0, 0], [1, wrong])).Message,
                StringComparison.Ordinal
            );
        foreach (var wrong in new[] { double.NaN, double.NegativeInfinity, 1e50 })
            Assert.Throws<ArgumentException>("mean", () => new Scaling([wrong], [1]));
        Assert.Throws<ArgumentException>("variance", () => Scaling.OfVariance([0], [-1]));
        Assert.Throws<ArgumentException>("variance", () => Scaling.OfVariance([0], [double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("epsilon", () => Scaling.OfVariance([0], [1], -1));
        var data = new Dataset<Demonstration>();
        Assert.Throws<ArgumentException>("data", () => Scaling.Fitted(data));
        data.Add(new Demonstration(State.Of(1), Act.Discrete(0)));
        Assert.Throws<ArgumentException>("column", () => Scaling.Fitted(data, "Action"));
        Assert.Throws<ArgumentException>("column", () => Scaling.Fitted(data, "Next"));
    }

    [Fact]
    public void Running_statistics_are_those_of_all_rows_and_take_effect_when_they_are_told_to()
    {
        var running = new RunningScaling(2);
        Assert.Equal((2, 0), (running.Size, running.Count));
        running.Gather([1, 10, 3, 30]);
        running.Gather([5, 20]);
        Assert.Equal((0.0, 1.0), (running.Current.Mean[0], running.Current.Deviation[0]));
        var before = running.Current;
        running.Update();
        Assert.NotSame(before, running.Current);
        Assert.Equal([3, 20], running.Current.Mean);
        Assert.Equal(Math.Sqrt(8.0 / 3), running.Current.Deviation[0], 1e-14);
        Assert.Equal(Math.Sqrt(200.0 / 3), running.Current.Deviation[1], 1e-14);
        float[] seen = [1, 1];
        var (now, bytes) = (running.Current, Allocations.Of(() => running.Gather(seen)));
        Assert.Equal(0, bytes);
        Assert.Same(now, running.Current);
        running.Update();
        var then = running.Current;
        running.Update();
        Assert.Same(then, running.Current); // nothing new
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_not_finite_never_reaches_the_numbers_in_force(float wrong)
    {
        var running = new RunningScaling(2);
        running.Gather([1, 10, 3, 30]);
        Assert.Throws<ArgumentException>(() => running.Gather([2, wrong]));
        running.Update();
        Assert.Equal(2, running.Count);
        Assert.Equal([2, 20], running.Current.Mean);
        Assert.All(running.Current.Deviation, static value => Assert.True(double.IsFinite(value)));
        Assert.Throws<ArgumentException>("observations", () => running.Gather([1, 2, 3]));
    }

    [Fact]
    public void Numbers_that_float32_does_not_hold_do_not_take_effect()
    {
        var running = new RunningScaling([0], [1e76], 1);
        running.Gather([float.MaxValue]);
        running.Update();
        var before = running.Current;
        Assert.True(float.IsFinite((float)before.Deviation[0]));
        Assert.Throws<ArgumentException>(() => new RunningScaling([0], [1e80], 1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new RunningScaling([0], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => new RunningScaling(0));
    }
}
