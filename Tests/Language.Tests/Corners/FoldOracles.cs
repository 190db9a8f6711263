using DeclarativeIL.Language.Tests.Losses;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>Steps that are written out, against those that are taken.</summary>
public class FoldOracles : LossOracle
{
    [Fact]
    public void Steps_of_numbers_vectors_and_acts()
    {
        var (algorithm, rows, mu, v) = (new InSteps { Rate = 0.3 }, Sample.Demonstrations(), Net("mu"), Net("v"));
        Check(
            rows,
            [mu, v],
            [],
            batch => algorithm.Accumulate(mu, v, batch),
            i => algorithm.SettledOfOne(mu.OneSample(), Critic(v), rows[i]),
            ("Settled", 1)
        );
    }

    [Fact]
    public void Steps_that_ask_about_other_states()
    {
        var (algorithm, rows, energy) = (new Refined(), Sample.Demonstrations(), Net("energy"));
        Check(
            rows,
            [energy],
            [],
            batch => algorithm.Accumulate(energy, batch),
            i => algorithm.MissOfOne(Critic(energy), rows[i]),
            ("Miss", 1)
        );
    }
}
