using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Training;

public sealed class RolloutBufferTests
{
    private static readonly StepResult Goes = new(1, false, false);

    [Fact]
    public void Rows_are_time_major_and_next_is_the_ended_episodes_last_observation()
    {
        var log = new RolloutBuffer(2, 1, 1);
        log.Append([1, 10], [0, 1], [Goes, new(2, true, false, true)], [2, 20], [-1, 11]);
        log.Append([2, 20], [1, 0], [new(3, false, true), Goes], [5, 21], [3, -1]);

        Assert.Equal(
            [
                new(State.Of(1), Act.Discrete(0), 1, State.Of(2), false),
                new(State.Of(10), Act.Discrete(1), 2, State.Of(11), true, true),
                new(State.Of(2), Act.Discrete(1), 3, State.Of(3), false),
                new(State.Of(20), Act.Discrete(0), 1, State.Of(21), false),
            ],
            log.Rows
        );
        Assert.Equal([false, true, true, false], log.Ends.ToArray());
        Assert.Equal((2, 2), (log.Environments, log.Steps));
    }

    [Fact]
    public void A_scan_is_cut_where_episodes_end_and_where_the_log_ends()
    {
        var log = new RolloutBuffer(2, 1, 1);
        StepResult[][] steps =
        [
            [Goes, Goes],
            [Goes, new(1, true, false)],
            [new(1, false, true), Goes],
            [Goes, Goes],
        ];
        foreach (var results in steps)
            log.Append([0, 0], [0, 0], results, [0, 0], [0, 0]);

        Assert.Equal([3, 2, 2, 1, 1, 2, 1, 1], log.ScanBackward((row, later) => log.Rows[row].Reward + later));
        log.Clear();
        Assert.Empty(log.ScanBackward(static (_, _) => 1));
        log.Append([0, 0], [0, 0], [Goes, Goes], [0, 0], [0, 0]);
        Assert.Equal([1.5, 1.5], log.ScanBackward(static (_, later) => 1.5 + later));
    }

    [Fact]
    public void A_feed_over_a_log_follows_its_rounds()
    {
        var log = new RolloutBuffer(1, 1, 1);
        log.Append([1], [0], [Goes], [2], [0]);
        using var feed = new BatchFeed<Transition>(log.Rows, ScalarType.Float64);
        log.Clear();
        log.Append([7], [0], [Goes], [8], [0]);
        feed.Refresh();
        using var batch = feed.Next(5)!;

        Assert.Equal(7, batch["State"].item<double>());
    }

    [Fact]
    public void What_is_not_finite_or_does_not_fit_is_refused_and_nothing_is_kept()
    {
        var log = new RolloutBuffer(2, 1, 1);

        Assert.StartsWith(
            "Environment 1, step 0: found the reward NaN",
            Assert
                .Throws<ArgumentException>(() => log.Append([0, 0], [0, 0], [Goes, new(double.NaN, false, false)], [0, 0], [0, 0]))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => log.Append([0, 0], [0, float.NaN], [Goes, Goes], [0, 0], [0, 0]));
        Assert.Throws<ArgumentException>(() => log.Append([0], [0, 0], [Goes, Goes], [0, 0], [0, 0]));
        Assert.Empty(log.Rows);
    }

    [Fact]
    public void A_replay_keeps_the_latest_rows_of_all_rounds()
    {
        var log = new RolloutBuffer(2, 1, 1);
        var replay = new Dataset<Transition> { Capacity = 5 };
        for (var round = 0; round < 4; round++)
        {
            log.Clear();
            log.Append([2 * round, 2 * round + 1], [0, 0], [Goes, Goes], [0, 0], [0, 0]);
            replay.AddRange(log.Rows);
        }

        Assert.Equal([3, 4, 5, 6, 7], replay.Select(static row => row.State[0]).Order());
    }

    [Fact]
    public void A_log_of_environments_takes_what_they_give()
    {
        var environments = new VectorCartPole(3);
        var log = RolloutBuffer.Of(environments);
        float[] before = new float[12],
            after = new float[12],
            final = new float[12];
        environments.Reset(1, after);
        var results = new StepResult[3];
        for (var t = 0; t < 60; t++)
        {
            after.CopyTo(before, 0);
            environments.Step([0, 0, 1], after, results, final);
            log.Append(before, [0, 0, 1], results, after, final);
        }

        Assert.Equal(180, log.Rows.Count);
        for (var row = 0; row < 177; row++)
            Assert.Equal(!log.Ends[row], log.Rows[row].Next == log.Rows[row + 3].State);
        Assert.Contains(true, log.Ends.ToArray());
    }
}
