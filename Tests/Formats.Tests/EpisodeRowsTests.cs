using DeclarativeIL.Formats.Columns;

namespace DeclarativeIL.Formats.Tests;

/// <summary>Rows of episodes by the names of columns.</summary>
public sealed class EpisodeRowsTests
{
    private readonly record struct Step(State State, Act Action, double Reward);

    private readonly record struct Transition(State State, State Next, bool Done);

    private static Episode Make(bool isTerminated, bool hasLast) =>
        new(
            "one",
            new Dictionary<string, EpisodeColumn>
            {
                ["observations/a"] = EpisodeColumn.Of<float>([1, 2, 3, .. hasLast ? [4f] : Array.Empty<float>()]),
                ["observations/b"] = EpisodeColumn.Of<byte>([10, 11, 20, 21, 30, 31, .. hasLast ? [40, 41] : Array.Empty<byte>()], 2),
                [Episode.Actions] = EpisodeColumn.Of<long>([7, 8, 9]),
                [Episode.Rewards] = EpisodeColumn.Of<double>([0.1, 0.2, 0.3]),
                [Episode.Terminations] = EpisodeColumn.Of<bool>([false, false, isTerminated]),
                ["words"] = EpisodeColumn.OfTexts(["x", "y", "z"]),
            }
        );

    [Fact]
    public void Columns_are_found_by_name_and_parts_follow_each_other()
    {
        var rows = new EpisodeRows<Step>().From("State", "observations/b", "observations/a").ToDataset([Make(true, true)]);
        Assert.Equal(3, rows.Count);
        Assert.Equal(new Step(new State([20, 21, 2]), new Act([8]), 0.2), rows[1]);
    }

    [Fact]
    public void A_name_of_several_parts_stands_for_all()
    {
        var rows = new EpisodeRows<Step>().From("State", Episode.Observations).Read(Make(true, true));
        Assert.Equal(new State([1, 10, 11]), rows[0].State);
    }

    [Theory]
    [InlineData(true, true, 3, 4)]
    [InlineData(false, true, 3, 4)]
    [InlineData(true, false, 3, 3)]
    [InlineData(false, false, 2, 3)]
    public void What_follows_is_the_next_row_or_what_was_seen_last(bool isTerminated, bool hasLast, int count, double last)
    {
        var rows = new EpisodeRows<Transition>()
            .From("State", "observations/a")
            .FromNext("Next", "observations/a")
            .From("Done", Episode.Terminations)
            .Read(Make(isTerminated, hasLast));
        Assert.Equal(count, rows.Count);
        Assert.Equal(last, rows[^1].Next[0]);
        Assert.Equal(isTerminated, rows[^1].Done);
    }

    [Fact]
    public void States_that_are_images_are_kept_as_bytes()
    {
        var images = new ImageSpace(1, 2, 1);
        var rows = new EpisodeRows<Step>().From("State", "observations/b").ToDataset([Make(true, true)], images);
        Assert.Equal(images, rows.Images);
        Assert.Equal([30, 31], images.ToBytes(rows[2].State));
    }

    [Fact]
    public void What_is_missing_or_no_number_is_refused_with_what_is_there()
    {
        var episode = Make(true, true);
        Assert.Contains(
            "From or FromNext",
            Assert.Throws<ArgumentException>(() => new EpisodeRows<Step>().Read(episode)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "observations/a",
            Assert.Throws<ArgumentException>(() => new EpisodeRows<Step>().From("State", "obs").Read(episode)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Text",
            Assert.Throws<ArgumentException>(() => new EpisodeRows<Step>().From("State", "words").Read(episode)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => new EpisodeRows<Step>().From("Nothing", "words"));
    }

    [Fact]
    public void An_episode_becomes_a_trajectory()
    {
        var trajectory = Make(true, true).ToTrajectory(new DiscreteSpace(10), "observations/a", "observations/b");
        Assert.Equal((3, 3, true, false), (trajectory.Length, trajectory.StateSize, trajectory.Terminated, trajectory.Truncated));
        Assert.Equal([4, 40, 41], trajectory.Observation(3).ToArray());
        Assert.Throws<ArgumentException>(() => Make(true, false).ToTrajectory(new DiscreteSpace(10), "observations/a"));
    }
}
