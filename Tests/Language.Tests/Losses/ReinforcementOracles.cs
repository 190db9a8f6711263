using DeclarativeIL.Algorithms;
using DeclarativeIL.Algorithms.Tests.Oracles;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Declarations;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Policy gradients with columns of a scan, alone and imported; the soft actor-critic's three phases.</summary>
public class ReinforcementOracles : LossOracle
{
    private delegate LossParts Step(TableNetwork pi, TableNetwork v, TableNetwork old, TableNetwork vOld, Batch<Transition> batch);

    [Fact, Covers<Reinforce>]
    public void Reinforce_weighs_with_the_return()
    {
        var (algorithm, rows, returns, pi) = (new Reinforce(), Sample.Transitions(), Sample.Numbers(), Net("pi"));
        using var batch = Attached(rows, "Return", returns, ScalarType.Float64);
        Check(
            [pi],
            [],
            () => algorithm.Accumulate(pi, batch),
            () => rows.Select((row, i) => algorithm.PolicyGradientOfOne(pi.OneSample(), row, returns[i])).Average(),
            ("PolicyGradient", 1)
        );
    }

    [Theory, Covers<Ppo>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Ppo_clips_and_normalises(ScalarType type) =>
        CheckPpo(
            new Ppo
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
            }.Accumulate,
            1,
            type
        );

    [Fact, Covers<Rlhf>]
    public void Rlhf_imports_it() =>
        CheckPpo(
            new Rlhf
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
                PpoWeight = 0.4,
            }.Accumulate,
            0.4
        );

    [Fact, Covers<Gail>("AccumulateOfPiAndV")]
    public void Gail_imports_it_for_a_later_phase() =>
        CheckPpo(
            new Gail
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
                PpoWeight = 2,
            }.AccumulateOfPiAndV,
            2
        );

    [Fact, Covers<Airl>("AccumulateOfPiAndV")]
    public void Airl_does_too() =>
        CheckPpo(
            new Airl
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
                PpoWeight = 2,
            }.AccumulateOfPiAndV,
            2
        );

    [Fact, Covers<ImitateAndReinforce>]
    public void ImitateAndReinforce_imports_it() =>
        CheckPpo(
            new ImitateAndReinforce
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
                PpoWeight = 0.4,
            }.Accumulate,
            0.4
        );

    [Fact, Covers<DistilledExploration>]
    public void DistilledExploration_imports_it() =>
        CheckPpo(
            new DistilledExploration
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
                PpoWeight = 0.4,
            }.Accumulate,
            0.4
        );

    [Fact, Covers<RandomExpertDistillation>]
    public void RandomExpertDistillation_imports_it() =>
        CheckPpo(
            new RandomExpertDistillation
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
                PpoWeight = 0.4,
            }.Accumulate,
            0.4
        );

    private void CheckPpo(Step step, double weight, ScalarType type = ScalarType.Float64)
    {
        var (rows, advantages) = (Sample.Transitions(), Sample.Numbers());
        var (pi, v, old, vOld) = (Net("pi", type: type), Net("v", type: type), Net("old", type: type), Net("vOld", type: type));
        var ratios = rows.Select(row =>
                Math.Exp(pi.OneSample().LogProb(row.Action, row.State) - old.OneSample().LogProb(row.Action, row.State))
            )
            .ToArray();
        Assert.Contains(ratios, ratio => ratio > 1.3);
        Assert.Contains(ratios, ratio => ratio < 0.7);
        using var batch = Attached(rows, "Advantage", advantages, type);
        Check(
            [pi, v],
            [old, vOld],
            () => step(pi, v, old, vOld, batch),
            () => weight * PpoOf(pi, v, old, vOld, rows, advantages),
            ("ClippedSurrogate", weight),
            ("EntropyBonus", weight),
            ("ValueError", weight)
        );
    }

    [Fact, Covers<RandomNetworkDistillation>]
    public void RandomNetworkDistillation_also_learns_what_was_visited()
    {
        var (algorithm, rows, advantages) = (
            new RandomNetworkDistillation
            {
                Clip = 0.3,
                EntropyWeight = 0.2,
                ValueWeight = 0.7,
                PpoWeight = 0.4,
            },
            Sample.Transitions(),
            Sample.Numbers()
        );
        var (pi, v, old, vOld, predictor, random) = (Net("pi"), Net("v"), Net("old"), Net("vOld"), Net("predictor", 3), Net("random", 3));
        using var batch = Attached(rows, "Advantage", advantages, ScalarType.Float64);
        Check(
            [pi, v, predictor],
            [old, vOld, random],
            () => algorithm.Accumulate(pi, v, predictor, random, old, vOld, batch),
            () =>
                0.4 * PpoOf(pi, v, old, vOld, rows, advantages)
                + rows.Average(row => algorithm.DistillationErrorOfOne(Features(predictor), Features(random), row)),
            ("ClippedSurrogate", 0.4),
            ("EntropyBonus", 0.4),
            ("ValueError", 0.4),
            ("DistillationError", 1)
        );
    }

    private static double PpoOf(
        TableNetwork pi,
        TableNetwork v,
        TableNetwork old,
        TableNetwork vOld,
        Transition[] rows,
        double[] advantages
    )
    {
        var declared = new Ppo
        {
            Clip = 0.3,
            EntropyWeight = 0.2,
            ValueWeight = 0.7,
        };
        var (mean, spread) = (ColumnStatistics.Mean(advantages), ColumnStatistics.Deviation(advantages));
        return rows.Select(
                (row, i) =>
                    declared.ClippedSurrogateOfOne(pi.OneSample(), old.OneSample(), row, advantages[i], mean, spread)
                    + declared.EntropyBonusOfOne(pi.OneSample(), row)
                    + declared.ValueErrorOfOne(Critic(v), Critic(vOld), row, advantages[i])
            )
            .Average();
    }
}
