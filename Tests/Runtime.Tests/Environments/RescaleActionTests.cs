using DeclarativeIL.Environments;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class RescaleActionTests
{
    [Theory]
    [InlineData(-1f, -2f)]
    [InlineData(0f, 0f)]
    [InlineData(0.5f, 1f)]
    [InlineData(1f, 2f)]
    public void The_scales_ends_are_the_bounds(float given, float taken)
    {
        var (scaled, plain) = (new RescaleAction(new Pendulum()), new Pendulum());
        Assert.Equal(new BoxSpace([-1], [1]), scaled.Actions);
        float[] one = new float[3],
            other = new float[3];
        scaled.Reset(5, one);
        plain.Reset(5, other);
        Assert.Equal(plain.Step([taken], other), scaled.Step([given], one));
        Assert.Equal(other, one);
        Assert.Throws<EnvironmentException>(() => scaled.Step([1.01f], one));
        Assert.Throws<EnvironmentException>(() => scaled.Step([float.NaN], one));
    }

    [Fact]
    public void Several_are_scaled_as_one_is()
    {
        var (scaled, plain) = (new VectorRescaleAction(new VectorPendulum(2), 0, 4), new VectorPendulum(2));
        float[] one = new float[6],
            other = new float[6],
            finals = new float[6];
        StepResult[] results = new StepResult[2],
            expected = new StepResult[2];
        scaled.Reset(5, one);
        plain.Reset(5, other);
        scaled.Step([1, 4], one, results, finals);
        plain.Step([-1, 2], other, expected, finals);
        Assert.Equal(other, one);
        Assert.Equal(expected, results);
        scaled.Restart(0, one.AsSpan(0, 3));
        plain.Restart(0, other.AsSpan(0, 3));
        Assert.Equal(other, one);
    }

    [Fact]
    public void There_have_to_be_bounds()
    {
        Assert.Throws<ArgumentException>("environment", () => new RescaleAction(new CartPole()));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => new RescaleAction(new Pendulum(), 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("low", () => new VectorRescaleAction(new VectorPendulum(1), float.NegativeInfinity));
    }
}
