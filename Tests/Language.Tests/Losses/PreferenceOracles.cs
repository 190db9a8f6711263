using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Learning from comparisons and ratings: what is not a plain equation over a pair (<see cref="PairOracles"/>).</summary>
public class PreferenceOracles : LossOracle
{
    [Theory, Covers<Dpo>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Dpo(ScalarType type)
    {
        var (algorithm, rows, pi, reference) = (
            new Dpo { Beta = 0.7, Smoothing = 0.2 },
            Sample.Preferences(),
            Net("pi", type: type),
            Net("reference", type: type)
        );
        Check(
            rows,
            [pi],
            [reference],
            batch => algorithm.Accumulate(pi, reference, batch),
            i => algorithm.PreferenceLossOfOne(pi.OneSample(), reference.OneSample(), rows[i]),
            ("PreferenceLoss", 1)
        );
    }

    /// <summary>The column's mean is over the batch, its rows paired with the next, cyclically, and without gradient.</summary>
    [Theory, Covers<Kto>]
    [InlineData(0)]
    [InlineData(20)]
    public void Kto(ulong seed)
    {
        var (algorithm, rows) = (
            new Kto
            {
                Beta = 0.8,
                DesirableWeight = 1.3,
                UndesirableWeight = 0.6,
            },
            Sample.Ratings(seed)
        );
        var (pi, reference) = (Net("pi"), Net("reference"));
        var kl = rows.Select((row, i) => algorithm.KlOfOne(pi.OneSample(), reference.OneSample(), row, rows[(i + 1) % rows.Length]))
            .Average();
        Check(
            rows,
            [pi],
            [reference],
            batch => algorithm.Accumulate(pi, reference, batch),
            i => algorithm.ProspectOfOne(pi.OneSample(), reference.OneSample(), rows[i], kl),
            ("Prospect", 1)
        );
    }

    /// <summary>Columns go into the way out through autograd, and their gradient comes back.</summary>
    [Fact, Covers<AotUnpaired>]
    public void AotUnpaired()
    {
        var (algorithm, rows, pi, reference) = (
            new AotUnpaired { Beta = 0.8, Smoothing = 0.1 },
            Sample.Preferences(),
            Net("pi"),
            Net("reference")
        );
        using var batch = Batch.From(rows, ScalarType.Float64);
        Check(
            [pi],
            [reference],
            () => algorithm.Accumulate(pi, reference, batch),
            () => Dominance(algorithm, rows, pi, reference),
            ("Dominance", 1)
        );
    }

    /// <summary>
    /// An imported loss over batches is called where it was declared, with this object's hyperparameters; its gradient is weighed.
    /// </summary>
    [Fact]
    public void AotUnpaired_imported()
    {
        var (algorithm, declared, rows, pi, reference) = (
            new Corners.HalfAot { Beta = 0.8 },
            new AotUnpaired { Beta = 0.8 },
            Sample.Preferences(),
            Net("pi"),
            Net("reference")
        );
        using var batch = Batch.From(rows, ScalarType.Float64);
        Check(
            [pi],
            [reference],
            () => algorithm.Accumulate(pi, reference, batch),
            () => 0.5 * Dominance(declared, rows, pi, reference),
            ("Dominance", 0.5)
        );
    }

    /// <summary>One column asks the policy, the other its frozen copy.</summary>
    [Fact, Covers<Aot>]
    public void Aot()
    {
        var (algorithm, rows, pi, reference) = (new Aot { Beta = 0.8, Smoothing = 0.1 }, Sample.Preferences(), Net("pi"), Net("reference"));
        using var batch = Batch.From(rows, ScalarType.Float64);
        Check([pi], [reference], () => algorithm.Accumulate(pi, reference, batch), Mean, ("Dominance", 1));

        double Mean()
        {
            using var margins = tensor(rows.Select(row => algorithm.MarginOfOne(pi.OneSample(), row)).ToArray());
            using var references = tensor(rows.Select(row => algorithm.ReferenceMarginOfOne(reference.OneSample(), row)).ToArray());
            return algorithm.DominanceOfOne(margins, references).item<double>();
        }
    }

    /// <summary>Two weighted imports over two batches of different size in one step.</summary>
    [Fact, Covers<DpoWithReplay>]
    public void DpoWithReplay()
    {
        var algorithm = new DpoWithReplay
        {
            Beta = 0.6,
            Smoothing = 0.1,
            EntropyWeight = 0.3,
            L2Weight = 0.2,
            DpoWeight = 0.8,
        };
        var (dpo, cloning) = (new Dpo { Beta = 0.6, Smoothing = 0.1 }, new BehaviorCloning { EntropyWeight = 0.3, L2Weight = 0.2 });
        var (preferences, demonstrations, pi, reference) = (
            Sample.Preferences(),
            Sample.Demonstrations()[..11],
            Net("pi"),
            Net("reference")
        );
        using var compared = Batch.From(preferences, ScalarType.Float64);
        using var shown = Batch.From(demonstrations, ScalarType.Float64);
        Assert.Equal(0.1, algorithm.BehaviorCloningWeight);
        Check(
            [pi],
            [reference],
            () => algorithm.Accumulate(pi, reference, compared, shown),
            () =>
                0.8 * preferences.Average(row => dpo.PreferenceLossOfOne(pi.OneSample(), reference.OneSample(), row))
                + 0.1 * demonstrations.Average(row => cloning.TotalOfOne(pi.OneSample(), row)),
            [("PreferenceLoss", 0.8), .. Cloning.Parts(0.1)]
        );
    }

    /// <summary>Losses mixed by attributes alone; of the same rows, with one forward pass of each network.</summary>
    [Fact, Covers<DpoWithFineTuning>]
    public void DpoWithFineTuning()
    {
        var (algorithm, dpo, cloning) = (new DpoWithFineTuning { Beta = 0.6 }, new Dpo { Beta = 0.6 }, new PreferredFineTuning());
        Assert.Equal((0.8, 0.2), (algorithm.DpoWeight, algorithm.PreferredFineTuningWeight));
        Texts(
            [("PreferenceLoss", 0.8), ("NegativeLogLikelihood", 0.2)],
            algorithm.Accumulate,
            (pi, reference, row, tokens) =>
                0.8 * dpo.PreferenceLossOfOne(pi, reference, row) + 0.2 * cloning.NegativeLogLikelihoodOfOne(pi, row, tokens)
        );
    }

    /// <summary>A hyperparameter of one name is one property of both imports.</summary>
    [Fact, Covers<Mpo>]
    public void Mpo()
    {
        var (algorithm, dpo, bco, cloning) = (
            new Mpo { Beta = 0.6, BcoWeight = 0.3 },
            new Dpo { Beta = 0.6 },
            new Bco { Beta = 0.6 },
            new PreferredFineTuning()
        );
        Texts(
            [("PreferenceLoss", 0.8), ("BinaryClassification", 0.3), ("NegativeLogLikelihood", 1)],
            algorithm.Accumulate,
            (pi, reference, row, tokens) =>
                0.8 * dpo.PreferenceLossOfOne(pi, reference, row)
                + 0.3 * bco.BinaryClassificationOfOne(pi, reference, row)
                + cloning.NegativeLogLikelihoodOfOne(pi, row, tokens)
        );
    }

    [Fact, Covers<RegularizedDpo>]
    public void RegularizedDpo()
    {
        var algorithm = new RegularizedDpo { Beta = 0.6, SftWeight = 0.7 };
        Texts([("Mixed", 1)], algorithm.Accumulate, (pi, reference, row, _) => algorithm.MixedOfOne(pi, reference, row));
    }

    [Fact, Covers<OnlineDpo>]
    public void OnlineDpo()
    {
        var (algorithm, dpo) = (
            new OnlineDpo
            {
                Beta = 0.7,
                Smoothing = 0.2,
                DpoWeight = 3,
            },
            new Dpo { Beta = 0.7, Smoothing = 0.2 }
        );
        Texts([("PreferenceLoss", 3)], algorithm.Accumulate, (pi, reference, row, _) => 3 * dpo.PreferenceLossOfOne(pi, reference, row));
    }

    [Fact, Covers<OnPolicyDpo>]
    public void OnPolicyDpo()
    {
        var (algorithm, dpo) = (new OnPolicyDpo { Beta = 0.7 }, new Dpo { Beta = 0.7 });
        Texts([("PreferenceLoss", 1)], algorithm.Accumulate, (pi, reference, row, _) => dpo.PreferenceLossOfOne(pi, reference, row));
    }

    [Theory, Covers<RewardModel>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void RewardModel(ScalarType type)
    {
        var (algorithm, rows, score) = (new RewardModel { Margin = 0.4 }, Sample.Preferences(), Net("score", type: type));
        Check(
            rows,
            [score],
            [],
            batch => algorithm.Accumulate(score, batch),
            i => algorithm.BradleyTerryOfOne(Critic(score), rows[i]),
            ("BradleyTerry", 1)
        );
    }

    /// <summary>Over answers of one to four tokens; the declared side is told their mean length too.</summary>
    private void Texts(
        (string, double)[] parts,
        Func<TableNetwork, TableNetwork, Batch<Preference>, Generated.LossParts> batched,
        Func<Policy, Policy, Preference, double, double> oneSample
    )
    {
        var (rows, pi, reference) = (Sample.Texts(), Net("pi", 1), Net("reference", 1));
        var tokens = rows.Average(static row => row.Chosen.Length);
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check(
            [pi],
            [reference],
            () => batched(pi, reference, batch),
            () => rows.Average(row => oneSample(pi.OneSample(), reference.OneSample(), row, tokens)),
            parts
        );
    }

    private static double Dominance(AotUnpaired algorithm, Preference[] rows, TableNetwork pi, TableNetwork reference)
    {
        using var chosen = tensor(rows.Select(row => algorithm.ChosenOfOne(pi.OneSample(), reference.OneSample(), row)).ToArray());
        using var rejected = tensor(rows.Select(row => algorithm.RejectedOfOne(pi.OneSample(), reference.OneSample(), row)).ToArray());
        return algorithm.DominanceOfOne(chosen, rejected).item<double>();
    }
}
