using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Corners;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Language.Tests.Losses;
using DeclarativeIL.Policies;
using DeclarativeIL.Randomness;
using DeclarativeIL.Training;
using TorchSharp;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>What takes all rows of a batch before one of them, without tensors: a run ends where tensors take it.</summary>
[Trait("Speed", "Slow")]
public class CpuStagesTests
{
    private static readonly Dataset<Rating> Ratings = new(Sample.Ratings());
    private static readonly Dataset<Preference> Pairs = new(Sample.Preferences());
    private static readonly Dataset<Ranking> Rankings = new(Sample.Rankings());
    private static readonly Dataset<Demonstration> Rows = new(Sample.Demonstrations());
    private static readonly Dataset<Transition> Steps = new(Sample.Transitions());

    /// <summary>Of 17 rows the last batch has fewer.</summary>
    private static TrainingOptions Options(Computation computation) =>
        new()
        {
            Epochs = 3,
            BatchSize = 7,
            Seed = 4,
            Computation = computation,
        };

    [Fact]
    public void Statistics_of_what_networks_say_about_the_next_row() => Same(static (pi, options) => new Kto().Train(pi, Ratings, options));

    [Fact]
    public void Statistics_of_lengths() => Same(static (pi, options) => new PreferredFineTuning().Train(pi, Pairs, options));

    [Fact]
    public void Statistics_of_statistics() => Same(static (pi, options) => new Spreads().Train(pi, Rankings, options));

    [Fact]
    public void A_loss_over_the_whole_batch() => Same(static (pi, options) => new Aot { Smoothing = 0.1 }.Train(pi, Pairs, options));

    [Fact]
    public void An_imported_loss_over_the_whole_batch() => Same(static (pi, options) => new HalfAot().Train(pi, Pairs, options));

    [Fact]
    public void An_operation_without_a_derivative() => Same(static (pi, options) => new CandidateRanking().Train(pi, Rankings, options));

    [Fact]
    public void Statistics_over_each_members_rows() => SameMembers(static (mu, options) => new EnsembleWithMean().Train(mu, Rows, options));

    [Fact]
    public void The_next_row_of_each_member() => SameMembers(static (mu, options) => new EnsembleWithOther().Train(mu, Rows, options));

    [Fact]
    public void An_answer_about_the_network_in_losses_over_two_batches() =>
        Same(
            static () => new DeterministicPolicy(LossOracle.StateSize, Pushes, [16], Activation.Tanh, new SeedSequence(7)),
            static (mu, options) => new TwoSquares().Train(mu, Rows, Steps, options)
        );

    /// <summary>Of two runs, one of ten times the steps; an object has 24 bytes or more.</summary>
    [Fact]
    public void Statistics_allocate_nothing()
    {
        using var pi = Gaussian();
        Train(2);
        var few = Enumerable.Range(0, 5).Min(_ => Train(2));
        var many = Enumerable.Range(0, 5).Min(_ => Train(8)); // of two rows and of three: a loss that compares rows takes none of one
        Assert.InRange((many - few) / (6.0 * 60), -20, 20);

        long Train(int batches)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            new Kto().Train(
                pi,
                Ratings,
                Options(Computation.Fastest) with
                {
                    BatchSize = (17 + batches - 1) / batches,
                    Epochs = 60,
                    LearningRate = 1e-6,
                }
            );
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Tensors_between_the_host_and_autograd_live_for_a_step()
    {
        using var pi = Gaussian();
        new Aot().Train(pi, Pairs, Options(Computation.Fastest));
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        new Aot().Train(pi, Pairs, Options(Computation.Fastest) with { Epochs = 30 });
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static BoxSpace Pushes => new([-1, -1], [1, 1]);

    private static GaussianPolicy Gaussian() => new(LossOracle.StateSize, Pushes, [16], Activation.Tanh, new SeedSequence(7));

    private static void Same(Action<GaussianPolicy, TrainingOptions> train) => Same(Gaussian, train);

    private static void SameMembers(Action<DeterministicEnsemble, TrainingOptions> train) =>
        Same(static () => new DeterministicEnsemble(3, LossOracle.StateSize, Pushes, [16], Activation.Tanh, new SeedSequence(7)), train);

    private static void Same<TNetwork>(Func<TNetwork> make, Action<TNetwork, TrainingOptions> train)
        where TNetwork : INetwork
    {
        using var before = make();
        var (start, expected, found) = (Numbers(before), Of(Computation.Tensors), Of(Computation.Fastest));
        Assert.NotEqual(start, found);
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);

        float[] Of(Computation computation)
        {
            using var network = make();
            train(network, Options(computation));
            return Numbers(network);
        }
    }

    private static float[] Numbers(INetwork network) => network.Parameters.Values.data<float>().ToArray();
}
