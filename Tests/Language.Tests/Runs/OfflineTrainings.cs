using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Policies;
using DeclarativeIL.Training;

namespace DeclarativeIL.Language.Tests.Runs;

/// <summary>Training on rows alone, with real networks.</summary>
public class OfflineTrainings
{
    private static readonly TrainingOptions Options = Run.Options;

    private static readonly Vector Spread = new(new[] { 0.1, 0.1 });

    [Fact]
    [
        Covers<AnnealedCloning>("Train"),
        Covers<SupervisedFineTuning>("Train"),
        Covers<FocalCloning>("Train"),
        Covers<DetachedFocalCloning>("Train"),
        Covers<GreedyDistillation>("Train")
    ]
    public void Cloning()
    {
        Gaussian((pi, told) => new AnnealedCloning().Train(pi, Nets.Pushes(), Options, told));
        Gaussian((pi, told) => new SupervisedFineTuning().Train(pi, Nets.Pushes(), Options, told));
        Categorical((pi, told) => new FocalCloning().Train(pi, Labels(), Options, told));
        Categorical((pi, told) => new DetachedFocalCloning().Train(pi, Labels(), Options, told));
        using var teacher = Nets.Gaussian(seed: 7);
        Gaussian((pi, told) => new GreedyDistillation().Train(pi, teacher, Nets.Pushes(), Options, told));
    }

    /// <summary>The entropy bonus has gone by the end: annealing is told where the run is.</summary>
    [Fact]
    public void An_annealed_weight_ends_near_nothing()
    {
        using var annealed = Nets.Gaussian();
        using var kept = Nets.Gaussian();
        var (options, data) = (new TrainingOptions { Epochs = 60, LearningRate = 0.02 }, Nets.Pushes());
        var end = new AnnealedCloning { EntropyWeight = 0.9 }.Train(annealed, data, options);
        new BehaviorCloning { EntropyWeight = 0.9 }.Train(kept, data, options);
        Assert.True(Entropy(annealed) < Entropy(kept) - 0.3, $"{Entropy(annealed)} against {Entropy(kept)}");
        Assert.True(double.IsFinite(end.Losses["Annealed"]));
    }

    [Fact, Covers<RecoveryCloning>("Train")]
    public void Recovery()
    {
        var gain = new Matrix(2, 2, [0.8, 0, 0, 0.8]);
        var data = Nets.Pushes();
        Run.Check(() =>
        {
            var mu = Nets.Deterministic();
            return new([mu], [], told => new RecoveryCloning().Train(mu, data, gain, Spread, Options, told));
        });
        Assert.Equal(50, data.Count); // augmentation does not grow the data set
        Assert.Equal(Nets.Pushes(), data);
    }

    /// <summary>Sizes are looked at on the host: torch would end the process, or repeat a single row.</summary>
    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 2)]
    [InlineData(0, 0)]
    public void A_given_matrix_of_another_size_is_refused(int rows, int columns)
    {
        using var mu = Nets.Deterministic();
        var gain = rows == 0 ? default : new Matrix(rows, columns, new double[rows * columns]);
        var refusal = Assert.Throws<ArgumentException>(() => new RecoveryCloning().Train(mu, Nets.Pushes(), gain, Spread, Options));
        Assert.Equal($"Found a matrix of {rows} x {columns}; expected 2 x 2. (Parameter 'gain')", refusal.Message);
    }

    [Fact, Covers<InversePropensity>("Train"), Covers<CandidateRanking>("Train")]
    public void Bandits()
    {
        Categorical(
            (pi, told) =>
                new InversePropensity().Train(
                    pi,
                    Nets.Data(random => new Logged(
                        Chain.At(random.NextInt(4)),
                        Act.Discrete(random.NextInt(2)),
                        random.NextUniform(),
                        0.5
                    )),
                    Options,
                    told
                )
        );
        Gaussian(
            (pi, told) =>
                new CandidateRanking().Train(
                    pi,
                    Nets.Data(random => new Ranking(
                        State.Of(random.NextGaussian(), random.NextGaussian()),
                        new Acts(Act.Continuous(0, 0), Act.Continuous(0.3, 0.1), Act.Continuous(0.5, random.NextUniform()))
                    )),
                    Options,
                    told
                )
        );
    }

    [Fact]
    [
        Covers<Dpo>("Train"),
        Covers<Ipo>("Train"),
        Covers<Kto>("Train"),
        Covers<Aot>("Train"),
        Covers<AotUnpaired>("Train"),
        Covers<SimPo>("Train"),
        Covers<FDpo>("Train"),
        Covers<RegularizedDpo>("Train")
    ]
    public void Preferences()
    {
        Gaussian((pi, told) => new Dpo().Train(pi, Nets.Preferences(), Options, told));
        Gaussian((pi, told) => new Ipo().Train(pi, Nets.Preferences(), Options, told));
        Gaussian(
            (pi, told) =>
                new Kto().Train(
                    pi,
                    Nets.Data(random => new Rating(
                        State.Of(1, random.NextUniform()),
                        Act.Continuous(0, random.NextUniform()),
                        random.NextInt(2) == 0
                    )),
                    Options,
                    told
                )
        );
        Gaussian((pi, told) => new Aot().Train(pi, Nets.Preferences(), Options, told));
        Gaussian((pi, told) => new AotUnpaired().Train(pi, Nets.Preferences(), Options, told));
        Gaussian((pi, told) => new SimPo().Train(pi, Nets.Preferences(), Options, told));
        foreach (var divergence in Enum.GetValues<Divergence>())
            Gaussian((pi, told) => new FDpo { Divergence = divergence }.Train(pi, Nets.Preferences(), Options, told));
        Gaussian((pi, told) => new RegularizedDpo().Train(pi, Nets.Preferences(), Options, told));
    }

    [Fact]
    [
        Covers<Slic>("Train"),
        Covers<Exo>("Train"),
        Covers<Nca>("Train"),
        Covers<RobustDpo>("Train"),
        Covers<Bco>("Train"),
        Covers<Sppo>("Train"),
        Covers<ApoZero>("Train")
    ]
    [Covers<ApoDown>("Train"), Covers<DiscoPop>("Train"), Covers<LengthNormalizedDpo>("Train"), Covers<Cpo>("Train")]
    public void Preferences_pair_by_pair()
    {
        var (data, options) = (Nets.Preferences(), Options);
        Gaussian((pi, told) => new Slic().Train(pi, data, options, told));
        Gaussian((pi, told) => new Exo().Train(pi, data, options, told));
        Gaussian((pi, told) => new Nca().Train(pi, data, options, told));
        Gaussian((pi, told) => new RobustDpo().Train(pi, data, options, told));
        Gaussian((pi, told) => new Bco().Train(pi, data, options, told));
        Gaussian((pi, told) => new Sppo().Train(pi, data, options, told));
        Gaussian((pi, told) => new ApoZero().Train(pi, data, options, told));
        Gaussian((pi, told) => new ApoDown().Train(pi, data, options, told));
        Gaussian((pi, told) => new DiscoPop().Train(pi, data, options, told));
        Gaussian((pi, told) => new LengthNormalizedDpo().Train(pi, data, options, told));
        Gaussian((pi, told) => new Cpo().Train(pi, data, options, told));
    }

    /// <summary>A mixture is trained with the weights of its attributes.</summary>
    [Fact, Covers<Mpo>("Train"), Covers<PreferredFineTuning>("Train"), Covers<DpoWithFineTuning>("Train")]
    public void Preferences_mixed()
    {
        Gaussian((pi, told) => new PreferredFineTuning().Train(pi, Nets.Preferences(), Options, told));
        Gaussian((pi, told) => new Mpo().Train(pi, Nets.Preferences(), Options, told));
        Gaussian(
            (pi, told) =>
            {
                var result = new DpoWithFineTuning().Train(pi, Nets.Preferences(), Options, told);
                Assert.Equal(["NegativeLogLikelihood", "PreferenceLoss"], result.Losses.Keys.Order());
                return result;
            }
        );
    }

    [Fact, Covers<Orpo>("Train"), Covers<RewardModel>("Train"), Covers<DpoWithReplay>("Train")]
    public void Preferences_over_acts_that_are_counted_or_valued()
    {
        Categorical(
            (pi, told) =>
                new Orpo().Train(
                    pi,
                    Nets.Data(random => new Preference(Chain.At(random.NextInt(4)), Act.Discrete(1), Act.Discrete(0))),
                    Options,
                    told
                )
        );
        Run.Check(() =>
        {
            var score = Nets.OfAct();
            return new([score], [], told => new RewardModel().Train(score, Nets.Preferences(), Options, told));
        });
        Gaussian((pi, told) => new DpoWithReplay().Train(pi, Nets.Preferences(), Nets.Pushes(20), Options, told));
    }

    [Fact, Covers<PosteriorCloning>("Train"), Covers<FlowMatchingCloning>("Train")]
    public void Draws_in_the_loss()
    {
        var result = Run.Check(() =>
        {
            var (mu, pi) = (Nets.Ensemble(10), Nets.Gaussian());
            return new(
                [mu, pi],
                [],
                told => new PosteriorCloning().Train(mu, pi, Nets.Pushes(), Options with { Computation = Computation.Tensors }, told)
            );
        });
        Assert.Equal(["Clone", "Members"], result.Losses.Keys.Order());
        Run.Check(() =>
        {
            var field = Nets.Field();
            return new([field], [], told => new FlowMatchingCloning().Train(field, Nets.Pushes(), Options, told));
        });
    }

    private static Dataset<Demonstration> Labels() =>
        Nets.Data(random => new Demonstration(Chain.At(random.NextInt(4)), Act.Discrete(random.NextInt(2))));

    private static double Entropy(GaussianPolicy policy) => policy.OneSample().Entropy(State.Of(0, 0));

    private static void Gaussian(Func<GaussianPolicy, IProgress<TrainingProgress>?, TrainingResult> train) =>
        Run.Check(() =>
        {
            var pi = Nets.Gaussian();
            return new([pi], [], told => train(pi, told));
        });

    private static void Categorical(Func<CategoricalPolicy, IProgress<TrainingProgress>?, TrainingResult> train) =>
        Run.Check(() =>
        {
            var pi = Nets.Categorical();
            return new([pi], [], told => train(pi, told));
        });
}
