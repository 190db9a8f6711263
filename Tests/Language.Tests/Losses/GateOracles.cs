using DeclarativeIL.Algorithms;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>The losses beside gates: the imported regression, and the critics that the gates ask.</summary>
public class GateOracles : LossOracle
{
    private static readonly RegressionCloning Regression = new();

    [Fact, Covers<SafeDAgger>, Covers<LazyDAgger>, Covers<Dart>]
    public void Regression_is_imported_with_its_weight()
    {
        var rows = Sample.Demonstrations();
        foreach (var weight in new[] { 1, 0.3 })
        {
            var mu = Net("mu");
            Check(
                rows,
                [mu],
                [],
                batch => new SafeDAgger { RegressionCloningWeight = weight }.Accumulate(mu, batch),
                i => weight * Regression.SquaredErrorOfOne(mu.OneSample(), rows[i]),
                ("SquaredError", weight)
            );
            var lazy = Net("mu");
            Check(
                rows,
                [lazy],
                [],
                batch => new LazyDAgger { RegressionCloningWeight = weight }.Accumulate(lazy, batch),
                i => weight * Regression.SquaredErrorOfOne(lazy.OneSample(), rows[i]),
                ("SquaredError", weight)
            );
            var noisy = Net("mu");
            Check(
                rows,
                [noisy],
                [],
                batch => new Dart { RegressionCloningWeight = weight }.Accumulate(noisy, batch),
                i => weight * Regression.SquaredErrorOfOne(noisy.OneSample(), rows[i]),
                ("SquaredError", weight)
            );
        }
    }

    [Theory, Covers<SafeDAgger>("AccumulateOfSafe")]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void SafeDAgger_learns_where_the_learner_is_close(ScalarType type)
    {
        var (algorithm, rows, safe, mu) = (
            new SafeDAgger { Tau = 3 },
            Sample.Demonstrations(),
            Net("safe", type: type),
            Net("mu", type: type)
        );
        Assert.InRange(rows.Count(row => Regression.SquaredErrorOfOne(mu.OneSample(), row) < 3), 1, rows.Length - 1);
        Check(
            rows,
            [safe],
            [mu],
            batch => algorithm.AccumulateOfSafe(mu, safe, batch),
            i => algorithm.SafetyCrossEntropyOfOne(Critic(safe), mu.OneSample(), rows[i]),
            ("SafetyCrossEntropy", 1)
        );
    }

    [Fact, Covers<LazyDAgger>("AccumulateOfDoubt")]
    public void LazyDAgger_learns_where_it_is_not()
    {
        var (algorithm, rows, classifier, mu) = (new LazyDAgger { BetaH = 3 }, Sample.Demonstrations(), Net("doubt"), Net("mu"));
        Check(
            rows,
            [classifier],
            [mu],
            batch => algorithm.AccumulateOfDoubt(mu, classifier, batch),
            i => algorithm.DeviationCrossEntropyOfOne(Critic(classifier), mu.OneSample(), rows[i]),
            ("DeviationCrossEntropy", 1)
        );
    }

    /// <summary>
    /// Each member learns as if it were alone: its gradient is that of its own mean, and what is told is the members' mean.
    /// </summary>
    [Fact, Covers<EnsembleDAgger>, Covers<ThriftyDAgger>]
    public void Every_member_learns_from_its_own_resample()
    {
        var (batch, rows) = Resampled(Sample.Demonstrations(), 5);
        using var freed = batch;
        var (ensemble, thrifty) = (Net("mu", members: 5), Net("mu", members: 5));
        Check(
            [ensemble],
            [],
            () => new EnsembleDAgger { RegressionCloningWeight = 0.4 }.Accumulate(ensemble, batch),
            () => 0.4 * OfMembers(ensemble, rows, Regression.SquaredErrorOfOne),
            ("SquaredError", 5 * 0.4)
        );
        Check(
            [thrifty],
            [],
            () => new ThriftyDAgger { RegressionCloningWeight = 0.4 }.Accumulate(thrifty, batch),
            () => 0.4 * OfMembers(thrifty, rows, Regression.SquaredErrorOfOne),
            ("SquaredError", 5 * 0.4)
        );
    }

    [Fact, Covers<ThriftyDAgger>("AccumulateOfQ1AndQ2")]
    public void ThriftyDAgger_bootstraps_from_the_slow_critic_and_the_ensemble()
    {
        var (algorithm, rows) = (new ThriftyDAgger { Gamma = 0.8 }, Sample.Transitions());
        var (mu, q1, q2, qTarget1, qTarget2) = (Net("mu", members: 5), Net("q1"), Net("q2"), Net("slow1"), Net("slow2"));
        Assert.Contains(rows, row => row is { Success: true, Terminal: false });
        Assert.Contains(rows, row => row is { Success: false, Terminal: true });
        Check(
            rows,
            [q1, q2],
            [mu, qTarget1, qTarget2],
            batch => algorithm.AccumulateOfQ1AndQ2(mu, q1, q2, qTarget1, qTarget2, batch),
            i =>
                algorithm.SuccessSquaredErrorOfOne(
                    Critic(q1),
                    Critic(q2),
                    Critic(qTarget1),
                    Critic(qTarget2),
                    mu.OneSampleEnsemble(),
                    rows[i]
                ),
            ("SuccessSquaredError", 1)
        );
    }
}
