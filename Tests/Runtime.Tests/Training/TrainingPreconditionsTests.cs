using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Generated;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Runtime.Tests.Environments;
using DeclarativeIL.Runtime.Tests.Experts;
using DeclarativeIL.Training;

namespace DeclarativeIL.Runtime.Tests.Training;

/// <summary>Policies, experts and environments that do not fit are refused wherever they meet.</summary>
public sealed class TrainingPreconditionsTests
{
    private const float None = float.PositiveInfinity;
    private static readonly SeedSequence Seeds = new(1);

    private static FakePolicy Pushing(float low, float high, float torque = 1) =>
        new(3, new BoxSpace([low], [high]), (_, actions) => actions.Fill(torque));

    [Theory]
    [InlineData(-2f, 2f, true)]
    [InlineData(-None, None, true)]
    [InlineData(-None, 2f, true)]
    [InlineData(-1f, 1f, false)]
    [InlineData(-2f, 1f, false)]
    [InlineData(-3f, 3f, false)]
    [InlineData(-None, 1f, false)]
    public void Bounds_are_equal_where_both_have_one(float low, float high, bool fits)
    {
        var (policy, environments) = (Pushing(low, high), new VectorPendulum(2));
        Action[] uses =
        [
            () => TrainingPreconditions.Check(policy, environments),
            () => Evaluation.Run(policy, environments, 2, Seeds),
            () => TrainingPreconditions.CheckExpert(Expert.From(policy), environments),
            () => Evaluation.Run(Expert.From(policy), environments, 2, Seeds),
            () => Evaluation.Run(new DelayedExpert(Expert.From(policy).TakingOver(_ => false), 1), environments, 2, Seeds),
            () => TrajectoryRecorder.Record(new Pendulum(), Expert.From(policy), 1, Seeds),
        ];
        foreach (var use in uses)
            if (fits)
                use();
            else
                Assert.Contains(nameof(RescaleAction), Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_of_a_policy_are_no_matter_where_the_environment_has_none() =>
        TrainingPreconditions.Check(Pushing(-1, 1), new VectorEnvironment(1, _ => new Boundless()));

    [Fact]
    public void A_policy_without_bounds_is_executed_within_the_environments()
    {
        var (wild, most) = (Pushing(-None, None, 5), Pushing(-2, 2, 2));
        VectorEnvironment Strict() => new(2, _ => new Pendulum()); // refuses what is beyond the bounds
        Assert.Equal(Evaluation.Run(most, Strict(), 3, Seeds).Returns, Evaluation.Run(wild, Strict(), 3, Seeds).Returns);
        Assert.Equal(Evaluation.Run(most, Strict(), 3, Seeds).Returns, Evaluation.Run(Expert.From(wild), Strict(), 3, Seeds).Returns);
        var recorded = TrajectoryRecorder.Record(new Pendulum(), Expert.From(wild), 1, Seeds)[0];
        Assert.Equal(2, recorded.Action(0)[0]);
    }

    [Fact]
    public void A_policy_of_another_number_of_choices_is_refused()
    {
        var (two, cars) = (new FakePolicy(2, new DiscreteSpace(2), (_, actions) => actions.Clear()), new VectorMountainCar(2));
        Assert.Throws<ArgumentException>("policy", () => Evaluation.Run(two, cars, 1, Seeds));
        Assert.Throws<ArgumentException>("environments", () => TrainingPreconditions.Check(two, cars));
        Assert.Throws<ArgumentException>("expert", () => Evaluation.Run(Expert.From(two), cars, 1, Seeds));
        Assert.Throws<ArgumentException>("expert", () => Evaluation.Run(new StochasticExpert(two, Seeds), cars, 1, Seeds));
        Assert.Throws<ArgumentException>(
            "expert",
            () => Evaluation.Run(new StochasticExpert([(Expert.From(two), 1)], Seeds), cars, 1, Seeds)
        );
        Assert.Throws<ArgumentException>(
            "expert",
            () => TrainingPreconditions.CheckExpert(Expert.From(new FrameExpert(), new() { Fallback = Expert.From(two) }), cars)
        );
        var thrown = Assert.Throws<ArgumentException>(
            "expert",
            () => TrajectoryRecorder.Record(new MountainCar(), Expert.From(two), 1, Seeds)
        );
        Assert.Contains("one of 3 discrete actions; the policy gives one of 2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Experts_for_other_environments_are_refused_before_they_are_asked()
    {
        var cars = new VectorMountainCar(2);
        var asked = 0;
        var counting = Expert.From(_ => Act.Discrete(asked++));
        Assert.Throws<ArgumentException>("expert", () => TrainingPreconditions.CheckExpert(Expert.From(new PendulumController(), 2), cars));
        Assert.Throws<ArgumentException>(
            "expert",
            () => Evaluation.Run(new NoisyExpert(counting, new DiscreteSpace(2), 0, Seeds), cars, 1, Seeds)
        );
        Assert.Throws<ArgumentException>(
            "expert",
            () => Evaluation.Run(new NoisyExpert(counting, new BoxSpace([-1], [1]), 0, Seeds), new VectorPendulum(1), 1, Seeds)
        );
        Assert.Equal(0, asked);
        TrainingPreconditions.CheckExpert(counting, cars); // of a function nothing is known
    }

    [Fact]
    public void The_number_of_a_cell_is_no_state_for_a_network()
    {
        var cells = new VectorEnvironment(2, _ => new Cells(16));
        var policy = new FakePolicy(1, new DiscreteSpace(2), (_, actions) => actions.Clear());
        Action[] uses =
        [
            () => TrainingPreconditions.Check(policy, cells),
            () => TrainingPreconditions.Check(cells),
            () => Evaluation.Run(policy, cells, 1, Seeds),
            () => Evaluation.Run(Expert.From(policy), cells, 1, Seeds),
            () => TrajectoryRecorder.Record(new Cells(16), Expert.From(_ => Act.Discrete(0)), 1, Seeds),
        ];
        foreach (var use in uses)
            Assert.Contains("wrap them in OneHot", Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal);
        Assert.Equal(16, Evaluation.Run(Expert.From(state => Act.Discrete((int)state[0] % 2)), cells, 1, Seeds).Mean);
        var wide = new FakePolicy(16, new DiscreteSpace(2), (_, actions) => actions.Clear());
        Assert.Equal(16, Evaluation.Run(wide, new VectorOneHot(cells), 1, Seeds).Mean);
    }

    private sealed class Boundless : IEnvironment
    {
        public Space Observations { get; } = new BoxSpace([0, 0, 0], [1, 1, 1]);

        public Space Actions { get; } = BoxActions.Unbounded(1);

        public void Reset(ulong? seed, Span<float> observation) => observation.Clear();

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation) => new(0, true, false);
    }
}
