using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>What does not fit is refused before anything has changed; what the refusal names fits.</summary>
public sealed class TrainingPreconditionsTests
{
    private const int Count = 16,
        Moves = 4;
    private static readonly SeedSequence Seeds = new(1);

    /// <summary>What is right in each cell: no straight line, nor any other curve of few bends, through the cells' numbers.</summary>
    private static readonly int[] Right = [2, 0, 3, 1, 0, 2, 1, 3, 3, 0, 1, 2, 1, 3, 0, 2];

    private static Expert Knows { get; } = Expert.From(static state => Act.Discrete(Right[OneHot.IndexOf(state)]));

    private static VectorOneHot Seen => new(new VectorEnvironment(4, static _ => new Maze()));

    private static CategoricalPolicy Policy(int stateSize) => new(stateSize, Moves, [32], Activation.Tanh, Seeds);

    private static int RightCells(CategoricalPolicy policy)
    {
        float[] states = new float[Count * Count],
            moves = new float[Count];
        for (var cell = 0; cell < Count; cell++)
            states[cell * Count + cell] = 1;
        policy.Mode(states, moves);
        return Enumerable.Range(0, Count).Count(cell => moves[cell] == Right[cell]);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Sixteen_cells_of_sixteen_are_learned_by_DAgger()
    {
        using var policy = Policy(Count);
        new DAgger().Train(
            policy,
            new Dataset<Demonstration>(),
            Seen,
            Knows,
            new Rounds(4, 64),
            new TrainingOptions { Epochs = 30, LearningRate = 0.01 }
        );
        Assert.Equal(Count, RightCells(policy));
        Assert.Equal(Count, Evaluation.Run(policy, Seen, 8, Seeds).Mean);
    }

    [Fact]
    public void Sixteen_cells_of_sixteen_are_learned_from_a_recording()
    {
        using var policy = Policy(Count);
        var shown = TrajectoryRecorder.Record(new OneHot(new Maze()), Knows, 4, Seeds);
        var data = new Dataset<Demonstration>(shown.SelectMany(static episode => episode.ToDemonstrations()));
        new BehaviorCloning().Train(policy, data, new TrainingOptions { Epochs = 100, LearningRate = 0.01 });
        Assert.Equal(Count, RightCells(policy));
    }

    [Fact]
    public void The_number_of_a_cell_is_refused_and_the_wrapper_named()
    {
        using var policy = Policy(1);
        var cells = new VectorEnvironment(4, static _ => new Maze());
        AssertRefused(
            nameof(OneHot),
            policy,
            data =>
                new DAgger().Train(policy, data, cells, Expert.From(static state => Act.Discrete(Right[(int)state[0]])), new Rounds(2, 64))
        );
    }

    [Fact]
    public void A_policy_of_narrower_bounds_is_refused_and_the_wrapper_named()
    {
        using var policy = new GaussianPolicy(3, new BoxSpace([-1], [1]), [8], Activation.Tanh, Seeds);
        AssertRefused(
            nameof(RescaleAction),
            policy,
            data => new DAgger().Train(policy, data, new VectorPendulum(2), Expert.From(new PendulumController()), new Rounds(1, 20))
        );
        var data = new Dataset<Demonstration>();
        var scaled = new VectorRescaleAction(new VectorPendulum(2));
        var halved = Expert.From(static state => Act.Continuous(Expert.From(new PendulumController()).Action(state)[0] / 2));
        new DAgger().Train(policy, data, scaled, halved, new Rounds(1, 20));
        Assert.Equal(20, data.Count);
    }

    [Fact]
    public void An_expert_for_other_environments_is_refused_before_it_is_asked()
    {
        using var policy = Runs.Policy(1);
        using var other = Policy(3);
        AssertRefused(
            "policy expects 3",
            policy,
            data => new DAgger().Train(policy, data, new VectorCartPole(2), Expert.From(other), new Rounds(1, 20))
        );
        AssertRefused(
            "policy expects 3",
            policy,
            data =>
                new HgDAgger().Train(
                    policy,
                    data,
                    new VectorCartPole(2),
                    new DelayedExpert(Expert.From(other), 1).TakingOver(static _ => true),
                    new Rounds(1, 20)
                )
        );
    }

    private static void AssertRefused(string named, IPolicyNetwork policy, Action<Dataset<Demonstration>> train)
    {
        var (before, data) = (Runs.Fingerprint(policy), new Dataset<Demonstration>());
        var thrown = Assert.Throws<ArgumentException>(() => train(data));
        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
        Assert.Equal((before, 0), (Runs.Fingerprint(policy), data.Count));
    }

    /// <summary>Shows the number of its cell, pays 1 for what is right there, and goes through all cells in an episode.</summary>
    private sealed class Maze : IEnvironment
    {
        private int _cell,
            _steps;

        public Space Observations { get; } = new DiscreteSpace(Count);

        public Space Actions { get; } = new DiscreteSpace(Moves);

        public void Reset(ulong? seed, Span<float> observation)
        {
            (_cell, _steps) = ((int)((seed ?? 0) % Count), 0);
            observation[0] = _cell;
        }

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            var reward = action[0] == Right[_cell] ? 1 : 0;
            _cell = (_cell + 5) % Count;
            observation[0] = _cell;
            return new StepResult(reward, ++_steps == Count, false);
        }
    }
}
