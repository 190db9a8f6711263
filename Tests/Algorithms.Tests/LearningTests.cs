using DeclarativeIL.Data;
using DeclarativeIL.Environments;
using DeclarativeIL.Experts;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using Xunit.Abstractions;

namespace DeclarativeIL.Algorithms.Tests;

public class LearningTests(ITestOutputHelper output)
{
    [Fact]
    public void DAgger_learns_to_balance()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var policy = new CategoricalPolicy(4, 2, hidden: [32, 32], Networks.Activation.Tanh, seeds: new SeedSequence(1));
        var data = new Dataset<Demonstration>();
        var environments = new VectorCartPole(8);
        var result = new DAgger().Train(policy, data, environments, Expert.From(new CartPoleController()),
            new Rounds(8, 320) { EvaluationEpisodes = 20 }, new TrainingOptions { Epochs = 10, Seed = 1 },
            new Progress<TrainingProgress>());
        foreach (var round in result.Rounds)
            output.WriteLine($"{round.Round} {round.Rows} {round.Expert.Queries} {round.Evaluation!.Mean} {round.Evaluation.StandardDeviation}");
        output.WriteLine($"{clock.Elapsed.TotalSeconds} s, {result.Steps} steps {result.Losses["NegativeLogLikelihood"]}");
        Assert.True(result.Rounds[^1].Evaluation!.Mean > 400);
    }
}
