using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Declarations;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Losses;

/// <summary>Rewards and values learned from two batches: the expert's rows and the learner's.</summary>
[Trait("Speed", "Slow")]
public class InverseOracles : LossOracle
{
    private readonly Transition[] _expert = Sample.Transitions(21),
        _learner = Sample.Transitions(22)[..13];

    [Fact, Covers<Gail>("AccumulateOfD")]
    public void Gail()
    {
        var (algorithm, d) = (new Gail(), Net("d"));
        using var batch = Batch.From(_expert, ScalarType.Float64);
        using var rollout = Batch.From(_learner, ScalarType.Float64);
        Check(
            [d],
            [],
            () => algorithm.AccumulateOfD(d, batch, rollout),
            () =>
                _expert.Average(row => algorithm.OnExpertOfOne(Critic(d), row))
                + _learner.Average(row => algorithm.OnLearnerOfOne(Critic(d), row)),
            ("OnExpert", 1),
            ("OnLearner", 1)
        );
    }

    [Fact, Covers<Airl>("AccumulateOfGAndH")]
    public void Airl()
    {
        var (algorithm, g, h, pi) = (new Airl { Gamma = 0.8 }, Net("g"), Net("h"), Net("pi"));
        using var batch = Batch.From(_expert, ScalarType.Float64);
        using var rollout = Batch.From(_learner, ScalarType.Float64);
        Check(
            [g, h],
            [pi],
            () => algorithm.AccumulateOfGAndH(g, h, pi, batch, rollout),
            () =>
                _expert.Average(row => algorithm.OnExpertOfOne(Critic(g), Critic(h), pi.OneSample(), row))
                + _learner.Average(row => algorithm.OnLearnerOfOne(Critic(g), Critic(h), pi.OneSample(), row)),
            ("OnExpert", 1),
            ("OnLearner", 1)
        );
    }

    [Fact, Covers<MaxEntIrl>]
    public void MaxEntIrl()
    {
        var (algorithm, shown, r) = (new MaxEntIrl { L2Weight = 0.3 }, Sample.Demonstrations(), Net("r"));
        using var batch = Batch.From(shown, ScalarType.Float64);
        using var rollout = Batch.From(_learner, ScalarType.Float64);
        Check(
            [r],
            [],
            () => algorithm.Accumulate(r, batch, rollout),
            () =>
                shown.Average(row => algorithm.ObservedOfOne(Critic(r), row))
                + _learner.Average(row => algorithm.ExpectedOfOne(Critic(r), row)),
            ("Observed", 1),
            ("Expected", 1)
        );
    }

    [Theory, Covers<Sqil>]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    public void Sqil(ScalarType type)
    {
        Transition[] expert = Sample.Transitions(23, discrete: true),
            learner = Sample.Transitions(24, discrete: true)[..13];
        var (algorithm, q, slow) = (new Sqil { Gamma = 0.8, Alpha = 0.6 }, Net("q", 3, type), Net("slow", 3, type));
        using var batch = Batch.From(expert, type);
        using var replay = Batch.From(learner, type);
        Check(
            [q],
            [slow],
            () => algorithm.Accumulate(q, slow, batch, replay),
            () =>
                expert.Average(row => algorithm.OnExpertOfOne(Features(q), Features(slow), row))
                + learner.Average(row => algorithm.OnLearnerOfOne(Features(q), Features(slow), row)),
            ("OnExpert", 1),
            ("OnLearner", 1)
        );
    }
}
