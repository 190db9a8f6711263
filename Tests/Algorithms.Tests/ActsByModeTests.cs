using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Learners that act by their mode while they are watched.</summary>
public class ActsByModeTests
{
    private static readonly TakeoverExpert First = Expert.From(static _ => Act.Discrete(1), static step => step.Index == 0);

    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void The_learner_does_what_is_most_likely_where_that_is_asked_for(Computation computation)
    {
        var (likely, acted) = Collect(new Rounds(1, 200) { ActsByMode = true }, computation);
        Assert.All(acted, action => Assert.Equal(likely, action));
        var (_, sampled) = Collect(new Rounds(1, 200), computation);
        Assert.Equal(2, sampled.Distinct().Count());
    }

    [Fact]
    public void Runs_that_learn_from_what_the_learner_did_are_refused()
    {
        using var policy = new CategoricalPolicy(1, 2, [4], Activation.Tanh, new SeedSequence(1));
        using var critic = CriticNetwork.OfState(1, [4], Activation.Tanh, new SeedSequence(2));
        var environments = new VectorEnvironment(1, static _ => new Corridor(new DiscreteSpace(2)));
        var refused = Assert.Throws<NotSupportedException>(() =>
        {
            new Ppo().Train(policy, critic, environments, new Rounds(1, 10) { ActsByMode = true });
        });
        Assert.Contains("Rounds.ActsByMode in a run that learns from what the learner did", refused.Message, StringComparison.Ordinal);
    }

    private static (float Likely, List<float> Acted) Collect(Rounds rounds, Computation computation)
    {
        using var policy = new CategoricalPolicy(1, 2, [4], Activation.Tanh, new SeedSequence(1));
        var (likely, acted) = (new float[1], new List<float>());
        policy.Mode([1], likely);
        new HgDAgger().Train(
            policy,
            new Dataset<Demonstration>(),
            new VectorEnvironment(1, _ => new Still(acted)),
            First,
            rounds,
            new TrainingOptions { Epochs = 1, Computation = computation }
        );
        return (likely[0], acted[1..]); // the expert acts on the first step
    }

    /// <summary>One state, in which all that is done is written down.</summary>
    private sealed class Still(List<float> acted) : IEnvironment
    {
        public Space Observations { get; } = new BoxSpace([0], [1]);

        public Space Actions { get; } = new DiscreteSpace(2);

        public void Reset(ulong? seed, Span<float> observation) => observation[0] = 1;

        public StepResult Step(ReadOnlySpan<float> action, Span<float> observation)
        {
            acted.Add(action[0]);
            observation[0] = 1;
            return new(0, false, false);
        }
    }
}
