using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Environments;

/// <summary>What is seen instead of observations.</summary>
public class ObservationViewTests
{
    private static readonly SeedSequence Seeds = new(1);

    [Fact]
    public void Frames_are_the_last_observations_and_the_first_one_stands_for_those_before_it()
    {
        var (plain, stacked) = (new CartPole(), ObservationView.Frames(3).Of(new CartPole()));
        float[] a = new float[4],
            b = new float[4],
            c = new float[4],
            seen = new float[12];
        plain.Reset(5, a);
        stacked.Reset(5, seen);
        Assert.Equal([.. a, .. a, .. a], seen);
        plain.Step([1], b);
        stacked.Step([1], seen);
        Assert.Equal([.. a, .. a, .. b], seen);
        plain.Step([0], c);
        stacked.Step([0], seen);
        Assert.Equal([.. a, .. b, .. c], seen);
        plain.Step([0], a);
        stacked.Step([0], seen);
        Assert.Equal([.. b, .. c, .. a], seen);
        stacked.Reset(5, seen);
        plain.Reset(5, a);
        Assert.Equal([.. a, .. a, .. a], seen);
    }

    /// <summary>Several environments show what single ones do, through the ends of episodes, and so do recorded trajectories.</summary>
    [Fact]
    public void Several_environments_and_trajectories_show_what_single_ones_do()
    {
        var view = ObservationView.Components(2, 0).Then(ObservationView.Frames(2));
        var together = view.Of(new VectorEnvironment(3, _ => new TimeLimit(new CartPole(), 30)));
        var apart = new VectorEnvironment(3, _ => view.Of(new TimeLimit(new CartPole(), 30)));
        Assert.Equal(apart.Observations, together.Observations);
        float[] first = new float[12],
            second = new float[12],
            firstLast = new float[12],
            secondLast = new float[12];
        var (results, others) = (new StepResult[3], new StepResult[3]);
        together.Reset(4, first);
        apart.Reset(4, second);
        var ended = 0;
        for (var step = 0; step < 100; step++)
        {
            Assert.Equal(second, first);
            together.Step([1, step % 2, 0], first, results, firstLast);
            apart.Step([1, step % 2, 0], second, others, secondLast);
            Assert.Equal(others, results);
            Assert.Equal(secondLast, firstLast);
            ended += results.Count(static result => result.Terminated || result.Truncated);
        }
        Assert.True(ended > 6, $"{ended}");
    }

    [Fact]
    public void A_trajectory_is_seen_as_its_environment_is()
    {
        var view = ObservationView.Components(0, 2).Then(ObservationView.Frames(2));
        var expert = Expert.From(new CartPoleController());
        var recorded = TrajectoryRecorder.Record(new TimeLimit(new CartPole(), 20), expert, 1, Seeds)[0];
        var seen = recorded.SeenBy(view);
        Assert.Equal((20, 4, recorded.Return), (seen.Length, seen.StateSize, seen.Return));
        Assert.Equal(recorded.Actions.ToArray(), seen.Actions.ToArray());
        Assert.Equal(
            [recorded.Observation(6)[0], recorded.Observation(6)[2], recorded.Observation(7)[0], recorded.Observation(7)[2]],
            seen.Observation(7).ToArray()
        );
        var thrown = Assert.Throws<ArgumentException>(() => recorded.SeenBy(view, new BoxSpace([0], [1])));
        Assert.Contains("of 1 numbers; expected 4", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_lie_one_below_the_other_and_are_encoded()
    {
        var space = new ImageSpace(2, 3, 1);
        var view = ObservationView.Frames(2).Then(ObservationView.Encoded);
        Assert.Equal(new ImageSpace(4, 3, 1), ObservationView.Frames(2).SpaceOf(space));
        Assert.Equal(new BoxSpace([.. Enumerable.Repeat(0f, 12)], [.. Enumerable.Repeat(1f, 12)]), view.SpaceOf(space));
        var (sight, seen) = (view.Open(space), new float[12]);
        sight.See([0, 51, 255, 0, 0, 0], true, seen);
        sight.See([255, 0, 0, 0, 0, 51], false, seen);
        Assert.Equal([0, 0.2f, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0.2f], seen);
    }

    [Fact]
    public void What_cannot_be_seen_so_is_refused()
    {
        var two = new BoxSpace([-1, -1], [1, 1]);
        Refused("component 2 of observations of 2 numbers", () => ObservationView.Components(0, 2).SpaceOf(two));
        Refused("component -1", () => ObservationView.Components(-1));
        Refused("no component", () => ObservationView.Components());
        Refused("expected a box", () => ObservationView.Components(0).SpaceOf(new DiscreteSpace(4)));
        Refused("expected a box or images", () => ObservationView.Frames(2).SpaceOf(new DiscreteSpace(4)));
        Refused("networks take as it is", () => ObservationView.Encoded.SpaceOf(two));
        Assert.Throws<ArgumentOutOfRangeException>(() => ObservationView.Frames(0));

        static void Refused(string found, Action action) =>
            Assert.Contains(found, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }
}
