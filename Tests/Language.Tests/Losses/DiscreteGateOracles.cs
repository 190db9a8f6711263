using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>The losses of the shipped gates for discrete actions, and of the bootstrapped clones.</summary>
public class DiscreteGateOracles : LossOracle
{
    private const int Members = 5,
        Actions = 3;

    private static readonly BehaviorCloning Declared = new() { EntropyWeight = 0.2 };

    [Fact, Covers<CategoricalSafeDAgger>, Covers<CategoricalLazyDAgger>, Covers<CategoricalDart>]
    public void Cloning_is_imported_with_its_weight()
    {
        var rows = Sample.Labels();
        foreach (
            var accumulate in (Func<Algorithms.Tests.Oracles.TableNetwork, Data.Batch<Demonstration>, LossParts>[])
                [
                    (pi, batch) => new CategoricalSafeDAgger { EntropyWeight = 0.2, BehaviorCloningWeight = 0.3 }.Accumulate(pi, batch),
                    (pi, batch) => new CategoricalLazyDAgger { EntropyWeight = 0.2, BehaviorCloningWeight = 0.3 }.Accumulate(pi, batch),
                    (pi, batch) => new CategoricalDart { EntropyWeight = 0.2, BehaviorCloningWeight = 0.3 }.Accumulate(pi, batch),
                ]
        )
        {
            var pi = Net("pi", Actions);
            Check(
                rows,
                [pi],
                [],
                batch => accumulate(pi, batch),
                i => 0.3 * Declared.TotalOfOne(pi.OneSample(), rows[i]),
                Cloning.Parts(0.3)
            );
        }
    }

    [Theory, Covers<CategoricalSafeDAgger>("AccumulateOfSafe")]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void CategoricalSafeDAgger_learns_where_the_learner_expects_the_expert(ScalarType type)
    {
        var (algorithm, rows, safe, pi) = (
            new CategoricalSafeDAgger { Tau = 1.6 },
            Sample.Labels(),
            Net("safe", type: type),
            Net("pi", Actions, type)
        );
        Assert.InRange(rows.Count(row => -pi.OneSample().LogProb(row.Action, row.State) < 1.6), 1, rows.Length - 1);
        Check(
            rows,
            [safe],
            [pi],
            batch => algorithm.AccumulateOfSafe(pi, safe, batch),
            i => algorithm.SafetyCrossEntropyOfOne(Critic(safe), pi.OneSample(), rows[i]),
            ("SafetyCrossEntropy", 1)
        );
    }

    [Fact, Covers<CategoricalLazyDAgger>("AccumulateOfDoubt")]
    public void CategoricalLazyDAgger_learns_where_it_does_not()
    {
        var (algorithm, rows, classifier, pi) = (
            new CategoricalLazyDAgger { BetaH = 1.6 },
            Sample.Labels(),
            Net("doubt"),
            Net("pi", Actions)
        );
        Check(
            rows,
            [classifier],
            [pi],
            batch => algorithm.AccumulateOfDoubt(pi, classifier, batch),
            i => algorithm.DeviationCrossEntropyOfOne(Critic(classifier), pi.OneSample(), rows[i]),
            ("DeviationCrossEntropy", 1)
        );
    }

    [Fact, Covers<BootstrappedCloning>, Covers<CategoricalEnsembleDAgger>, Covers<CategoricalThriftyDAgger>]
    public void Every_member_learns_from_its_own_resample()
    {
        var (batch, rows) = Resampled(Sample.Labels(), Members);
        using var freed = batch;
        foreach (
            var accumulate in (Func<Algorithms.Tests.Oracles.TableNetwork, LossParts>[])
                [
                    pi => new BootstrappedCloning { EntropyWeight = 0.2, BehaviorCloningWeight = 0.4 }.Accumulate(pi, batch),
                    pi => new CategoricalEnsembleDAgger { EntropyWeight = 0.2, BehaviorCloningWeight = 0.4 }.Accumulate(pi, batch),
                    pi => new CategoricalThriftyDAgger { EntropyWeight = 0.2, BehaviorCloningWeight = 0.4 }.Accumulate(pi, batch),
                ]
        )
        {
            var pi = Net("pi", Actions, members: Members);
            Check([pi], [], () => accumulate(pi), () => 0.4 * OfMembers(pi, rows, Declared.TotalOfOne), Cloning.Parts(Members * 0.4));
        }
    }

    [Fact, Covers<CategoricalThriftyDAgger>("AccumulateOfQ1AndQ2")]
    public void CategoricalThriftyDAgger_bootstraps_from_the_mean_over_the_ensembles_actions()
    {
        var (algorithm, rows) = (new CategoricalThriftyDAgger { Gamma = 0.8 }, Sample.Transitions(discrete: true));
        var (pi, q1, q2, qTarget1, qTarget2) = (
            Net("pi", Actions, members: Members),
            Net("q1", Actions),
            Net("q2", Actions),
            Net("slow1", Actions),
            Net("slow2", Actions)
        );
        Assert.Contains(rows, row => row is { Success: true });
        Assert.Contains(rows, row => row is { Success: false, Terminal: true });
        Check(
            rows,
            [q1, q2],
            [pi, qTarget1, qTarget2],
            batch => algorithm.AccumulateOfQ1AndQ2(pi, q1, q2, qTarget1, qTarget2, batch),
            i =>
                algorithm.SuccessSquaredErrorOfOne(
                    Features(q1),
                    Features(q2),
                    Features(qTarget1),
                    Features(qTarget2),
                    pi.OneSampleEnsemble(),
                    rows[i]
                ),
            ("SuccessSquaredError", 1)
        );
    }
}
