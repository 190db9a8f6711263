using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Learning from comparisons, ratings and text.</summary>
public class PreferenceOracles : LossOracle
{
    [Theory, Covers<Dpo>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Dpo(ScalarType type)
    {
        var (algorithm, rows, pi, reference) = (new Dpo { Beta = 0.7, Smoothing = 0.2 }, Sample.Preferences(), Net("pi", type: type), Net("reference", type: type));
        Check(rows, [pi], [reference], batch => algorithm.Accumulate(pi, reference, batch),
            i => algorithm.PreferenceLossOfOne(pi.OneSample(), reference.OneSample(), rows[i]), ("PreferenceLoss", 1));
    }

    [Fact, Covers<Ipo>]
    public void Ipo()
    {
        var (algorithm, rows, pi, reference) = (new Ipo { Tau = 0.4 }, Sample.Texts(), Net("pi", 1), Net("reference", 1));
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check([pi], [reference], () => algorithm.Accumulate(pi, reference, batch),
            () => rows.Average(row => algorithm.IdentityOfOne(pi.OneSample(), reference.OneSample(), row)), ("Identity", 1));
    }

    /// <summary>The column's mean is over the batch, its rows paired with the next, cyclically, and without gradient.</summary>
    [Theory, Covers<Kto>]
    [InlineData(0)]
    [InlineData(20)]
    public void Kto(ulong seed)
    {
        var (algorithm, rows) = (new Kto { Beta = 0.8, DesirableWeight = 1.3, UndesirableWeight = 0.6 }, Sample.Ratings(seed));
        var (pi, reference) = (Net("pi"), Net("reference"));
        var kl = rows.Select((row, i) => algorithm.KlOfOne(pi.OneSample(), reference.OneSample(), row, rows[(i + 1) % rows.Length])).Average();
        Check(rows, [pi], [reference], batch => algorithm.Accumulate(pi, reference, batch),
            i => algorithm.ProspectOfOne(pi.OneSample(), reference.OneSample(), rows[i], kl), ("Prospect", 1));
    }

    /// <summary>Columns go into the way out through autograd, and their gradient comes back.</summary>
    [Fact, Covers<Aot>]
    public void Aot()
    {
        var (algorithm, rows, pi, reference) = (new Aot { Beta = 0.8 }, Sample.Preferences(), Net("pi"), Net("reference"));
        using var batch = Batch.From(rows, ScalarType.Float64);
        Check([pi], [reference], () => algorithm.Accumulate(pi, reference, batch), Mean, ("Dominance", 1));

        double Mean()
        {
            using var chosen = tensor(rows.Select(row => algorithm.ChosenOfOne(pi.OneSample(), reference.OneSample(), row)).ToArray());
            using var rejected = tensor(rows.Select(row => algorithm.RejectedOfOne(pi.OneSample(), reference.OneSample(), row)).ToArray());
            return algorithm.DominanceOfOne(chosen, rejected).item<double>();
        }
    }

    /// <summary>An imported loss over batches is called where it was declared, with this object's hyperparameters; its gradient is weighed.</summary>
    [Fact]
    public void Aot_imported()
    {
        var (algorithm, declared, rows, pi, reference) = (new Corners.HalfAot { Beta = 0.8 }, new Aot { Beta = 0.8 }, Sample.Preferences(), Net("pi"), Net("reference"));
        using var batch = Batch.From(rows, ScalarType.Float64);
        Check([pi], [reference], () => algorithm.Accumulate(pi, reference, batch), Mean, ("Dominance", 0.5));

        double Mean()
        {
            using var chosen = tensor(rows.Select(row => declared.ChosenOfOne(pi.OneSample(), reference.OneSample(), row)).ToArray());
            using var rejected = tensor(rows.Select(row => declared.RejectedOfOne(pi.OneSample(), reference.OneSample(), row)).ToArray());
            return 0.5 * declared.DominanceOfOne(chosen, rejected).item<double>();
        }
    }

    [Fact, Covers<SimPo>]
    public void SimPo()
    {
        var (algorithm, rows, pi) = (new SimPo { Beta = 0.9, TargetMargin = 0.3 }, Sample.Texts(), Net("pi", 1));
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check([pi], [], () => algorithm.Accumulate(pi, batch), () => rows.Average(row => algorithm.SimpleOfOne(pi.OneSample(), row)), ("Simple", 1));
    }

    [Fact, Covers<Orpo>]
    public void Orpo()
    {
        var (algorithm, rows, pi) = (new Orpo { Lambda = 0.5 }, Sample.Texts(), Net("pi", 1));
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check([pi], [], () => algorithm.Accumulate(pi, batch), () => rows.Average(row => algorithm.OddsRatioOfOne(pi.OneSample(), row)), ("OddsRatio", 1));
    }

    [Theory, Covers<FDpo>]
    [InlineData(Divergence.ReverseKl)]
    [InlineData(Divergence.JensenShannon)]
    [InlineData(Divergence.ForwardKl)]
    [InlineData(Divergence.Alpha)]
    public void FDpo(Divergence divergence)
    {
        var (algorithm, rows, pi, reference) = (new FDpo { Beta = 0.4, Alpha = 0.6, Divergence = divergence }, Sample.Preferences(), Net("pi"), Net("reference"));
        Check(rows, [pi], [reference], batch => algorithm.Accumulate(pi, reference, batch),
            i => algorithm.DivergentOfOne(pi.OneSample(), reference.OneSample(), rows[i]), ("Divergent", 1));
    }

    /// <summary>Two weighted imports over two batches of different size in one step.</summary>
    [Fact, Covers<DpoWithReplay>]
    public void DpoWithReplay()
    {
        var algorithm = new DpoWithReplay { Beta = 0.6, Smoothing = 0.1, EntropyWeight = 0.3, L2Weight = 0.2, DpoWeight = 0.8 };
        var (dpo, cloning) = (new Dpo { Beta = 0.6, Smoothing = 0.1 }, new BehaviorCloning { EntropyWeight = 0.3, L2Weight = 0.2 });
        var (preferences, demonstrations, pi, reference) = (Sample.Preferences(), Sample.Demonstrations()[..11], Net("pi"), Net("reference"));
        using var compared = Batch.From(preferences, ScalarType.Float64);
        using var shown = Batch.From(demonstrations, ScalarType.Float64);
        Assert.Equal(0.1, algorithm.BehaviorCloningWeight);
        Check([pi], [reference], () => algorithm.Accumulate(pi, reference, compared, shown),
            () => 0.8 * preferences.Average(row => dpo.PreferenceLossOfOne(pi.OneSample(), reference.OneSample(), row))
                + 0.1 * demonstrations.Average(row => cloning.NegativeLogLikelihoodOfOne(pi.OneSample(), row)),
            ("PreferenceLoss", 0.8), ("NegativeLogLikelihood", 0.1));
    }

    [Fact, Covers<RegularizedDpo>]
    public void RegularizedDpo()
    {
        var (algorithm, rows, pi, reference) = (new RegularizedDpo { Beta = 0.6, SftWeight = 0.7 }, Sample.Texts(), Net("pi", 1), Net("reference", 1));
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check([pi], [reference], () => algorithm.Accumulate(pi, reference, batch),
            () => rows.Average(row => algorithm.MixedOfOne(pi.OneSample(), reference.OneSample(), row)), ("Mixed", 1));
    }

    [Fact, Covers<OnlineDpo>]
    public void OnlineDpo()
    {
        var (algorithm, rows, pi, reference) = (new OnlineDpo { Beta = 0.7, Smoothing = 0.2, DpoWeight = 3 }, Sample.Preferences(), Net("pi"), Net("reference"));
        var dpo = new Dpo { Beta = 0.7, Smoothing = 0.2 };
        Check(rows, [pi], [reference], batch => algorithm.Accumulate(pi, reference, batch),
            i => 3 * dpo.PreferenceLossOfOne(pi.OneSample(), reference.OneSample(), rows[i]), ("PreferenceLoss", 3));
    }

    [Theory, Covers<RewardModel>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void RewardModel(ScalarType type)
    {
        var (algorithm, rows, score) = (new RewardModel { Margin = 0.4 }, Sample.Preferences(), Net("score", type: type));
        Check(rows, [score], [], batch => algorithm.Accumulate(score, batch), i => algorithm.BradleyTerryOfOne(Critic(score), rows[i]), ("BradleyTerry", 1));
    }
}
