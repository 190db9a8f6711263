using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Networks;
using DeclarativeIL.Optimization;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>What learns from rewards, on budgets of seconds.</summary>
[Trait("Speed", "Slow")]
public class ReinforcementTests
{
    private static readonly BoxSpace Force = new([-1], [1]),
        Torque = new([-2], [2]);

    [Fact]
    public void Ppo_balances_the_pole_for_most_seeds()
    {
        var returns = Enumerable.Range(1, 3).Select(seed => Balanced((ulong)seed)).ToList();
        Assert.True(returns.Count(mean => mean >= 300) >= 2, string.Join(", ", returns));
        Assert.Equal(returns[0], Balanced(1));
    }

    [Fact]
    public void Ppo_swings_the_pendulum_up_and_keeps_it_there()
    {
        using var pi = new GaussianPolicy(3, Torque, [64, 64], Activation.Tanh, new SeedSequence(2));
        using var v = CriticNetwork.OfState(3, [64, 64], Activation.Tanh, new SeedSequence(3));
        var options = new TrainingOptions
        {
            Epochs = 10,
            BatchSize = 64,
            Schedule = new LinearSchedule(),
            Seed = 2,
        };
        var rounds = new Ppo { Gamma = 0.9, EntropyWeight = 0 }
            .Train(pi, v, new VectorPendulum(8), new Rounds(20, 3200) { EvaluationEpisodes = 16 }, options)
            .Rounds;
        Assert.True(rounds[0].Evaluation!.Mean < -800, $"{rounds[0].Evaluation!.Mean}");
        Assert.True(rounds[^1].Evaluation!.Mean > -400, $"{rounds[^1].Evaluation!.Mean}");
    }

    [Fact]
    public void Reinforce_balances_the_pole_better_than_chance()
    {
        using var pi = new CategoricalPolicy(4, 2, [32], Activation.Tanh, new SeedSequence(1));
        var rounds = new Reinforce()
            .Train(
                pi,
                new VectorCartPole(8),
                Rounds.OfEpisodes(20, 40) with
                {
                    EvaluationEpisodes = 16,
                },
                new TrainingOptions
                {
                    Epochs = 1,
                    BatchSize = 2048,
                    LearningRate = 0.01,
                    Seed = 1,
                }
            )
            .Rounds;
        Assert.True(rounds[^1].Evaluation!.Mean > 150, $"{rounds[^1].Evaluation!.Mean}");
    }

    /// <summary>Where all members are the same one, their spread is 0, and the policy does its mean alone.</summary>
    [Fact]
    public void Exploration_by_an_ensemble_varies_acts_by_its_spread()
    {
        var algorithm = new ImitateAndReinforce { Alpha = 2 };
        using var pi = Gaussian(1);
        using var members = new DeterministicEnsemble(10, 2, Force, [8], Activation.Tanh, new SeedSequence(2));
        var (state, z) = (State.Of(-0.5, 0.01), new Gaussian(Vector.Of(1.5)));
        var covariance = members.OneSampleEnsemble().Covariance(state)[0, 0];
        Assert.True(covariance > 1e-6, $"{covariance}");
        var found = algorithm.ProposeOfOne(pi.OneSample(), members.OneSampleEnsemble(), state, z);
        Assert.Equal(pi.OneSample().Mean(state)[0] + (2 * Math.Sqrt(covariance) * 1.5), found[0], 9);
    }

    /// <summary>The error of distillation says where the expert was.</summary>
    [Fact]
    public void Distillation_errs_where_the_expert_was_not()
    {
        using var predictor = Features(4);
        using var random = Features(5);
        var shown = Pushes();
        new RandomDistillation().Train(predictor, random, shown, new TrainingOptions { Epochs = 100, Seed = 1 });
        var (near, far) = (
            shown.Average(row => Distance(row.State)),
            shown.Average(row => Distance(State.Of(row.State[0] + 3, row.State[1] - 3)))
        );
        Assert.True(far > 10 * near, $"{near} where the expert was, {far} elsewhere");

        double Distance(State state) =>
            RandomDistillation.Distance(((IFeatureNetwork)predictor).OneSample(), ((IFeatureNetwork)random).OneSample(), state);
    }

    private static double Balanced(ulong seed)
    {
        using var pi = new CategoricalPolicy(4, 2, [32, 32], Activation.Tanh, new SeedSequence(seed));
        using var v = CriticNetwork.OfState(4, [32, 32], Activation.Tanh, new SeedSequence(seed + 100));
        return new Ppo()
            .Train(
                pi,
                v,
                new VectorCartPole(8),
                new Rounds(8, 2048) { EvaluationEpisodes = 16 },
                new TrainingOptions { BatchSize = 64, Seed = seed }
            )
            .Rounds[^1]
            .Evaluation!.Mean;
    }

    private static GaussianPolicy Gaussian(ulong seed) => new(2, Force, [8], Activation.Tanh, new SeedSequence(seed));

    private static FeatureNetwork Features(ulong seed) => new(2, 4, [16], Activation.Tanh, new SeedSequence(seed));

    private static Dataset<Demonstration> Pushes()
    {
        var random = new SeedSequence(7).Stream();
        return new(
            Enumerable
                .Range(0, 64)
                .Select(_ => (X: random.NextUniform(), Y: random.NextUniform()))
                .Select(static at => new Demonstration(State.Of(at.X, at.Y), Act.Continuous(at.X - at.Y)))
        );
    }
}
