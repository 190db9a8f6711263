using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Networks;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Losses and augmentations that draw: without tensors they are trained by the same draws as by tensors.</summary>
public class CpuDrawsTests
{
    private static readonly Dataset<Demonstration> Rows = new(
        Enumerable
            .Range(0, 60)
            .Select(static i => new Demonstration(
                new State(new[] { Math.Sin(i), Math.Cos(2.0 * i), 0.01 * i }),
                new Act(new[] { Math.Sin(3.0 * i), 0.2 })
            ))
    );

    private static readonly Matrix Gain = new(2, 3, [0.5, -1.0, 0.2, 0.1, 0.4, -0.3]);

    private static TrainingOptions Options(Computation computation) =>
        new()
        {
            Epochs = 3,
            BatchSize = 16,
            Seed = 4,
            Computation = computation,
        };

    [Fact]
    public void An_augmented_loss_ends_where_tensors_take_it()
    {
        float[] Of(Computation computation, double spread)
        {
            using var mu = Regression();
            new RecoveryCloning().Train(mu, Rows, Gain, new Vector(new[] { spread, 0.5 * spread, 0.0 }), Options(computation));
            return mu.Parameters.Values.data<float>().ToArray();
        }

        Near(Of(Computation.Tensors, 0.1), Of(Computation.Fastest, 0.1));
        Assert.NotEqual(Of(Computation.Fastest, 0.0), Of(Computation.Fastest, 0.1));
    }

    [Fact]
    public void A_loss_that_asks_about_what_it_draws_ends_where_tensors_take_it()
    {
        float[] Of(Computation computation)
        {
            using var field = new FieldNetwork(3, 2, [16], Activation.Tanh, new SeedSequence(7));
            new FlowMatchingCloning().Train(field, Rows, Options(computation));
            return field.Parameters.Values.data<float>().ToArray();
        }

        Near(Of(Computation.Tensors), Of(Computation.Fastest));
    }

    /// <summary>Half of 60 rows are two batches of at most 16.</summary>
    [Fact]
    public void Members_learn_from_their_fraction_of_the_rows()
    {
        float[] Of(Computation computation)
        {
            using var mu = new DeterministicEnsemble(3, 3, new BoxSpace([-1, -1], [1, 1]), [16], Activation.Tanh, new SeedSequence(7));
            Assert.Equal(3 * 2, new Halves().Train(mu, Rows, Options(computation)).Steps);
            return mu.Parameters.Values.data<float>().ToArray();
        }

        Near(Of(Computation.Tensors), Of(Computation.Fastest));
    }

    /// <summary>Of two runs, one of ten times the steps; an object has 24 bytes or more.</summary>
    [Fact]
    public void A_step_that_draws_allocates_nothing()
    {
        using var mu = Regression();
        Train(2);
        var few = Enumerable.Range(0, 5).Min(_ => Train(2));
        var many = Enumerable.Range(0, 5).Min(_ => Train(30));
        Assert.InRange((many - few) / (28.0 * 60), -20, 20);

        long Train(int batchesOf)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            new RecoveryCloning().Train(
                mu,
                Rows,
                Gain,
                new Vector(new[] { 0.1, 0.1, 0.1 }),
                Options(Computation.Fastest) with
                {
                    BatchSize = 60 / batchesOf,
                    Epochs = 60,
                }
            );
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static DeterministicPolicy Regression() => new(3, new BoxSpace([-1, -1], [1, 1]), [16], Activation.Tanh, new SeedSequence(7));

    private static void Near(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }
}
