using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Networks;

public sealed class InitializationTests
{
    [Theory]
    [InlineData(8, 5)]
    [InlineData(5, 8)]
    [InlineData(6, 6)]
    public void Orthogonal_vectors_of_the_shorter_side_are_orthogonal(int outputs, int inputs)
    {
        var weights = InitialWeights.Draw(Initialization.Orthogonal, outputs, inputs, last: false, new RandomStream(1));
        var (vectors, size) = (Math.Min(outputs, inputs), Math.Max(outputs, inputs));
        for (var i = 0; i < vectors; i++)
        for (var j = 0; j < vectors; j++)
            Assert.Equal(i == j ? 2 : 0, Enumerable.Range(0, size).Sum(k => At(i, k) * At(j, k)), 12);

        double At(int vector, int k) => outputs <= inputs ? weights[vector * inputs + k] : weights[k * inputs + vector];
    }

    [Theory]
    [InlineData(Initialization.Xavier, 2.0 / 300)]
    [InlineData(Initialization.LeCun, 1.0 / 200)]
    public void Variance_is_the_published_one(Initialization initialization, double variance)
    {
        var weights = InitialWeights.Draw(initialization, 100, 200, last: false, new RandomStream(1));

        Assert.InRange(weights.Average(static w => w * w), 0.97 * variance, 1.03 * variance);
    }

    [Fact]
    public void Weights_follow_the_seed()
    {
        float[] Weights(ulong seed)
        {
            using var policy = new CategoricalPolicy(4, 2, [8], Activation.Tanh, new SeedSequence(seed));
            return policy.Parameters.Values.data<float>().ToArray();
        }

        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));
    }

    [Fact]
    public void Sizes_that_are_not_positive_are_refused()
    {
        var seeds = new SeedSequence(1);
        Assert.Equal(
            "stateSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalPolicy(0, 2, [8], Activation.Tanh, seeds)).ParamName
        );
        Assert.Equal(
            "actions",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalPolicy(4, 0, [8], Activation.Tanh, seeds)).ParamName
        );
        Assert.Equal(
            "hidden[1]",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalPolicy(4, 2, [8, -1], Activation.Tanh, seeds)).ParamName
        );
        Assert.Equal(
            "activation",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalPolicy(4, 2, [8], (Activation)9, seeds)).ParamName
        );
        Assert.Equal(
            "type",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    new CategoricalPolicy(4, 2, [8], Activation.Tanh, seeds, TorchSharp.torch.ScalarType.Int64)
                )
                .ParamName
        );
    }
}
