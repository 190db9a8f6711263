using DeclarativeIL.Environments;
using DeclarativeIL.Generated;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>A replay buffer keeps the latest transitions, up to so many.</summary>
public sealed class ReplayCapacityTests
{
    private const int Lanes = 2;

    /// <summary>A round of some steps; what is seen is the number of the step, and every third one ends an episode.</summary>
    private static RolloutBuffer Round(int first, int steps)
    {
        var round = new RolloutBuffer(Lanes, 1, 1);
        for (var step = first; step < first + steps; step++)
        {
            float[] seen = [step, -step],
                next = [step + 1, -step - 1];
            var result = new StepResult(step, false, step % 3 == 2);
            round.Append(seen, [0, 1], [result, result], next, next);
        }
        return round;
    }

    private static RolloutBuffer Replay(int capacity) => RolloutBuffer.Of(new VectorEnvironment(Lanes, static _ => new Line()), capacity);

    [Theory]
    [InlineData(40, 5)]
    [InlineData(16, 1)]
    [InlineData(2, 7)]
    public void The_oldest_rows_go(int capacity, int steps)
    {
        var replay = Replay(capacity);
        for (var round = 0; round < 30; round++)
        {
            replay.AddRange(Round(round * steps, steps));
            var (count, last) = (replay.Rows.Count, ((round + 1) * steps) - 1);
            Assert.True(count <= capacity, $"{count} rows");
            if ((round + 1) * steps * Lanes > capacity)
                Assert.True(count >= capacity - (capacity / 4), $"{count} rows");
            for (var back = 0; back < count; back++)
            {
                var (row, step, lane) = (count - 1 - back, last - (back / Lanes), Lanes - 1 - (back % Lanes));
                Assert.Equal(lane == 0 ? step : -step, replay.Rows[row].State[0]);
                Assert.Equal((step % 3 == 2, lane), (replay.Ends[row], replay.Environment[row]));
            }
        }
    }

    /// <summary>The sum of rewards to an episode's end is that of the rows that are left.</summary>
    [Fact]
    public void Scans_go_over_what_is_left()
    {
        var replay = Replay(8);
        for (var round = 0; round < 9; round++)
            replay.AddRange(Round(round, 1));
        var sums = replay.ScanBackward((row, later) => replay.Rows[row].Reward + later);
        Assert.Equal(Enumerable.Range(0, replay.Rows.Count).Select(Sum), sums);

        double Sum(int row)
        {
            var step = (int)replay.Rows[row].Reward;
            return Enumerable.Range(step, Math.Min(8, step - (step % 3) + 2) - step + 1).Sum();
        }
    }

    private sealed class Line : IEnvironment
    {
        public Space Observations { get; } = new BoxSpace([float.NegativeInfinity], [float.PositiveInfinity]);

        public Space Actions { get; } = new DiscreteSpace(2);

        public void Reset(ulong? seed, Span<float> observation) => observation[0] = 0;

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation) => new(0, false, false);
    }
}
