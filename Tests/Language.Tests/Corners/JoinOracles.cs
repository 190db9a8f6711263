using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Losses;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>Points and vectors, one behind the other.</summary>
public class JoinOracles : LossOracle
{
    [Fact]
    public void Points_and_vectors_behind_each_other()
    {
        var (algorithm, rows, mu, v) = (new ByJoin(), Sample.Demonstrations(), Net("mu"), Net("v"));
        Check(
            rows,
            [mu, v],
            [],
            batch => algorithm.Accumulate(mu, v, batch),
            i => algorithm.MissOfOne(mu.OneSample(), Critic(v), rows[i]),
            ("Miss", 1)
        );
    }

    /// <summary>The demonstrated act is the first that is allowed; what is not, is never likely.</summary>
    [Fact]
    public void A_mask_from_the_row()
    {
        var random = new RandomStream(5);
        var rows = Enumerable.Range(0, 300).Select(_ => Choice(random)).ToArray();
        using var policy = new MaskedCategoricalPolicy(4, 3, [16], Activation.Tanh, new SeedSequence(1), allowedAt: 1);
        new MaskedCloning().Train(
            policy,
            new Dataset<MaskedChoice>(rows),
            new TrainingOptions
            {
                Epochs = 60,
                BatchSize = 50,
                LearningRate = 0.02,
            }
        );
        var one = policy.OneSample();
        foreach (var row in rows)
        {
            var seen = row.State.Join(new Vector(row.Allowed));
            var likely = one.LogProbs(seen);
            for (var act = 0; act < 3; act++)
                Assert.Equal(row.Allowed[act] == 0, double.IsNegativeInfinity(likely[act]));
            Assert.Equal(row.Action.Index, one.Mode(seen).Index);
        }
    }

    private static MaskedChoice Choice(RandomStream random)
    {
        double[] allowed = [random.NextInt(2), random.NextInt(2), random.NextInt(2)];
        var first = Array.FindIndex(allowed, static one => one > 0);
        if (first < 0)
            (first, allowed) = (2, [0, 0, 1]);
        return new(State.Of(random.NextGaussian()), Act.Discrete(first), allowed);
    }
}
