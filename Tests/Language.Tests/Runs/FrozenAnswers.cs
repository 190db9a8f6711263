using DeclarativeIL.Algorithms;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>A frozen policy that is asked once, before the epochs, teaches what it teaches when it is asked at every step.</summary>
public class FrozenAnswers
{
    private static readonly TrainingOptions Options = Run.Options;

    [Fact]
    public void Dpo()
    {
        var algorithm = new Dpo { Beta = 0.5 };
        Same(Nets.Preferences(), (pi, data) => algorithm.Train(pi, data, Options), algorithm.Accumulate);
    }

    [Fact]
    public void Aot()
    {
        var algorithm = new AotUnpaired { Beta = 0.5 };
        Same(Nets.Preferences(), (pi, data) => algorithm.Train(pi, data, Options), algorithm.Accumulate);
    }

    [Fact]
    public void CandidateRanking()
    {
        var algorithm = new CandidateRanking { Beta = 0.5 };
        Same(
            Nets.Data(random => new Ranking(
                State.Of(random.NextGaussian(), 1),
                new Acts(Act.Continuous(0, 0.5), Act.Continuous(random.NextUniform(), 0))
            )),
            (pi, data) => algorithm.Train(pi, data, Options),
            algorithm.Accumulate
        );
    }

    /// <summary>The neighbour differs from epoch to epoch, so it is asked about afresh.</summary>
    [Fact]
    public void Kto()
    {
        var algorithm = new Kto { Beta = 0.5 };
        Same(
            Nets.Data(random => new Rating(
                State.Of(random.NextGaussian(), 1),
                Act.Continuous(0, random.NextUniform()),
                random.NextInt(2) == 0
            )),
            (pi, data) => algorithm.Train(pi, data, Options),
            algorithm.Accumulate
        );
    }

    private static void Same<TRow>(
        Dataset<TRow> data,
        Action<GaussianPolicy, Dataset<TRow>> train,
        Func<GaussianPolicy, GaussianPolicy, Batch<TRow>, LossParts> step
    )
        where TRow : struct
    {
        using var trained = Nets.Gaussian();
        using var byHand = Nets.Gaussian();
        using var reference = (GaussianPolicy)byHand.Copy();
        train(trained, data);
        using (no_grad())
        {
            using var optimizer = Options.Optimizer.Create(byHand.Parameters);
            using var feed = new BatchFeed<TRow>(data, ScalarType.Float32);
            for (var epoch = 0; epoch < Options.Epochs; epoch++)
            {
                feed.Shuffle(new SeedSequence(Options.Seed).Child("Fit").Child((ulong)epoch).Stream());
                while (feed.Next(Options.BatchSize) is { } rows)
                {
                    using var batch = rows;
                    optimizer.ZeroGradients();
                    step(byHand, reference, batch);
                    optimizer.Step(Options.LearningRate);
                }
            }
        }
        Assert.True(trained.Parameters.Values.allclose(byHand.Parameters.Values, 1e-4, 1e-6));
        Assert.False(trained.Parameters.Values.allclose(reference.Parameters.Values, 1e-4, 1e-6));
    }
}
