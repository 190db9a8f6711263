using DeclarativeIL;
using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

public sealed class SmoothedCloningTests
{
    /// <summary>Of one sample: the equation by hand.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    public void Smoothed_is_a_cross_entropy(double smoothing)
    {
        using var policy = new CategoricalPolicy(2, 2, [8], Activation.Tanh, new SeedSequence(1));
        var demonstration = new Demonstration(State.Of(0.5, -1), Act.Discrete(1));
        var logs = policy.OneSample().LogProbs(demonstration.State);

        var loss = new SmoothedCloning { Smoothing = smoothing }.SmoothedOfOne(policy.OneSample(), demonstration);

        var (other, chosen) = (smoothing / 2, 1 - smoothing / 2);
        Assert.Equal(-(other * logs[0] + chosen * logs[1]), loss, 1e-12);
    }

    /// <summary>Of a batch: what was generated computes the mean of the equation.</summary>
    [Fact]
    public void A_step_computes_the_mean_over_samples()
    {
        using var policy = new CategoricalPolicy(2, 2, [8], Activation.Tanh, new SeedSequence(1));
        var data = new Dataset<Demonstration>(
            Enumerable.Range(0, 32).Select(i => new Demonstration(State.Of(i % 5, -i % 3), Act.Discrete(i % 2)))
        );
        var cloning = new SmoothedCloning();
        var (view, expected) = (policy.OneSample(), 0.0);
        foreach (var demonstration in data)
            expected += cloning.SmoothedOfOne(view, demonstration) / data.Count;

        var result = cloning.Train(policy, data, new TrainingOptions { Epochs = 1, BatchSize = data.Count });

        Assert.Equal(expected, result.Losses["Smoothed"], 1e-5);
    }
}
