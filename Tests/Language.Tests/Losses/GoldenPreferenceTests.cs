using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>The declared equations, by themselves and as generated, give what the reference implementation gives.</summary>
public sealed class GoldenPreferenceTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private static readonly Preference[] Rows = GoldenPreferences.Rows;

    private readonly TableNetwork _pi,
        _reference;
    private readonly Batch<Preference> _batch = Batch.From(Rows, ScalarType.Float64, sequences: true);
    private readonly Policy _one,
        _oneReference;

    public GoldenPreferenceTests()
    {
        var table = GoldenPreferences.Fill(new AnswerTable());
        (_pi, _reference) = (Net("pi"), Net("reference"));
        (_one, _oneReference) = (_pi.OneSample(), _reference.OneSample());

        TableNetwork Net(string name) => new(table, name, 1, new BoxSpace([-1], [1]), ScalarType.Float64);
    }

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, GoldenPreferences.Cases.Count)];

    [Fact]
    public void All_sixty_six_cases_are_here() => Assert.Equal((66, 64), (GoldenPreferences.Cases.Count, Rows.Length));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_declared_loss_is_the_reference_implementations(int index)
    {
        var golden = GoldenPreferences.Cases[index];
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (parts, ofOne) = Declared(golden);
        Assert.Single(parts.Names);
        Close(golden.BatchMean, parts.Read(parts.Names[0]), $"{golden.LossType}: mean");
        for (var i = 0; i < Rows.Length; i++)
            Close(golden.PerPair[i], ofOne(i), $"{golden.LossType}: pair {i}");
    }

    /// <summary>Losses mixed by attributes alone.</summary>
    [Fact]
    public void The_mixture_is_the_reference_implementations()
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var algorithm = new Mpo { Beta = 0.1 };
        var parts = algorithm.Accumulate(_pi, _reference, _batch);
        Close(
            GoldenPreferences.MixedMean,
            algorithm.DpoWeight * parts.Read("PreferenceLoss")
                + algorithm.BcoWeight * parts.Read("BinaryClassification")
                + algorithm.PreferredFineTuningWeight * parts.Read("NegativeLogLikelihood"),
            "mixture"
        );
    }

    public void Dispose()
    {
        _batch.Dispose();
        _pi.Dispose();
        _reference.Dispose();
    }

    /// <summary>The generated step over all pairs, and the declared method for one.</summary>
    private (LossParts Parts, Func<int, double> OfOne) Declared(GoldenPreferences.Case golden)
    {
        var (beta, smoothing) = (golden.Beta, golden.LabelSmoothing);
        switch (golden.LossType)
        {
            case "sigmoid" when golden.FDivergence == "reverse_kl": // the trainer smooths no labels here
                var dpo = new Dpo { Beta = beta };
                return (dpo.Accumulate(_pi, _reference, _batch), One(dpo.PreferenceLossOfOne));
            case "sigmoid":
                var divergent = new FDpo
                {
                    Beta = beta,
                    Alpha = 1 - golden.AlphaCoef,
                    Divergence = Of(golden.FDivergence),
                };
                return (divergent.Accumulate(_pi, _reference, _batch), One(divergent.DivergencePreferenceOfOne));
            case "hinge":
                var slic = new Slic { Beta = beta };
                return (slic.Accumulate(_pi, _reference, _batch), One(slic.HingeOfOne));
            case "ipo":
                var ipo = new Ipo { Tau = beta };
                return (ipo.Accumulate(_pi, _reference, _batch), One(ipo.SquaredMarginErrorOfOne));
            case "exo_pair":
                var exo = new Exo { Beta = beta, Smoothing = smoothing };
                return (exo.Accumulate(_pi, _reference, _batch), One(exo.ReverseKlOfOne));
            case "nca_pair":
                var nca = new Nca { Beta = beta };
                return (nca.Accumulate(_pi, _reference, _batch), One(nca.NoiseContrastOfOne));
            case "robust":
                var robust = new RobustDpo { Beta = beta, Smoothing = smoothing };
                return (robust.Accumulate(_pi, _reference, _batch), One(robust.DebiasedPreferenceOfOne));
            case "bco_pair":
                var bco = new Bco { Beta = beta };
                return (bco.Accumulate(_pi, _reference, _batch), One(bco.BinaryClassificationOfOne));
            default:
                return Others(golden);
        }
    }

    private (LossParts Parts, Func<int, double> OfOne) Others(GoldenPreferences.Case golden)
    {
        var (beta, smoothing) = (golden.Beta, golden.LabelSmoothing);
        switch (golden.LossType)
        {
            case "sppo_hard":
                var sppo = new Sppo { Beta = beta };
                return (sppo.Accumulate(_pi, _reference, _batch), One(sppo.SelfPlaySquaredErrorOfOne));
            case "apo_zero":
                var zero = new ApoZero { Beta = beta };
                return (zero.Accumulate(_pi, _reference, _batch), One(zero.AnchoredPreferenceOfOne));
            case "apo_down":
                var down = new ApoDown { Beta = beta };
                return (down.Accumulate(_pi, _reference, _batch), One(down.AnchoredPreferenceOfOne));
            case "discopop":
                var modulated = new DiscoPop { Beta = beta, Tau = golden.DiscopopTau };
                return (modulated.Accumulate(_pi, _reference, _batch), One(modulated.LogRatioModulatedOfOne));
            case "sigmoid_norm":
                var normalised = new LengthNormalizedDpo { Beta = beta };
                return (normalised.Accumulate(_pi, _reference, _batch), One(normalised.PreferenceLossOfOne));
            case "sft":
                var tuning = new PreferredFineTuning();
                return (tuning.Accumulate(_pi, _batch), i => tuning.NegativeLogLikelihoodOfOne(_one, Rows[i], tuning.TokensOfOne(Rows[i])));
            case "aot":
                var paired = new Aot { Beta = beta, Smoothing = smoothing };
                return (
                    paired.Accumulate(_pi, _reference, _batch),
                    Ranked(
                        row => paired.MarginOfOne(_one, row),
                        row => paired.ReferenceMarginOfOne(_oneReference, row),
                        paired.DominanceOfOne
                    )
                );
            case "aot_unpaired":
                var unpaired = new AotUnpaired { Beta = beta, Smoothing = smoothing };
                return (
                    unpaired.Accumulate(_pi, _reference, _batch),
                    Ranked(
                        row => unpaired.ChosenOfOne(_one, _oneReference, row),
                        row => unpaired.RejectedOfOne(_one, _oneReference, row),
                        unpaired.DominanceOfOne
                    )
                );
            default:
                throw new NotSupportedException($"No declaration for '{golden.LossType}'.");
        }
    }

    private Func<int, double> One(Func<Policy, Policy, Preference, double> oneSample) => i => oneSample(_one, _oneReference, Rows[i]);

    /// <summary>A loss over sorted columns, rank by rank.</summary>
    private static Func<int, double> Ranked(
        Func<Preference, double> first,
        Func<Preference, double> second,
        Func<Tensor, Tensor, Tensor> loss
    )
    {
        var (firsts, seconds) = (Rows.Select(first).Order().ToArray(), Rows.Select(second).Order().ToArray());
        return i => loss(tensor(new[] { firsts[i] }), tensor(new[] { seconds[i] })).item<double>();
    }

    private static Divergence Of(string name) =>
        name switch
        {
            "forward_kl" => Divergence.ForwardKl,
            "js_divergence" => Divergence.JensenShannon,
            "alpha_divergence" => Divergence.Alpha, // the trainer's coefficient is 1 less ours
            _ => throw new NotSupportedException($"No divergence '{name}'."),
        };

    private static void Close(double expected, double found, string what) =>
        Assert.True(Math.Abs(expected - found) <= Tolerance, $"{what}: expected {expected:R}, found {found:R}");
}
