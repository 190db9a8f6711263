using DeclarativeIL.Environments;

namespace DeclarativeIL.Runtime.Tests.Environments;

public sealed class OneHotTests
{
    [Fact]
    public void A_cell_is_seen_as_a_one_in_its_place()
    {
        var environment = new OneHot(new Cells(4));
        Assert.Equal(new BoxSpace([0, 0, 0, 0], [1, 1, 1, 1]), environment.Observations);
        var observation = new float[4];
        environment.Reset(1, observation);
        Assert.Equal([1, 0, 0, 0], observation);
        Assert.False(environment.Step([0], observation).Terminated);
        Assert.Equal([0, 1, 0, 0], observation);
        Assert.Equal(1, OneHot.IndexOf(State.From(observation)));
    }

    [Fact]
    public void Several_are_seen_as_each_is()
    {
        var (cells, singles) = (
            new VectorOneHot(new VectorEnvironment(3, i => new Cells(4))),
            new VectorEnvironment(3, _ => new OneHot(new Cells(4)))
        );
        float[][] seen = [new float[12], new float[12]],
            last = [new float[12], new float[12]];
        StepResult[][] results = [new StepResult[3], new StepResult[3]];
        cells.Reset(3, seen[0]);
        singles.Reset(3, seen[1]);
        for (var t = 0; t < 9; t++)
        {
            Assert.Equal(seen[1], seen[0]);
            cells.Step([0, 1, 0], seen[0], results[0], last[0]);
            singles.Step([0, 1, 0], seen[1], results[1], last[1]);
            Assert.Equal(results[1], results[0]);
            Assert.Equal(last[1], last[0]);
        }
        cells.Restart(1, seen[0].AsSpan(4, 4));
        Assert.Equal([1f, 0, 0, 0], seen[0][4..8]);
    }

    [Fact]
    public void What_is_not_one_of_the_things_is_refused()
    {
        Assert.Throws<ArgumentException>("environment", () => new OneHot(new Endless()));
        Assert.Throws<ArgumentException>("environments", () => new VectorOneHot(new VectorCartPole(1)));
        var thrown = Assert.Throws<EnvironmentException>(() => new OneHot(new Lost()).Reset(1, new float[3]));
        Assert.Contains("0 to 2", thrown.Message, StringComparison.Ordinal);
        foreach (var state in new[] { State.Of(0, 0), State.Of(1, 1), State.Of(0.5, 0.5), State.Of(1, 0, 2), State.Of(0, double.NaN) })
            Assert.Throws<ArgumentException>("state", () => OneHot.IndexOf(state));
    }

    private sealed class Lost : IEnvironment
    {
        public Space Observations { get; } = new DiscreteSpace(3);

        public Space Actions { get; } = new DiscreteSpace(2);

        public void Reset(ulong? seed, Span<float> observation) => observation[0] = 3;

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation) => default;
    }
}
