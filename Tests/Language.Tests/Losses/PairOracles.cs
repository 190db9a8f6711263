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
        Pairs(algorithm.Accumulate, algorithm.HingeOfOne, "Hinge");
    }

    [Fact, Covers<Ipo>]
    public void Ipo()
    {
        var algorithm = new Ipo { Tau = 0.4 };
        Pairs(algorithm.Accumulate, algorithm.IdentityOfOne, "Identity");
    }

    [Fact, Covers<Exo>]
    public void Exo()
    {
        var algorithm = new Exo { Beta = 0.7, Smoothing = 0.05 };
        Pairs(algorithm.Accumulate, algorithm.ReverseKlOfOne, "ReverseKl");
    }

    [Fact, Covers<Nca>]
    public void Nca()
    {
        var algorithm = new Nca { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.ContrastOfOne, "Contrast");
    }

    [Fact, Covers<RobustDpo>]
    public void RobustDpo()
    {
        var algorithm = new RobustDpo { Beta = 0.7, Smoothing = 0.2 };
        Pairs(algorithm.Accumulate, algorithm.DebiasedOfOne, "Debiased");
    }

    [Fact, Covers<Bco>]
    public void Bco()
    {
        var algorithm = new Bco { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.ClassificationOfOne, "Classification");
    }

    [Fact, Covers<Sppo>]
    public void Sppo()
    {
        var algorithm = new Sppo { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.SelfPlayOfOne, "SelfPlay");
    }

    [Fact, Covers<ApoZero>]
    public void ApoZero()
    {
        var algorithm = new ApoZero { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.AnchoredOfOne, "Anchored");
    }

    [Fact, Covers<ApoDown>]
    public void ApoDown()
    {
        var algorithm = new ApoDown { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.AnchoredOfOne, "Anchored");
    }

    [Fact, Covers<DiscoPop>]
    public void DiscoPop()
    {
        var algorithm = new DiscoPop { Beta = 0.7, Tau = 0.6 };
        Pairs(algorithm.Accumulate, algorithm.ModulatedOfOne, "Modulated");
    }

    [Fact, Covers<LengthNormalizedDpo>]
    public void LengthNormalizedDpo()
    {
        var algorithm = new LengthNormalizedDpo { Beta = 0.7 };
        Pairs(algorithm.Accumulate, algorithm.PreferenceLossOfOne, "PreferenceLoss");
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
        Pairs(algorithm.Accumulate, algorithm.DivergentOfOne, "Divergent");
    }

    [Fact, Covers<SimPo>]
    public void SimPo()
    {
        var algorithm = new SimPo { Beta = 0.9, TargetMargin = 0.3 };
        Pairs(
            (pi, _, batch) => algorithm.Accumulate(pi, batch),
            (pi, _, row) => algorithm.SimpleOfOne(pi, row),
            "Simple",
            asksReference: false
        );
    }

    [Fact, Covers<Orpo>]
    public void Orpo()
    {
        var algorithm = new Orpo { Lambda = 0.5 };
        Pairs(
            (pi, _, batch) => algorithm.Accumulate(pi, batch),
            (pi, _, row) => algorithm.OddsRatioOfOne(pi, row),
            "OddsRatio",
            asksReference: false
        );
    }

    [Fact, Covers<Cpo>]
    public void Cpo()
    {
        var algorithm = new Cpo { Beta = 0.6, CloningWeight = 0.3 };
        Pairs(
            (pi, _, batch) => algorithm.Accumulate(pi, batch),
            (pi, _, row) => algorithm.ContrastiveOfOne(pi, row),
            "Contrastive",
            asksReference: false
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
            "NegativeLogLikelihood",
            asksReference: false
        );
    }

    private void Pairs(
        Func<Algorithms.Tests.Oracles.TableNetwork, Algorithms.Tests.Oracles.TableNetwork, Batch<Preference>, LossParts> batched,
        Func<Policy, Policy, Preference, double> oneSample,
        string loss,
        bool asksReference = true
    )
    {
        var (rows, pi, reference) = (Sample.Texts(), Net("pi", 1), Net("reference", 1, passes: asksReference ? 1 : 0));
        using var batch = Batch.From(rows, ScalarType.Float64, sequences: true);
        Check(
            [pi],
            [reference],
            () => batched(pi, reference, batch),
            () => rows.Average(row => oneSample(pi.OneSample(), reference.OneSample(), row)),
            (loss, 1)
        );
    }
}
