using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Formats;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Experts;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Environments;

/// <summary>Environments whose observations and actions have parts: what is checked, what is executed, what files hold.</summary>
public sealed class StructuredEnvironmentTests
{
    private static readonly SeedSequence Seeds = new(4);

    private static readonly TupleSpace Actions = new(("gear", new DiscreteSpace(3)), ("aim", new BoxSpace([-1], [1])));

    [Fact]
    public void Observations_are_seen_encoded_by_one_and_by_several()
    {
        var single = new EncodeObservation(new Robot());
        Assert.Equal(new BoxSpace([0, 0, -5, 0, 0, 0], [1, 1, 5, 1, 1, 1]), single.Observations);
        var observation = new float[6];
        single.Reset(1, observation);
        Assert.Equal([1, 0, 0, 0, 1, 0], observation);
        single.Step([2, 0.5f], observation);
        Assert.Equal([0, 1, 0.5f, 1, 1, 51f / 255], observation);
        var (together, apart) = (
            new VectorEncodeObservation(new VectorEnvironment(2, _ => new Robot())),
            new VectorEnvironment(2, _ => new EncodeObservation(new Robot()))
        );
        float[][] seen = [new float[12], new float[12]],
            last = [new float[12], new float[12]];
        StepResult[][] results = [new StepResult[2], new StepResult[2]];
        together.Reset(3, seen[0]);
        apart.Reset(3, seen[1]);
        for (var t = 0; t < 7; t++)
        {
            Assert.Equal(seen[1], seen[0]);
            together.Step([0, 1, 2, -0.25f], seen[0], results[0], last[0]);
            apart.Step([0, 1, 2, -0.25f], seen[1], results[1], last[1]);
            Assert.Equal(results[1], results[0]);
            Assert.Equal(last[1], last[0]);
        }
        together.Restart(1, seen[0].AsSpan(6, 6));
        Assert.Equal([1, 0, 0, 0, 1, 0], seen[0][6..]);
        Assert.Equal(2, together.Replicate()!.Count);
    }

    [Fact]
    public void Networks_are_refused_what_is_not_encoded()
    {
        var robots = new VectorEnvironment(2, _ => new Robot());
        var policy = new FakePolicy(6, Actions, (_, actions) => actions.Clear());
        var thrown = Assert.Throws<ArgumentException>("policy", () => Evaluation.Run(policy, robots, 1, Seeds));
        Assert.Contains("wrap them in EncodeObservation", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("6 numbers", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(5, Evaluation.Run(policy, new VectorEncodeObservation(robots), 1, Seeds).Mean); // a step pays 1
    }

    [Fact]
    public void Choices_are_brought_within_the_bounds_of_their_part()
    {
        var robots = new VectorEncodeObservation(new VectorEnvironment(1, _ => new Robot()));
        var boundless = new TupleSpace(("gear", new DiscreteSpace(3)), ("aim", BoxActions.Unbounded(1)));
        var far = new FakePolicy(6, boundless, static (_, actions) => (actions[0], actions[1]) = (1, 9));
        Assert.Equal(5, Evaluation.Run(far, robots, 1, Seeds).Mean);
        Assert.Equal(5, Evaluation.Run(Expert.From(far), robots, 1, Seeds).Mean);
        var wild = new FakePolicy(6, boundless, static (_, actions) => (actions[0], actions[1]) = (3, 0));
        Assert.Throws<EnvironmentException>(() => Evaluation.Run(wild, robots, 1, Seeds));
    }

    [Fact]
    public void Policies_of_other_parts_do_not_fit()
    {
        var robots = new VectorEncodeObservation(new VectorEnvironment(1, _ => new Robot()));
        foreach (
            var (space, told) in new (Space, string)[]
            {
                (new BoxSpace([0, -1], [2, 1]), "gear"),
                (new TupleSpace(("gear", new DiscreteSpace(3))), "aim"),
                (new TupleSpace(("gear", new DiscreteSpace(2)), ("aim", new BoxSpace([-1], [1]))), "one of 2"),
                (new TupleSpace(("gear", new DiscreteSpace(3)), ("aim", new BoxSpace([-2], [2]))), "equal bounds"),
                (new TupleSpace(("gear", new DiscreteSpace(3)), ("turn", new BoxSpace([-1], [1]))), "'turn'"),
            }
        )
        {
            var policy = new FakePolicy(6, space, static (_, actions) => actions.Clear());
            var thrown = Assert.Throws<ArgumentException>("policy", () => Evaluation.Run(policy, robots, 1, Seeds));
            Assert.Contains(told, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Answers_of_experts_are_held_to_every_part()
    {
        var robots = new VectorEnvironment(1, _ => new Robot());
        Assert.Equal(5, Evaluation.Run(Expert.From(_ => Act.Continuous(2, 0.3)), robots, 1, Seeds).Mean);
        foreach (
            var wrong in new[]
            {
                Act.Continuous(3, 0),
                Act.Continuous(0, 1.5),
                Act.Continuous(1.00000001, 0),
                Act.Continuous(0, double.NaN),
                Act.Continuous(1),
            }
        )
            Assert.Throws<ExpertException>(() => Evaluation.Run(Expert.From(_ => wrong), robots, 1, Seeds));
        Assert.Throws<ArgumentException>("actions", () => new NoisyExpert(Expert.From(_ => Act.Continuous(0, 0)), Actions, 0.1, Seeds));
    }

    [Fact]
    public void Wrappers_of_one_box_refuse_parts()
    {
        Assert.Throws<ArgumentException>("environment", () => new RescaleAction(new Robot()));
        Assert.Throws<ArgumentException>("environment", () => new OneHot(new Robot()));
        var pictures = new TupleSpace(("picture", new ImageSpace(2, 2, 1)));
        Assert.Throws<ArgumentException>("acts", () => CriticNetwork.OfAct(6, pictures, [], Activation.Tanh, Seeds));
    }

    [Fact]
    public void Episodes_with_parts_are_recorded_saved_and_loaded()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("parts").FullName, "robot.parquet");
        var robot = new EncodeObservation(new Robot());
        var recorded = TrajectoryRecorder.Record(robot, Expert.From(static s => Act.Continuous(s[3], 0.25)), 2, Seeds);
        TrajectoryFile.Save(file, recorded);
        var loaded = TrajectoryFile.Load(file);
        Assert.Equal(Actions, loaded[0].ActionSpace);
        Assert.True(loaded[1].Actions.SequenceEqual(recorded[1].Actions));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Throws<ArgumentException>("actions", () => new Trajectory(1, Actions, [0, 0], [3, 0], [1], false, false));
    }

    [Fact]
    public void Data_are_held_to_the_discrete_parts()
    {
        var policy = new FakePolicy(1, Actions, static (_, actions) => actions.Clear());
        DataFit.Check(policy, Rows(Act.Continuous(2, 5))); // beyond a bound: data of a distribution
        foreach (var (gear, told) in new[] { (3, "part 'gear'"), (1.00000001, "0 to 2"), (0.5, "[0.5]") })
        {
            var thrown = Assert.Throws<ArgumentException>(() => DataFit.Check(policy, Rows(Act.Continuous(gear, 0))));
            Assert.Contains(told, thrown.Message, StringComparison.Ordinal);
        }
        var several = new FakePolicy(1, new MultiDiscreteSpace(2, 2), static (_, actions) => actions.Clear());
        DataFit.Check(several, Rows(Act.Continuous(1, 0)));
        Assert.Throws<ArgumentException>(() => DataFit.Check(several, Rows(Act.Continuous(1, 2))));
    }

    private static Dataset<Demonstration> Rows(Act act)
    {
        var rows = new Dataset<Demonstration>();
        rows.Add(new Demonstration(State.Of(0), act));
        return rows;
    }

    /// <summary>Five steps; it shows whether it moves, where it aims, two switches and a pixel.</summary>
    private sealed class Robot : IEnvironment
    {
        private int _taken;

        public Space Observations { get; } =
            new TupleSpace(
                ("moves", new DiscreteSpace(2)),
                ("aim", new BoxSpace([-5], [5])),
                ("switches", new MultiBinarySpace(2)),
                ("pixel", new ImageSpace(1, 1, 1))
            );

        public Space Actions => StructuredEnvironmentTests.Actions;

        public void Reset(ulong? seed, Span<float> observation)
        {
            _taken = 0;
            new float[] { 0, 0, 0, 1, 0 }.CopyTo(observation);
        }

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            if (!Actions.Contains(action))
                throw new InvalidOperationException("not an action");
            new float[] { action[0] > 0 ? 1 : 0, action[1], action[0] > 1 ? 1 : 0, 1, 51 }.CopyTo(observation);
            return new(1, ++_taken >= 5, false);
        }
    }
}
