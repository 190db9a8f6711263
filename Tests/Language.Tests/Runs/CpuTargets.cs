using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Networks;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>A target network follows without tensors as it does by tensors.</summary>
public class CpuTargets
{
    [Fact]
    public void Critics_that_learn_from_a_slow_copy_end_where_tensors_take_them()
    {
        var (here, there, start) = (Trained(Computation.Fastest), Trained(Computation.Tensors), Trained(null));
        Assert.True(Distance(there, start) > 0.1, "Nothing was learned.");
        Assert.InRange(Distance(here, there), 0, 1e-3 * Distance(there, start));
    }

    /// <summary>The parameters of both critics after a run; of a run that was not made, those that they start with.</summary>
    private static float[] Trained(Computation? computation)
    {
        using var f = CriticNetwork.OfStep(2, new DiscreteSpace(3), [8], Activation.Tanh, new SeedSequence(1));
        using var v = CriticNetwork.OfState(2, [8], Activation.Tanh, new SeedSequence(2));
        var random = new SeedSequence(3).Stream();
        State State() => DeclarativeIL.State.Of(random.NextGaussian(), random.NextGaussian());
        var data = new Dataset<Transition>(
            Enumerable
                .Range(0, 120)
                .Select(i => new Transition(State(), Act.Discrete(i % 3), random.NextGaussian(), State(), i % 7 == 0, false))
                .ToList()
        );
        if (computation is { } place)
            new Steps().Train(
                f,
                v,
                data,
                new TrainingOptions
                {
                    Epochs = 4,
                    BatchSize = 16,
                    Seed = 5,
                    LearningRate = 0.01,
                    Computation = place,
                }
            );
        return [.. f.Parameters.Values.data<float>(), .. v.Parameters.Values.data<float>()];
    }

    private static double Distance(float[] left, float[] right) =>
        Math.Sqrt(left.Zip(right, static (x, y) => ((double)x - y) * ((double)x - y)).Sum());
}
