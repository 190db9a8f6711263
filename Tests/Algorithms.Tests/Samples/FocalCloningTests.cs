using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Samples;
using DeclarativeIL.Training;

namespace DeclarativeIL.Algorithms.Tests.Samples;

public class FocalCloningTests
{
    private static readonly Dataset<Demonstration> Data = new(
        Enumerable.Range(0, 50).Select(i => new Demonstration(State.From([MathF.Sin(i), MathF.Cos(i)]), Act.From([i % 3 == 0 ? 1f : 0f])))
    );

    [Fact]
    public void Without_focus_it_is_cloning_without_the_entropy_bonus()
    {
        var options = new TrainingOptions { Epochs = 5, Seed = 3 };
        using var cloned = Create();
        using var focused = Create();

        var cloning = new BehaviorCloning { EntropyWeight = 0 }.Train(cloned, Data, options);
        var focal = new FocalCloning { Focus = 0 }.Train(focused, Data, options);

        Assert.Equal(cloning.Losses["NegativeLogLikelihood"], focal.Losses["FocalLoss"], 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void The_generated_batch_is_the_mean_of_the_declared_equation(double focus)
    {
        using var policy = Create();
        var algorithm = new FocalCloning { Focus = focus };
        var oracle = policy.OneSample();
        var expected = Data.Average(d => FocalCloning.FocalLoss(oracle, d, focus));

        using var batch = Batch.From([.. Data], TorchSharp.torch.ScalarType.Float64);
        Assert.Equal(expected, algorithm.Accumulate(policy, batch).Read("FocalLoss"), 1e-12);
    }

    private static CategoricalPolicy Create() =>
        new(stateSize: 2, actions: 2, hidden: [8], Activation.Tanh, new SeedSequence(5), TorchSharp.torch.ScalarType.Float64);
}
