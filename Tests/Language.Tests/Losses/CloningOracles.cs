using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Cloning with a schedule, augmentation, focus, imports from another assembly, and logged bandit data.</summary>
public class CloningOracles : LossOracle
{
    [Fact, Covers<AnnealedCloning>]
    public void AnnealedCloning_calls_a_declaration_of_another_assembly()
    {
        var (algorithm, rows, now, pi) = (new AnnealedCloning { EntropyWeight = 0.4 }, Sample.Labels(), new Clock(2, 0.3), Net("pi", 1));
        Check(
            rows,
            [pi],
            [],
            batch => algorithm.Accumulate(pi, batch, now),
            i => algorithm.AnnealedOfOne(pi.OneSample(), rows[i], now),
            ("Annealed", 1)
        );
    }

    [Fact, Covers<TrajectoryDAgger>]
    public void TrajectoryDAgger_imports_cloning()
    {
        var (algorithm, rows, pi) = (
            new TrajectoryDAgger
            {
                EntropyWeight = 0.4,
                L2Weight = 0.2,
                BehaviorCloningWeight = 0.7,
            },
            Sample.Labels(),
            Net("pi", 1)
        );
        var declared = new BehaviorCloning { EntropyWeight = 0.4, L2Weight = 0.2 };
        Check(
            rows,
            [pi],
            [],
            batch => algorithm.Accumulate(pi, batch),
            i => 0.7 * declared.TotalOfOne(pi.OneSample(), rows[i]),
            Cloning.Parts(0.7)
        );
    }

    [Fact, Covers<RecoveryCloning>]
    public void RecoveryCloning_displaces_about_half_of_the_rows()
    {
        var (algorithm, rows, mu) = (new RecoveryCloning { RegressionCloningWeight = 2 }, Sample.Demonstrations(), Net("mu"));
        var gain = new Matrix(2, StateSize, [1, -0.5, 0.25, 2, 0.3, 0.1, -1, 0.7]);
        var spread = new Vector(new[] { 0.4, 0.1, 0, 0.7 });
        var displaced = rows.Select(
                (row, i) =>
                    algorithm.DisplaceOfOne(
                        row,
                        Draws.UniformOf("Displace.u", i),
                        Draws.GaussianOf("Displace.z", i, StateSize),
                        gain,
                        spread
                    )
            )
            .ToArray();
        Assert.InRange(displaced.Where((row, i) => row != rows[i]).Count(), 1, rows.Length - 1);
        Check(
            rows,
            [mu],
            [],
            batch =>
                algorithm.Accumulate(
                    mu,
                    algorithm.DisplaceEach(TensorRows.Upload(gain, batch.Type), TensorRows.Upload(spread, batch.Type), Draws, batch)
                ),
            i => 2 * RegressionCloning.SquaredError(mu.OneSample(), displaced[i]),
            ("SquaredError", 2)
        );
    }

    [Fact, Covers<SupervisedFineTuning>]
    public void SupervisedFineTuning_divides_by_the_number_of_tokens()
    {
        var (algorithm, rows, pi) = (new SupervisedFineTuning(), Sample.Sentences(), Net("pi", 1));
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check(
            [pi],
            [],
            () => algorithm.Accumulate(pi, batch),
            () => rows.Average(row => algorithm.PerTokenOfOne(pi.OneSample(), row)),
            ("PerToken", 1)
        );
    }

    [Fact, Covers<InversePropensity>]
    public void InversePropensity_caps_its_weights()
    {
        var (algorithm, rows, pi) = (new InversePropensity { Cap = 0.8 }, Sample.Logs(), Net("pi"));
        var weights = rows.Select(row => Math.Exp(pi.OneSample().LogProb(row.Action, row.Context)) / row.Propensity).ToArray();
        Assert.InRange(weights.Count(weight => weight > 0.8), 1, rows.Length - 1);
        Check(
            rows,
            [pi],
            [],
            batch => algorithm.Accumulate(pi, batch),
            i => algorithm.WeightedOfOne(pi.OneSample(), rows[i]),
            ("Weighted", 1)
        );
    }

    [Theory, Covers<FocalCloning>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void FocalCloning_differentiates_its_focus(ScalarType type)
    {
        var (algorithm, rows, pi) = (new FocalCloning { Focus = 1.7 }, Sample.Labels(), Net("pi", 1, type));
        Check(rows, [pi], [], batch => algorithm.Accumulate(pi, batch), i => algorithm.FocalOfOne(pi.OneSample(), rows[i]), ("Focal", 1));
    }

    [Fact, Covers<DetachedFocalCloning>]
    public void DetachedFocalCloning_does_not()
    {
        var (algorithm, rows, pi) = (new DetachedFocalCloning { Focus = 1.7 }, Sample.Labels(), Net("pi", 1));
        Check(
            rows,
            [pi],
            [],
            batch => algorithm.Accumulate(pi, batch),
            i => algorithm.FocalOfOne(pi.OneSample(), Detached(pi), rows[i]),
            ("Focal", 1)
        );
    }

    [Fact, Covers<GreedyDistillation>]
    public void GreedyDistillation_asks_the_teacher_for_its_mode()
    {
        var (algorithm, rows, pi, teacher) = (new GreedyDistillation(), Sample.Demonstrations(), Net("pi"), Net("teacher"));
        Check(
            rows,
            [pi],
            [teacher],
            batch => algorithm.Accumulate(pi, teacher, batch),
            i => algorithm.DistanceOfOne(pi.OneSample(), teacher.OneSample(), rows[i]),
            ("Distance", 1)
        );
    }

    [Fact, Covers<FrugalDAgger>]
    public void FrugalDAgger_trains_its_predictor_and_not_the_given_target()
    {
        var (algorithm, rows) = (new FrugalDAgger { EntropyWeight = 0.2, BehaviorCloningWeight = 0.5 }, Sample.Labels());
        var declared = new BehaviorCloning { EntropyWeight = 0.2 };
        var (pi, predictor, random) = (Net("pi", 1), Net("predictor", 3), Net("random", 3));
        Check(
            rows,
            [pi, predictor],
            [random],
            batch => algorithm.Accumulate(pi, predictor, random, batch),
            i =>
                0.5 * declared.TotalOfOne(pi.OneSample(), rows[i]) + algorithm.DistillOfOne(Features(predictor), Features(random), rows[i]),
            [.. Cloning.Parts(0.5), ("Distill", 1)]
        );
    }

    [Fact, Covers<CandidateRanking>]
    public void CandidateRanking_differentiates_its_own_operation()
    {
        var (algorithm, rows, pi, reference) = (new CandidateRanking { Beta = 0.6 }, Sample.Rankings(), Net("pi"), Net("reference"));
        Check(
            rows,
            [pi],
            [reference],
            batch => algorithm.Accumulate(pi, reference, batch),
            i => algorithm.PairsOfOne(pi.OneSample(), reference.OneSample(), rows[i]),
            ("Pairs", 1)
        );
    }
}
