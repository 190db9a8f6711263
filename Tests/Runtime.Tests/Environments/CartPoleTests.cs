using DeclarativeIL.Environments;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class CartPoleTests
{
    [Fact]
    public void Spaces_are_the_published_ones()
    {
        var observations = Assert.IsType<BoxSpace>(new CartPole().Observations);
        Assert.Equal([4.8f, float.PositiveInfinity, 0.41887903f, float.PositiveInfinity], observations.High);
        Assert.Equal(observations.High.Select(bound => -bound), observations.Low);
        Assert.Equal(new DiscreteSpace(2), new CartPole().Actions);
        Assert.Equal(500, CartPole.StepLimit);
    }

    [Fact]
    public void Starts_are_uniform_and_follow_the_seed()
    {
        var environment = new CartPole();
        float[] first = new float[4],
            second = new float[4],
            again = new float[4];
        environment.Reset(7, first);
        environment.Reset(null, second);
        environment.Reset(7, again);
        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
        environment.Reset(null, again);
        Assert.Equal(second, again);

        var starts = new List<float>();
        for (ulong seed = 0; seed < 5000; seed++)
        {
            environment.Reset(seed, first);
            starts.AddRange(first);
        }
        Assert.All(starts, start => Assert.InRange(start, -0.05f, 0.05f));
        Assert.InRange(starts.Average(), -0.001, 0.001);
        Assert.InRange(starts.Select(start => (double)start * start).Average(), 0.0025 / 3 * 0.97, 0.0025 / 3 * 1.03);
        Assert.True(starts.Min() < -0.0499 && starts.Max() > 0.0499);
    }

    [Fact]
    public void Episodes_are_truncated_after_500_steps_and_end()
    {
        var environment = new CartPole();
        var observation = new float[4];
        var controller = new DeclarativeIL.Environments.Controllers.CartPoleController();
        var action = new float[1];
        environment.Reset(1, observation);
        for (var t = 1; t <= 500; t++)
        {
            controller.Control(observation, action);
            Assert.Equal(new StepResult(1, false, t == 500), environment.Step(action, observation));
        }
        var exception = Assert.Throws<EnvironmentException>(() => environment.Step([0], observation));
        Assert.Contains("Reset", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2f)]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void An_action_outside_is_refused_and_changes_nothing(float action)
    {
        var environment = new CartPole();
        float[] observation = new float[4],
            expected = new float[4];
        environment.Reset(1, observation);
        environment.Step([1], observation);
        var exception = Assert.Throws<EnvironmentException>(() => environment.Step([action], observation));
        Assert.Equal(("action", 1L, "the whole numbers 0 to 1"), (exception.Subject, exception.Step, exception.Expected![14..]));
        environment.Step([1], observation);
        environment.Reset(1, expected);
        environment.Step([1], expected);
        environment.Step([1], expected);
        Assert.Equal(expected, observation);
    }

    [Fact]
    public void Wrong_lengths_and_states_are_refused_by_name()
    {
        var environment = new CartPole();
        Assert.Throws<ArgumentException>("observation", () => environment.Reset(1, new float[3]));
        Assert.Throws<ArgumentException>("observation", () => environment.Step([0], new float[5]));
        Assert.Throws<EnvironmentException>(() => environment.Step([0], new float[4]));
        environment.Reset(1, new float[4]);
        Assert.Throws<EnvironmentException>(() => environment.Step([], new float[4]));
        Assert.Throws<ArgumentException>("state", () => environment.SetState([0, 0, 0]));
        Assert.Throws<ArgumentException>("state", () => environment.SetState([0, 0, double.NaN, 0]));
        Assert.Throws<ArgumentException>("state", () => environment.CopyState(new double[5]));
    }
}
