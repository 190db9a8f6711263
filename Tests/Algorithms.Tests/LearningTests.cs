using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests;

/// <summary>Returns over seeds, on budgets of seconds.</summary>
public class LearningTests
{
    [Trait("Speed", "Slow")]
    [Fact]
    public void DAgger_balances_the_pole_for_most_seeds()
    {
        var returns = Enumerable.Range(1, 4).Select(seed => Dagger((ulong)seed)).ToList();
        Assert.True(returns.Count(mean => mean >= 450) >= 3, string.Join(", ", returns));
    }

    private static double Dagger(ulong seed)
    {
        using var policy = new CategoricalPolicy(4, 2, [32, 32], Activation.Tanh, new SeedSequence(seed));
        var environments = new VectorCartPole(8);
        new DAgger().Train(
            policy,
            new Dataset<Demonstration>(),
            environments,
            Runs.Expert,
            new Rounds(5, 320),
            new TrainingOptions { Epochs = 8, Seed = seed }
        );
        return Evaluation.Run(policy, environments, 20, new SeedSequence(seed)).Mean;
    }
}
