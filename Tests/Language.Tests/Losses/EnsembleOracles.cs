using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Ensembles beside single policies, distillation, and flow matching.</summary>
[Trait("Speed", "Slow")]
public class EnsembleOracles : LossOracle
{
    private const int Members = 10;

    [Fact, Covers<DoubtfulCloning>]
    public void DoubtfulCloning_trains_a_policy_and_an_ensemble_in_one_step()
    {
        var (algorithm, rows, own) = (
            new DoubtfulCloning { RegressionCloningWeight = 0.3 },
            Sample.Demonstrations()[..13],
            Resampled(Sample.Demonstrations(), Members)
        );
        using var batch = Batch.From(rows, ScalarType.Float64);
        using var resampled = own.Batch;
        var (mu, members, regression) = (Net("mu"), Net("members", members: Members), new RegressionCloning());
        Check(
            [mu, members],
            [],
            () => algorithm.Accumulate(mu, members, batch, resampled),
            () =>
                0.3 * rows.Average(row => regression.SquaredErrorOfOne(mu.OneSample(), row))
                + OfMembers(members, own.Rows, algorithm.MembersOfOne),
            ("SquaredError", 0.3),
            ("Members", Members)
        );
    }

    [Fact, Covers<PosteriorCloning>]
    public void PosteriorCloning_trains_its_members_first()
    {
        var (algorithm, (batch, rows), mu) = (
            new PosteriorCloning(),
            Resampled(Sample.Demonstrations(), Members),
            Net("mu", members: Members)
        );
        using var freed = batch;
        Check([mu], [], () => algorithm.Accumulate(mu, batch), () => OfMembers(mu, rows, algorithm.MembersOfOne), ("Members", Members));
    }

    [Fact, Covers<PosteriorCloning>("AccumulateOfPi")]
    public void PosteriorCloning_then_clones_acts_with_the_members_spread()
    {
        var (algorithm, rows, mu, pi) = (
            new PosteriorCloning { Mix = 0.5, Alpha = 0.7 },
            Sample.Demonstrations(),
            Net("mu", members: Members),
            Net("pi")
        );
        Check(
            rows,
            [pi],
            [mu],
            batch => algorithm.AccumulateOfPi(mu, pi, batch, Draws),
            i =>
                algorithm.CloneOfOne(
                    pi.OneSample(),
                    mu.OneSampleEnsemble(),
                    rows[i],
                    Draws.UniformOf("Clone.u", i),
                    Draws.GaussianOf("Clone.z", i, 2)
                ),
            ("Clone", 1)
        );
    }

    [Fact, Covers<EnsembleCloning>]
    public void EnsembleCloning_trains_each_member_on_its_own_rows()
    {
        var (algorithm, (batch, rows), mu, regression) = (
            new EnsembleCloning { RegressionCloningWeight = 0.3 },
            Resampled(Sample.Demonstrations(), Members),
            Net("mu", members: Members),
            new RegressionCloning()
        );
        using var freed = batch;
        Check(
            [mu],
            [],
            () => algorithm.Accumulate(mu, batch),
            () => 0.3 * OfMembers(mu, rows, regression.SquaredErrorOfOne),
            ("SquaredError", 0.3 * Members)
        );
    }

    [Theory, Covers<RandomDistillation>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void RandomDistillation(ScalarType type)
    {
        var (algorithm, rows, predictor, random) = (
            new RandomDistillation(),
            Sample.Demonstrations(),
            Net("predictor", 3, type),
            Net("random", 3, type)
        );
        Check(
            rows,
            [predictor],
            [random],
            batch => algorithm.Accumulate(predictor, random, batch),
            i => algorithm.DistillationErrorOfOne(Features(predictor), Features(random), rows[i]),
            ("DistillationError", 1)
        );
    }

    [Fact, Covers<FlowMatchingCloning>]
    public void FlowMatchingCloning()
    {
        var (algorithm, rows, field) = (new FlowMatchingCloning(), Sample.Demonstrations(), Net("field"));
        Check(
            rows,
            [field],
            [],
            batch => algorithm.Accumulate(field, batch, Draws),
            i => algorithm.VelocityOfOne(Features(field), rows[i], Draws.GaussianOf("Velocity.z", i, 2), Draws.UniformOf("Velocity.u", i)),
            ("Velocity", 1)
        );
    }
}
