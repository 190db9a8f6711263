using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class TrajectoryTests
{
    [Fact]
    public void A_recording_holds_what_happened()
    {
        var expert = Expert.From(new CartPoleController());
        var recorded = TrajectoryRecorder.Record(new CartPole(), expert, 3, new SeedSequence(4));
        Assert.Equal(3, recorded.Count);
        Assert.All(recorded, t => Assert.Equal((500, 500.0, false, true), (t.Length, t.Return, t.Terminated, t.Truncated)));

        var environment = new CartPole();
        var observation = new float[4];
        environment.Reset(new SeedSequence(4).Child(2).Seed, observation);
        for (var t = 0; t < 500; t++)
        {
            Assert.Equal(observation, recorded[2].Observation(t).ToArray());
            environment.Step(recorded[2].Action(t), observation);
        }
        Assert.Equal(observation, recorded[2].Observation(500).ToArray());
        var again = TrajectoryRecorder.Record(new CartPole(), expert, 2, new SeedSequence(4));
        Assert.True(recorded[1].Observations.SequenceEqual(again[1].Observations));
    }

    [Fact]
    public void Demonstrations_are_states_and_actions_without_the_last_observation()
    {
        var trajectory = new Trajectory(2, new DiscreteSpace(3), [1, 2, 3, 4, 5, 6], [2, 0], [1, 0.5], true, false);
        Assert.Equal(
            [new Demonstration(State.Of(1, 2), Act.Discrete(2)), new Demonstration(State.Of(3, 4), Act.Discrete(0))],
            trajectory.ToDemonstrations()
        );
        Assert.Equal((2, 1.5, true, false), (trajectory.Length, trajectory.Return, trajectory.Terminated, trajectory.Truncated));
        Assert.Equal([5f, 6f], trajectory.Observation(2).ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        var two = new DiscreteSpace(2);
        Assert.Throws<ArgumentOutOfRangeException>("stateSize", () => new Trajectory(0, two, [], [], [1], false, false));
        Assert.Throws<ArgumentException>("rewards", () => new Trajectory(1, two, [1], [], [], false, false));
        Assert.Throws<ArgumentException>("observations", () => new Trajectory(1, two, [1], [1], [1], false, false));
        Assert.Throws<ArgumentException>("actions", () => new Trajectory(1, two, [1, 2], [1, 0], [1], false, false));
        Assert.Throws<ArgumentException>("actions", () => new Trajectory(1, two, [1, 2], [2], [1], false, false));
        Assert.Throws<ArgumentException>("observations", () => new Trajectory(1, two, [1, float.NaN], [1], [1], false, false));
        Assert.Throws<ArgumentException>("rewards", () => new Trajectory(1, two, [1, 2], [1], [double.NaN], false, false));
    }

    [Fact]
    public void A_recording_stops_at_what_cannot_be()
    {
        var exception = Assert.Throws<ExpertException>(() =>
            TrajectoryRecorder.Record(new CartPole(), Expert.From(_ => Act.Discrete(2)), 1, new SeedSequence(1))
        );
        Assert.Equal((0, 0L), (exception.Round, exception.Step));
        Assert.Throws<ArgumentOutOfRangeException>(
            "episodes",
            () => TrajectoryRecorder.Record(new CartPole(), Expert.From(_ => Act.Discrete(1)), 0, new SeedSequence(1))
        );
        Assert.Throws<OperationCanceledException>(() =>
            TrajectoryRecorder.Record(
                new CartPole(),
                Expert.From(_ => Act.Discrete(1)),
                1,
                new SeedSequence(1),
                new CancellationToken(true)
            )
        );
    }
}
