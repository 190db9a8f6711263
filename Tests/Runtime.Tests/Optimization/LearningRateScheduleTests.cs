using DeclarativeIL.Optimization;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Optimization;

public sealed class LearningRateScheduleTests
{
    private const int Steps = 20;

    [Fact]
    public void Cosine_equals_TorchSharp() =>
        Equals_reference(new CosineSchedule { End = 0.1 }, static optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, Steps, 0.1));

    [Trait("Speed", "Slow")]
    [Fact]
    public void Linear_equals_TorchSharp() =>
        Equals_reference(new LinearSchedule { End = 0.1 }, static optimizer => optim.lr_scheduler.LinearLR(optimizer, 1, 0.1, Steps));

    [Fact]
    public void Constant_is_one() => Assert.All([0, 0.3, 1], static done => Assert.Equal(1, new ConstantSchedule().At(done)));

    [Fact]
    public void The_warm_up_rises_from_zero_and_the_course_takes_the_rest()
    {
        foreach (
            var schedule in new LearningRateSchedule[]
            {
                new ConstantSchedule(),
                new LinearSchedule(),
                new CosineSchedule { End = 0.2 },
            }
        )
        {
            var warm = schedule with { Warmup = 0.25 };
            Assert.Equal(0, warm.At(0));
            Assert.Equal(0.5, warm.At(0.125), 1e-12);
            foreach (var done in new[] { 0, 0.1, 0.5, 1 })
                Assert.Equal(schedule.At(done), warm.At(0.25 + 0.75 * done), 1e-12);
        }
    }

    [Fact]
    public void Training_asks_in_the_middle_of_a_step_and_counts_rounds_alike()
    {
        var options = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 10,
            LearningRate = 0.5,
            Schedule = new LinearSchedule { Warmup = 0.5 },
        };

        Assert.Equal(9, options.Steps(21));
        Assert.Equal(6, options.Steps(20));
        Assert.Equal(0.5 * 0.5 / 6 * 2, options.LearningRateAt(0, 6), 1e-12);
        Assert.Equal(0.5 * 0.5 / 6 * 2, options.LearningRateAt(5, 6), 1e-12);
        Assert.Equal(options.LearningRateAt(7, 12), options.LearningRateAt(1, 6, 1, 2), 1e-12);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => options.LearningRateAt(6, 6)).ParamName);
        Assert.Equal("round", Assert.Throws<ArgumentOutOfRangeException>(() => options.LearningRateAt(0, 6, 2, 2)).ParamName);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Shares_out_of_range_are_refused(double value)
    {
        Assert.Equal("done", Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule().At(value)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule { Warmup = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearSchedule { End = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule { End = value });
    }

    private static void Equals_reference(LearningRateSchedule schedule, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> reference)
    {
        using var parameter = nn.Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], 1.0);
        var expected = reference(optimizer);
        for (var step = 0; step < Steps; step++)
        {
            Assert.Equal(optimizer.ParamGroups.First().LearningRate, schedule.At((double)step / Steps), 1e-9);
            optimizer.step();
            expected.step();
        }
    }
}
