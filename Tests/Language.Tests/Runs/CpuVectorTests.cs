using DeclarativeIL.Data;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static DeclarativeIL.Functions;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>What vectors can be asked: functions of each component, softmaxes, masks and choices, of logits that are trained.</summary>
public sealed partial class CategoricalWords
{
    [Loss]
    static double Masking(Policy pi, [Detached] Policy old, Demonstration d)
    {
        var allowed = OneHotLike(old.LogProbs(d.State), d.Action, 1) + Within(old.LogProbs(d.State), -2, 0);
        var logits = Masked(pi.LogProbs(d.State), allowed);
        return -LogSoftmax(logits)[d.Action] - 0.1 * SoftmaxEntropy(logits);
    }

    [Loss]
    static double Shapes(Policy pi, [Detached] Policy old, Demonstration d)
    {
        var v = pi.LogProbs(d.State);
        return 0.01 * SquaredNorm(Softmax(Exp(old.LogProbs(d.State)) * v))
            + 0.01 * Sum(LogGamma(1 + Softplus(v)) - Digamma(1 + Square(v)) + Sqrt(1 + Exp(v)))
            + 0.01 * Sum(Clamp(v, -3, -1) * Tanh(v) + Sin(v) * Cos(v) - Atanh(0.5 * Sigmoid(v)) + LogSigmoid(2 - v) * Floor(v));
    }

    [Loss]
    static double Drawn(Policy pi, [Detached] Policy old, Demonstration d, Draw w, Draw u, Draw z)
    {
        var v = pi.LogProbs(d.State);
        var logits = old.LogProbs(d.State);
        return 0.01 * v[Argmax(logits)]
            + 0.01 * v[Categorical(logits, w)]
            + 0.01 * Dot(Betas(Exp(logits + d.Action[0]), 0.5 + Square(logits), u), v)
            + 0.01 * SquaredNorm(v - Act.At(2 * (Vector)Bernoullis(logits, z) - 1));
    }
}

/// <summary>The same without tensors: a run ends where tensors take it, and allocates nothing a row.</summary>
[Trait("Speed", "Slow")]
public class CpuVectorTests
{
    private const int Rows = 17,
        States = 3;

    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void Ends_where_tensors_take_it(int actions)
    {
        var (start, expected, found) = (Of(0, Computation.Fastest), Of(3, Computation.Tensors), Of(3, Computation.Fastest));

        Assert.NotEqual(start, found);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);

        float[] Of(int epochs, Computation computation)
        {
            using var pi = Policy(actions);
            if (epochs > 0)
                new CategoricalWords().Train(pi, Data(actions), Options(epochs, Rows / 2) with { Computation = computation });
            return pi.Parameters.Values.data<float>().ToArray();
        }
    }

    /// <summary>Of two runs, one of eleven times the epochs; a vector has 24 bytes or more.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void Rows_allocate_nothing(int actions)
    {
        using var pi = Policy(actions);
        var data = Data(actions);
        Bytes(10);
        var (few, many) = (Enumerable.Range(0, 5).Min(_ => Bytes(10)), Enumerable.Range(0, 5).Min(_ => Bytes(110)));

        Assert.InRange((many - few) / (100.0 * Rows), 0, 23); // an epoch takes some 280 of its own

        long Bytes(int epochs)
        {
            var options = Options(epochs, Rows) with { LearningRate = 1e-6 };
            var before = GC.GetAllocatedBytesForCurrentThread();
            new CategoricalWords().Train(pi, data, options);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static Dataset<Demonstration> Data(int actions)
    {
        var random = new RandomStream(3);
        return new([
            .. Enumerable
                .Range(0, Rows)
                .Select(i => new Demonstration(
                    State.Of([.. Enumerable.Range(0, States).Select(_ => random.NextGaussian())]),
                    Act.Discrete(i * 7 % actions / 3 * 3)
                )),
        ]);
    }

    private static TrainingOptions Options(int epochs, int batchSize) =>
        new()
        {
            Epochs = epochs,
            BatchSize = batchSize,
            Seed = 4,
        };

    private static CategoricalPolicy Policy(int actions) => new(States, actions, [16], Activation.Tanh, new SeedSequence(7));
}
