using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Rows with two acts, each of a policy of its own.</summary>
public class HybridTrainings
{
    [Theory]
    [InlineData(Computation.Fastest)]
    [InlineData(Computation.Tensors)]
    public void Each_policy_learns_from_its_own_column(Computation computation)
    {
        using var walker = Nets.Gaussian();
        using var jumper = Nets.Categorical(states: 2);
        var data = Nets.Data(static random =>
            State.Of(random.NextGaussian(), random.NextGaussian()) is var state
                ? new Hybrid(state, Reach.Push(state), Act.Discrete(state[0] > 0 ? 1 : 0))
                : default
        );
        var before = new HybridCloning().Train(walker, jumper, data, new TrainingOptions { Epochs = 1, Computation = computation });
        var after = new HybridCloning().Train(
            walker,
            jumper,
            data,
            new TrainingOptions
            {
                Epochs = 40,
                LearningRate = 0.02,
                Computation = computation,
            }
        );
        Assert.True(after.Losses["Moves"] < before.Losses["Moves"] - 0.2, $"{after.Losses["Moves"]} after {before.Losses["Moves"]}");
        Assert.True(after.Losses["Jumps"] < before.Losses["Jumps"] - 0.2, $"{after.Losses["Jumps"]} after {before.Losses["Jumps"]}");
    }

    [Fact]
    public void A_policy_that_does_not_fit_its_column_is_refused_by_the_columns_name()
    {
        using var walker = Nets.Gaussian();
        using var jumper = Nets.Categorical(states: 2);
        var data = new Dataset<Hybrid>(new[] { new Hybrid(State.Of(1, 2), Act.Discrete(1), Act.Discrete(1)) });
        Assert.Contains(
            "Move",
            Assert.Throws<ArgumentException>(() => new HybridCloning().Train(walker, jumper, data)).Message,
            StringComparison.Ordinal
        );
    }
}
