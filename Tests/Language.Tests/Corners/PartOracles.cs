using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Losses;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>States and acts by part.</summary>
public class PartOracles : LossOracle
{
    [Fact]
    public void Parts_of_states_acts_and_answers()
    {
        var (algorithm, rows, mu, v) = (new ByPart(), Sample.Demonstrations(), Net("mu"), Net("v"));
        Check(
            rows,
            [mu, v],
            [],
            batch => algorithm.Accumulate(mu, v, batch),
            i => algorithm.SplitOfOne(mu.OneSample(), Critic(v), rows[i]),
            ("Split", 1)
        );
    }

    [Fact]
    public void Parts_that_are_choices()
    {
        var (algorithm, rows, logits) = (new ChoicesByPart(), Sample.Choices(), Net("logits"));
        Check(
            rows,
            [logits],
            [],
            batch => algorithm.Accumulate(logits, batch),
            i => algorithm.NegativeLogLikelihoodOfOne(Features(logits), rows[i]),
            ("NegativeLogLikelihood", 1)
        );
    }

    [Fact]
    public void Draws_as_wide_as_parts()
    {
        var (algorithm, rows, mu) = (new ShakenParts(), Sample.Demonstrations(), Net("mu"));
        Check(
            rows,
            [mu],
            [],
            batch => algorithm.Accumulate(mu, batch, Draws),
            i => algorithm.MissOfOne(mu.OneSample(), rows[i], Draws.GaussianOf("Miss.noise", i, 1), Draws.GaussianOf("Miss.shake", i, 3)),
            ("Miss", 1)
        );
    }

    [Fact]
    public void A_part_that_is_not_there_is_refused()
    {
        using var mu = Net("mu");
        using var v = Net("v");
        using var batch = Batch.From(Sample.Demonstrations(), mu.Parameters.Type);

        var refused = Assert.Throws<ArgumentException>(() => new ByPart { First = 2 }.Accumulate(mu, v, batch));

        Assert.Contains("the part of 1 from number 2 on, of 2", refused.Message, StringComparison.Ordinal);
    }
}
