using DeclarativeIL.Data;
using DeclarativeIL.Language.Tests.Losses;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>Columns of all kinds of numbers, components of points, and names that generated code uses itself.</summary>
public class NumbersOfRows : LossOracle
{
    [Fact]
    public void Columns_hold_every_kind_of_number()
    {
        var (algorithm, rows, mu) = (new Measures(), Measured(), Net("mu"));
        Check(rows, [mu], [], batch => algorithm.Accumulate(mu, batch), i => algorithm.FitOfOne(mu.OneSample(), rows[i]), ("Fit", 1));
    }

    [Fact]
    public void A_row_comes_back_as_it_was()
    {
        var rows = Measured();
        var data = new Dataset<Measured>(rows);
        for (var i = 0; i < rows.Length; i++)
        {
            var back = data[i];
            Assert.Equal((rows[i].Weight, rows[i].Count, rows[i].Grade, rows[i].Era), (back.Weight, back.Count, back.Grade, back.Era));
            Assert.Equal(rows[i].Marks, back.Marks);
            Assert.Equal(rows[i].Tags, back.Tags);
            Assert.Equal(rows[i].Scale.ToArray(), back.Scale.ToArray());
        }
    }

    [Fact]
    public void Whole_numbers_that_float64_does_not_hold_are_refused() =>
        Assert.Contains(
            "Count",
            Assert.Throws<ArgumentException>(() => new Dataset<Measured>(new[] { Measured()[0] with { Count = (1L << 53) + 1 } })).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Components_of_points_and_of_an_answer()
    {
        var (algorithm, rows, mu) = (new Components(), Sample.Demonstrations(), Net("mu"));
        Check(rows, [mu], [], batch => algorithm.Accumulate(mu, batch), i => algorithm.PartOfOne(mu.OneSample(), rows[i]), ("Part", 1));
    }

    [Fact]
    public void The_number_of_a_discrete_act()
    {
        var (algorithm, rows, f) = (new CategoricalRanks(), Sample.Labels(), Net("f", 3));
        Check(rows, [f], [], batch => algorithm.Accumulate(f, batch), i => algorithm.RankedOfOne(Features(f), rows[i]), ("Ranked", 1));
    }

    [Fact]
    public void A_draw_is_as_wide_as_what_is_named_after_the_question()
    {
        var (algorithm, rows, f) = (new Noised(), Sample.Demonstrations(), Net("f"));
        Check(
            rows,
            [f],
            [],
            batch => algorithm.Accumulate(f, batch, Draws),
            i => algorithm.DenoiseOfOne(Features(f), rows[i], Draws.GaussianOf("Denoise.z", i, 2), Draws.UniformOf("Denoise.u", i)),
            ("Denoise", 1)
        );
    }

    [Fact]
    public void Names_of_generated_code()
    {
        var (algorithm, rows, host, critic) = (new Fit { Share = 0.6 }, Sample.Demonstrations(), Net("host"), Net("i"));
        Check(
            rows,
            [host, critic],
            [],
            batch => algorithm.Accumulate(host, critic, batch, Draws),
            i => algorithm.TrainOfOne(host.OneSample(), Critic(critic), rows[i], Draws.UniformOf("Train.Share", i)),
            ("Train", 1)
        );
    }

    internal static Measured[] Measured()
    {
        var random = new SeedSequence(5).Stream();
        return
        [
            .. Sample
                .Demonstrations()
                .Select(
                    (row, i) =>
                        new Measured(
                            row.State,
                            row.Action,
                            0.25f * (i % 5),
                            i % 4,
                            (Grade)(i % 2),
                            i % 3 == 0 ? Era.Past : Era.Now,
                            [random.NextInt(8) / 8.0, random.NextInt(8) / 4.0],
                            [i, 2, 3],
                            new double[] { random.NextInt(16) / 16.0, 0.5 }
                        )
                ),
        ];
    }
}
