using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using DeclarativeIL.Language.Tests.Losses;
using DeclarativeIL.Language.Tests.Runs;
using DeclarativeIL.Training;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>Where constructs of the language meet.</summary>
public class CornerOracles : LossOracle
{
    [Fact]
    public void An_ensemble_has_the_squared_weights_of_each_member()
    {
        using var ensemble = new Policies.CategoricalEnsemble(3, 4, 2, [6], Tanh(), new Randomness.SeedSequence(1), ScalarType.Float64);
        var (algorithm, rows, single) = (
            new EnsembleOfClones { L2Weight = 0.3, EntropyWeight = 0.1 },
            Labels(),
            new BehaviorCloning { L2Weight = 0.3, EntropyWeight = 0.1 }
        );
        using var feed = new BootstrapFeed<Demonstration>(rows, 3, Bootstrap.None, new Randomness.SeedSequence(2), ScalarType.Float64);
        using var batch = feed.Next(rows.Count)!;
        using var noGradient = no_grad();
        var parts = algorithm.Accumulate(ensemble, batch);
        var expected = Enumerable
            .Range(0, 3)
            .Average(member =>
            {
                using var policy = ensemble.CopyMember(member);
                return rows.Average(row => single.TotalOfOne(policy.OneSample(), row));
            });
        Assert.Equal(expected, Cloning.Parts(1).Sum(part => parts.Read(part.Name)), 1e-10);
    }

    [Fact]
    public void The_other_row_is_the_same_members()
    {
        var (batch, rows) = Resampled(Sample.Demonstrations(), 3);
        using var freed = batch;
        var (algorithm, mu) = (new EnsembleWithOther(), Net("mu", members: 3));
        Check(
            [mu],
            [],
            () => algorithm.Accumulate(mu, batch),
            () =>
                rows.Select(
                        (own, member) =>
                            own.Select((row, i) => algorithm.PairOfOne(mu.Member(member), row, own[(i + 1) % own.Length])).Average()
                    )
                    .Sum(),
            ("Pair", 3)
        );
    }

    [Fact]
    public void A_statistic_is_over_the_members_own_batch()
    {
        var (batch, rows) = Resampled(Sample.Demonstrations(), 3);
        using var freed = batch;
        var (algorithm, mu) = (new EnsembleWithMean(), Net("mu", members: 3));
        Check(
            [mu],
            [],
            () => algorithm.Accumulate(mu, batch),
            () =>
                rows.Select(
                        (own, member) =>
                        {
                            var size = own.Average(row => algorithm.SizeOfOne(mu.Member(member), row));
                            return own.Average(row => algorithm.CentredOfOne(mu.Member(member), row, size));
                        }
                    )
                    .Sum(),
            ("Centred", 3)
        );
    }

    [Fact]
    public void Every_member_has_draws_of_its_own()
    {
        var (batch, rows) = Resampled(Sample.Demonstrations(), 3);
        using var freed = batch;
        var (algorithm, mu) = (new EnsembleWithDraws(), Net("mu", members: 3));
        Check(
            [mu],
            [],
            () => algorithm.Accumulate(mu, batch, Draws),
            () =>
                rows.Select(
                        (own, member) =>
                            own.Select(
                                    (row, i) =>
                                        algorithm.NoisyOfOne(
                                            mu.Member(member),
                                            row,
                                            Draws.GaussianOf("Noisy.z", member * own.Length + i, StateSize),
                                            Draws.UniformOf("Noisy.u", member * own.Length + i)
                                        )
                                )
                                .Average()
                    )
                    .Sum(),
            ("Noisy", 3)
        );
    }

    [Fact]
    public void Draws_are_imported()
    {
        var (algorithm, declared, rows, field) = (new HalfFlow(), new FlowMatchingCloning(), Sample.Demonstrations(), Net("field"));
        Check(
            rows,
            [field],
            [],
            batch => algorithm.Accumulate(field, batch, Draws),
            i =>
                0.5
                * declared.VelocityOfOne(Features(field), rows[i], Draws.GaussianOf("Velocity.z", i, 2), Draws.UniformOf("Velocity.u", i)),
            ("Velocity", 0.5)
        );
    }

    [Fact]
    public void Policy_and_critic_train_together_through_the_argument()
    {
        var (algorithm, rows, pi, q) = (new ThroughTheCritic(), Sample.Demonstrations(), Net("pi"), Net("q"));
        Check(
            rows,
            [pi, q],
            [],
            batch => algorithm.Accumulate(pi, q, batch),
            i => algorithm.BothOfOne(pi.OneSample(), Critic(q), rows[i]),
            ("Both", 1)
        );
    }

    /// <summary>Branches select gradients and never multiply them by zero: 0 times infinity would be no number.</summary>
    [Fact]
    public void A_branch_that_is_not_taken_may_overflow()
    {
        var (algorithm, rows, pi) = (new Capped(), Sample.Demonstrations(), Net("pi"));
        Table.Move(AnswerTable.Key("pi", "LogProb", [.. rows[3].Action.Span, .. rows[3].State.Span], 0), 1000);
        using var batch = Batch.From(rows, ScalarType.Float64);
        using var noGradient = no_grad();
        Assert.True(double.IsFinite(algorithm.Accumulate(pi, batch).Read("Flat")));
        Assert.All(pi.Gradients, gradient => Assert.True(double.IsFinite(gradient.Value), gradient.Key));
    }

    [Fact]
    public void Rounds_are_counted_without_an_expert()
    {
        using var pi = Nets.Gaussian();
        var ((environments, lane), before) = (Reach.Lanes(1), pi.OneSample());
        new Fading().Train(pi, environments, new Rounds(2, 20), new TrainingOptions { Epochs = 1, LearningRate = 1e-12 });
        Assert.All(lane.Seen.Take(20), step => Assert.Equal(0, Noise(step.State, step.Act), 1e-6));
        Assert.All(lane.Seen.Skip(20), step => Assert.NotEqual(0, Noise(step.State, step.Act), 1e-6));

        double Noise(State state, Act act) => Functions.SquaredNorm(before.Mean(state) - act);
    }

    /// <summary>Where the run is, and statistics over all rows, reach explorations, rewards and augmentations.</summary>
    [Fact]
    public void Clock_and_statistics_outside_losses()
    {
        var data = Nets.Pushes();
        var mean = data.Average(row => Functions.SquaredNorm(row.Action));
        using var pi = Nets.Gaussian();
        var (environments, lane) = Reach.Lanes(1);
        new Clocked().Train(pi, data, environments, new Rounds(2, 20), new TrainingOptions { Epochs = 1, LearningRate = 1e-12 });
        Assert.Equal(40, lane.Seen.Count);
        using var batch = Batch.From([.. data], ScalarType.Float64);
        using var scaled = new Clocked().ScaledEach(mean, batch);
        Assert.Equal(
            data.SelectMany(row => row.Action.Span.ToArray()).Select(x => mean * x),
            TensorRows.Read(scaled["Action"]),
            (x, y) => Math.Abs(x - y) < 1e-12
        );
        Assert.Equal(3 * mean, new Clocked().FadingOfOne(default, new Clock(2, 0), mean), 1e-12);
    }

    private static Activation Tanh() => Activation.Tanh;

    private static Dataset<Demonstration> Labels() =>
        new(Sample.Labels().Select(row => row with { Action = Act.Discrete(row.Action.Index % 2) }));
}
