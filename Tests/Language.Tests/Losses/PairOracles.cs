using DeclarativeIL.Algorithms;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Losses over pairs of answers, of one to four tokens each.</summary>
public class PairOracles : LossOracle
{
    [Fact, Covers<Slic>]
    public void Slic()
    {
        var algorithm = new Slic { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.HingeOfOne, asksReference: true, "Hinge");
    }

    [Fact, Covers<Ipo>]
    public void Ipo()
    {
        var algorithm = new Ipo { Tau = 0.4 };
        Pairs(algorithm.Accumulate, algorithm.SquaredMarginErrorOfOne, asksReference: true, "SquaredMarginError");
    }

    [Fact, Covers<Exo>]
    public void Exo()
    {
        var algorithm = new Exo { Beta = 0.7, Smoothing = 0.05 };
        Pairs(algorithm.Accumulate, algorithm.ReverseKlOfOne, asksReference: true, "ReverseKl");
    }

    [Fact, Covers<Nca>]
    public void Nca()
    {
        var algorithm = new Nca { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.NoiseContrastOfOne, asksReference: true, "NoiseContrast");
    }

    [Fact, Covers<RobustDpo>]
    public void RobustDpo()
    {
        var algorithm = new RobustDpo { Beta = 0.7, Smoothing = 0.2 };
        Pairs(algorithm.Accumulate, algorithm.DebiasedPreferenceOfOne, asksReference: true, "DebiasedPreference");
    }

    [Fact, Covers<Bco>]
    public void Bco()
    {
        var algorithm = new Bco { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.BinaryClassificationOfOne, asksReference: true, "BinaryClassification");
    }

    [Fact, Covers<Sppo>]
    public void Sppo()
    {
        var algorithm = new Sppo { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.SelfPlaySquaredErrorOfOne, asksReference: true, "SelfPlaySquaredError");
    }

    [Fact, Covers<ApoZero>]
    public void ApoZero()
    {
        var algorithm = new ApoZero { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.AnchoredPreferenceOfOne, asksReference: true, "AnchoredPreference");
    }

    [Fact, Covers<ApoDown>]
    public void ApoDown()
    {
        var algorithm = new ApoDown { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.AnchoredPreferenceOfOne, asksReference: true, "AnchoredPreference");
    }

    [Fact, Covers<DiscoPop>]
    public void DiscoPop()
    {
        var algorithm = new DiscoPop { Beta = 0.7, Tau = 0.6 };
        Pairs(algorithm.Accumulate, algorithm.LogRatioModulatedOfOne, asksReference: true, "LogRatioModulated");
    }

    [Fact, Covers<LengthNormalizedDpo>]
    public void LengthNormalizedDpo()
    {
        var algorithm = new LengthNormalizedDpo { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.PreferenceLossOfOne, asksReference: true, "PreferenceLoss");
    }

    [Theory, Covers<FDpo>]
    [InlineData(Divergence.ReverseKl)]
    [InlineData(Divergence.JensenShannon)]
    [InlineData(Divergence.ForwardKl)]
    [InlineData(Divergence.Alpha)]
    public void FDpo(Divergence divergence)
    {
        var algorithm = new FDpo
        {
            Beta = 0.4,
            Alpha = 0.6,
            Divergence = divergence,
        };
        Pairs(algorithm.Accumulate, algorithm.DivergencePreferenceOfOne, asksReference: true, "DivergencePreference");
    }

    [Fact, Covers<SimPo>]
    public void SimPo()
    {
        var algorithm = new SimPo { Beta = 0.9, TargetMargin = 0.3 };
        Pairs(
            (pi, _, batch) => algorithm.Accumulate(pi, batch),
            (pi, _, row) => algorithm.LengthNormalizedPreferenceOfOne(pi, row),
            asksReference: false,
            "LengthNormalizedPreference"
        );
    }

    [Fact, Covers<Orpo>]
    public void Orpo()
    {
        var algorithm = new Orpo { Lambda = 0.5 };
        Pairs(
            (pi, _, batch) => algorithm.Accumulate(pi, batch),
            (pi, _, row) => algorithm.LikelihoodAndOddsRatioOfOne(pi, row),
            asksReference: false,
            "LikelihoodAndOddsRatio"
        );
    }

    [Fact, Covers<Cpo>]
    public void Cpo()
    {
        var algorithm = new Cpo { Beta = 0.6, CloningWeight = 0.3 };
        Pairs(
            (pi, _, batch) => algorithm.Accumulate(pi, batch),
            (pi, _, row) => algorithm.ContrastivePreferenceOfOne(pi, row) + algorithm.WeightedNegativeLogLikelihoodOfOne(pi, row),
            asksReference: false,
            "ContrastivePreference",
            "WeightedNegativeLogLikelihood"
        );
    }

    /// <summary>The mean length of the batch is a number to every row of it.</summary>
    [Fact, Covers<PreferredFineTuning>]
    public void PreferredFineTuning()
    {
        var algorithm = new PreferredFineTuning();
        var tokens = Sample.Texts().Average(algorithm.TokensOfOne);
        Pairs(
            (pi, _, batch) => algorithm.Accumulate(pi, batch),
            (pi, _, row) => algorithm.NegativeLogLikelihoodOfOne(pi, row, tokens),
            asksReference: false,
            "NegativeLogLikelihood"
        );
    }

    private void Pairs(
        Func<Algorithms.Tests.Oracles.TableNetwork, Algorithms.Tests.Oracles.TableNetwork, Batch<Preference>, LossParts> batched,
        Func<Policy, Policy, Preference, double> oneSample,
        bool asksReference,
        params string[] losses
    )
    {
        var (rows, pi, reference) = (Sample.Texts(), Net("pi", 1), Net("reference", 1, passes: asksReference ? 1 : 0));
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check(
            [pi],
            [reference],
            () => batched(pi, reference, batch),
            () => rows.Average(row => oneSample(pi.OneSample(), reference.OneSample(), row)),
            [.. losses.Select(static loss => (loss, 1.0))]
        );
    }
}
