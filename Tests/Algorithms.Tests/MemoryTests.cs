using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>
/// CartPole of which position and angle are seen, and no velocity: what is to be done cannot be seen in a state. A policy over one
/// observation fails; frames, and a memory, keep the pole upright.
/// </summary>
[Trait("Speed", "Slow")]
public class MemoryTests
{
    private const int Episodes = 30;
    private static readonly ObservationView Still = ObservationView.Components(0, 2);

    private static readonly IReadOnlyList<Trajectory> Recorded = TrajectoryRecorder.Record(
        new TimeLimit(new CartPole(), 200),
        Runs.Expert,
        Episodes,
        new SeedSequence(7)
    );

    [Fact]
    public void Cloning_without_velocities_needs_frames_or_a_memory()
    {
        var seeds = new SeedSequence(1);
        using var blind = new CategoricalPolicy(2, 2, [32, 32], Activation.Tanh, seeds);
        Assert.InRange(Cloned(blind, Still, 20), 0, 150);

        using var stacked = new CategoricalPolicy(8, 2, [32, 32], Activation.Tanh, seeds);
        Assert.InRange(Cloned(stacked, Still.Then(ObservationView.Frames(4)), 60), 475, 500);
    }

    [Fact]
    public void A_memory_balances_the_pole_without_velocities()
    {
        using var module = Memory.Gru(2, 2, 32, new SeedSequence(1));
        using var remembering = CategoricalPolicy.Over(module, 2, 2);
        Assert.InRange(Cloned(remembering, Still, 20), 475, 500);
    }

    /// <summary>The mean return of what was cloned from the expert's drives, of which the view is seen.</summary>
    private static double Cloned(CategoricalPolicy policy, ObservationView view, int epochs)
    {
        var data = Dataset.OfEpisodes(Recorded.Select(trajectory => trajectory.SeenBy(view)));
        policy.Standardize(Scaling.Fitted(data));
        new BehaviorCloning().Train(
            policy,
            data,
            new TrainingOptions
            {
                Epochs = epochs,
                BatchSize = 256,
                LearningRate = 3e-3,
                Windows = new(32, 16),
                Seed = 1,
            }
        );
        return Evaluation.Run(policy, view.Of(new VectorCartPole(10)), 10, new SeedSequence(2)).Mean;
    }
}
