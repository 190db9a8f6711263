using DeclarativeIL.Environments;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class TimeLimitTests
{
    [Fact]
    public void An_episode_is_truncated_after_its_last_step_allowed()
    {
        var environment = new TimeLimit(new Endless(), 3);
        var observation = new float[1];
        for (var episode = 0; episode < 2; episode++)
        {
            environment.Reset(1, observation);
            for (var t = 1; t <= 3; t++)
                Assert.Equal(new StepResult(1, false, t == 3), environment.Step([0], observation));
            Assert.Throws<EnvironmentException>(() => environment.Step([0], observation));
        }
        Assert.Equal(new DiscreteSpace(2), environment.Actions);
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new TimeLimit(new Endless(), 0));
    }

    [Fact]
    public void An_episode_that_ends_by_itself_is_not_truncated()
    {
        var environment = new TimeLimit(new CartPole(), 500);
        var observation = new float[4];
        environment.Reset(1, observation);
        StepResult result;
        do result = environment.Step([1], observation);
        while (!result.Terminated);
        Assert.False(result.Truncated);
    }

    [Fact]
    public void Each_of_several_is_truncated_on_its_own_as_the_single_one_is()
    {
        // poles that fall to one side do so after some 8 to 10 steps: some are cut off after 9, others fall before
        var limited = new VectorTimeLimit(new VectorCartPole(5), 9);
        var singles = new VectorEnvironment(5, _ => new TimeLimit(new CartPole(), 9));
        float[][] seen = [new float[20], new float[20]],
            last = [new float[20], new float[20]];
        StepResult[][] results = [new StepResult[5], new StepResult[5]];
        limited.Reset(3, seen[0]);
        singles.Reset(3, seen[1]);
        Assert.Equal(seen[1], seen[0]);
        var (truncated, terminated) = (0, 0);
        for (var t = 0; t < 60; t++)
        {
            float[] actions = [1, 1, 1, 1, t % 2];
            limited.Step(actions, seen[0], results[0], last[0]);
            singles.Step(actions, seen[1], results[1], last[1]);
            Assert.Equal(results[1], results[0]);
            Assert.Equal(seen[1], seen[0]);
            Assert.Equal(last[1], last[0]);
            truncated += results[0].Count(static result => result.Truncated);
            terminated += results[0].Count(static result => result.Terminated);
        }
        Assert.True(truncated > 5 && terminated > 5, $"{truncated} truncated, {terminated} terminated");
    }

    [Fact]
    public void What_cannot_be_started_anew_one_by_one_cannot_be_limited()
    {
        var cells = new VectorOneHot(new Together(new VectorEnvironment(2, _ => new Cells(4))));
        cells.Reset(1, new float[8]);
        Assert.Throws<NotSupportedException>(() => cells.Restart(0, new float[4]));
        Assert.Throws<ArgumentException>("environments", () => new VectorTimeLimit(cells, 3));
        var physics = new VectorCartPole(2);
        Assert.Throws<EnvironmentException>(() => physics.Restart(0, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>("environment", () => physics.Restart(2, new float[4]));
    }
}
