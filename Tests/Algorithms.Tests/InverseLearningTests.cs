using System.Collections.Immutable;
using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Environments.Controllers;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>From 20 of the expert's episodes, or from rewards alone: what is learned by acting.</summary>
[Trait("Speed", "Slow")]
public class InverseLearningTests
{
    private const int Demonstrations = 20;
    private static readonly SeedSequence Seeds = new(1);
    private static readonly int[] Hidden = [64, 64];

    private static Dataset<Transition> Shown(IEnvironment environment, Expert expert) =>
        new(
            TrajectoryRecorder
                .Record(environment, expert, Demonstrations, Seeds.Child("demonstrations"))
                .SelectMany(static episode => episode.ToTransitions())
        );

    private static Dataset<Transition> Poles => Shown(new TimeLimit(new CartPole(), 500), Expert.From(new CartPoleController()));

    private static CategoricalPolicy Policy => new(4, 2, Hidden, Activation.Tanh, Seeds.Child("pi"));

    private static StateCritic Critic(string name) => CriticNetwork.OfState(4, Hidden, Activation.Tanh, Seeds.Child(name));

    /// <summary>Ten steps of the discriminator for each round of PPO.</summary>
    private static TrainingOptions TwoPlayers =>
        new()
        {
            Epochs = 10,
            BatchSize = 64,
            LearningRate = 3e-4,
            Seed = 1,
            Phases = ImmutableSortedDictionary<int, PhaseOptions>.Empty.Add(
                0,
                new()
                {
                    Epochs = 1,
                    StepsPerEpoch = 10,
                    BatchSize = 256,
                }
            ),
        };

    /// <summary>As many gradient steps as steps in the environment.</summary>
    private static TrainingOptions StepForStep(int steps, int batch) =>
        new()
        {
            Epochs = 1,
            StepsPerEpoch = steps,
            BatchSize = batch,
            Seed = 1,
        };

    private static double Last(TrainingResult result) => result.Rounds[^1].Evaluation!.Mean;

    [Fact]
    public void Gail_balances_the_pole()
    {
        using var d = CriticNetwork.OfAct(4, new DiscreteSpace(2), Hidden, Activation.Tanh, Seeds.Child("d"));
        using var pi = Policy;
        using var v = Critic("v");
        var rounds = new Rounds(20, 2048) { EvaluationEpisodes = 20 };
        var result = new Gail().Train(d, pi, v, Poles, new VectorCartPole(8), rounds, TwoPlayers);
        Assert.True(Last(result) >= 475, $"{Last(result)}");
        Assert.InRange(result.Metrics["ExpertAccuracy"], 0, 1);
        var warning = Assert.Single(result.Warnings, static one => one.StartsWith("The declared reward", StringComparison.Ordinal));
        Assert.Contains("never negative", warning, StringComparison.Ordinal);
        Assert.Contains("on 2048 steps), and", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Airl_balances_the_pole()
    {
        using var g = Critic("g");
        using var h = Critic("h");
        using var pi = Policy;
        using var v = Critic("v");
        var rounds = new Rounds(20, 2048) { EvaluationEpisodes = 20 };
        var result = new Airl().Train(g, h, pi, v, Poles, new VectorCartPole(8), rounds, TwoPlayers);
        Assert.True(Last(result) >= 475, $"{Last(result)}");
    }

    [Fact]
    public void Sqil_balances_the_pole()
    {
        using var q = new FeatureNetwork(4, 2, Hidden, Activation.Tanh, Seeds.Child("q"));
        using var pi = Policy;
        var rounds = new Rounds(30, 64) { EvaluationEpisodes = 20 };
        var result = new CategoricalSqil().Train(q, pi, Poles, new VectorCartPole(1), rounds, StepForStep(64, 64));
        Assert.True(Last(result) >= 475, $"{Last(result)}");
    }

    [Fact]
    public void Iq_learn_balances_the_pole()
    {
        using var q = new FeatureNetwork(4, 2, Hidden, Activation.Tanh, Seeds.Child("q"));
        using var pi = Policy;
        var rounds = new Rounds(40, 64) { EvaluationEpisodes = 20 };
        var result = new CategoricalIqLearn().Train(q, pi, Poles, new VectorCartPole(1), rounds, StepForStep(64, 64));
        Assert.True(Last(result) >= 450, $"{Last(result)}");
    }

    /// <summary>By rewards; its buffer forgets.</summary>
    [Fact]
    public void Soft_actor_critic_swings_the_pendulum_up()
    {
        var environments = new VectorPendulum(1);
        using var q1 = CriticNetwork.OfAct(3, environments.Actions, Hidden, Activation.Relu, Seeds.Child("q1"));
        using var q2 = CriticNetwork.OfAct(3, environments.Actions, Hidden, Activation.Relu, Seeds.Child("q2"));
        using var pi = new SquashedGaussianPolicy(3, (BoxSpace)environments.Actions, Hidden, Activation.Relu, Seeds.Child("pi"));
        using var logAlpha = new CoefficientNetwork(0);
        var rounds = new Rounds(80, 128) { EvaluationEpisodes = 20, ReplayCapacity = 8000 };
        var result = new SoftActorCritic().Train(q1, q2, pi, logAlpha, environments, rounds, StepForStep(128, 128));
        Assert.True(Last(result) > -250, $"{Last(result)}");
    }

    /// <summary>What is not of a phase that there is, and what is not there, is said.</summary>
    [Fact]
    public void Options_of_no_phase_and_no_demonstrations_are_refused()
    {
        using var d = CriticNetwork.OfAct(4, new DiscreteSpace(2), Hidden, Activation.Tanh, Seeds.Child("d"));
        using var pi = Policy;
        using var v = Critic("v");
        var wrong = TwoPlayers with { Phases = ImmutableSortedDictionary<int, PhaseOptions>.Empty.Add(2, new()) };
        var phase = Assert.Throws<ArgumentException>(() => new Gail().Train(d, pi, v, Poles, new VectorCartPole(8), new(1, 64), wrong));
        Assert.Contains("Phases[2]; expected a phase of the algorithm: 0, 1", phase.Message, StringComparison.Ordinal);
        var rows = Assert.Throws<ArgumentException>(() => new Gail().Train(d, pi, v, new(), new VectorCartPole(8), new(1, 64)));
        Assert.Contains("is empty; expected one row or more", rows.Message, StringComparison.Ordinal);
    }
}
