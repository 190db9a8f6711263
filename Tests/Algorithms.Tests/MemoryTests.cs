using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Samples.Remembering;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Networks that remember, and windows of observations, in the declared algorithms as they stand.</summary>
public class MemoryTests
{
    private static readonly ObservationView Still = ObservationView.Components(0, 2);

    public static TheoryData<string> Viewers => [.. Viewer.All.Select(static viewer => viewer.Name)];

    /// <summary>Without velocities one observation does not say what is to be done; several do, and so does what is remembered.</summary>
    [Trait("Speed", "Slow")]
    [Theory]
    [MemberData(nameof(Viewers))]
    public void Cloning_without_velocities_needs_frames_or_a_memory(string name)
    {
        var viewer = Viewer.All.Single(viewer => viewer.Name == name);
        var mean = new HiddenVelocities(1) { Episodes = 20 }
            .Cloned(viewer, CancellationToken.None)
            .Mean;
        if (viewer.Width == 2 && viewer.Module is null)
            Assert.InRange(mean, 0, 150);
        else
            Assert.InRange(mean, 475, 500);
    }

    /// <summary>Equal seeds, equal bits; the policy before training and its copies answer alike, so the first ratio of PPO is 1.</summary>
    [Trait("Speed", "Slow")]
    [Fact]
    public void Ppo_trains_a_policy_and_a_critic_that_remember()
    {
        var (first, losses) = Run();
        var (second, _) = Run();
        Assert.Equal(first, second);
        Assert.InRange(losses["ApproximateKl"], 0, 0.05);

        static (float[], IReadOnlyDictionary<string, double>) Run()
        {
            using var pi = CategoricalPolicy.Over(Module(2, "pi"), 2, 2, static () => Module(2, "pi"));
            using var v = StateCritic.Over(Module(1, "v"), 2, static () => Module(1, "v"));
            var result = new Ppo().Train(
                pi,
                v,
                Still.Of(new VectorCartPole(4)),
                new Rounds(3, 128) { EvaluationEpisodes = 2 },
                new TrainingOptions
                {
                    Epochs = 1,
                    BatchSize = 4096,
                    LearningRate = 1e-9,
                    Windows = new(8, 4),
                    Seed = 3,
                }
            );
            Assert.InRange(result.Metrics["ApproximateKl"], 0, 1e-8);
            Assert.Equal(3, result.Rounds.Count);
            new Ppo().Train(
                pi,
                v,
                Still.Of(new VectorCartPole(4)),
                new Rounds(2, 128),
                new TrainingOptions { Windows = new(8, 4), Seed = 4 }
            );
            return ([.. pi.Parameters.Values.data<float>()], result.Metrics);
        }

        static MemoryModule Module(int outputs, string name) => Memory.Gru(2, outputs, 6, new SeedSequence(2).Child(name));
    }

    /// <summary>The rows that DAgger collects are in no known order: that is said, and not trained through.</summary>
    [Fact]
    public void Rows_of_no_known_episode_are_refused()
    {
        using var pi = CategoricalPolicy.Over(Memory.Gru(4, 2, 6, new SeedSequence(2)), 4, 2);
        var thrown = Assert.Throws<ArgumentException>(() =>
            new DAgger().Train(pi, new Dataset<Demonstration>(), new VectorCartPole(2), Runs.Expert, new Rounds(1, 16))
        );
        Assert.Contains("does not say which row follows which", thrown.Message, StringComparison.Ordinal);
    }
}
