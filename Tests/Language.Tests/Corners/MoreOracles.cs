using DeclarativeIL.Backends.Torch;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Language.Tests.Losses;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Language.Tests.Corners;

/// <summary>More places where constructs of the language meet.</summary>
public class MoreOracles : LossOracle
{
    [Fact]
    public void Rows_have_columns_of_every_type()
    {
        var random = new SeedSequence(3).Stream();
        var rows = Sample
            .Demonstrations()
            .Select(row => new Tagged(row.State, row.Action, (Kind)random.NextInt(3), random.NextInt(4), random.NextInt(2) == 0))
            .ToArray();
        var (algorithm, mu) = (new Tags { Least = 2 }, Net("mu"));
        Check(
            rows,
            [mu],
            [],
            batch => algorithm.Accumulate(mu, batch),
            i => algorithm.WeighedOfOne(mu.OneSample(), rows[i]),
            ("Weighed", 1)
        );
    }

    [Fact]
    public void Given_matrices_and_replaced_rows()
    {
        var (algorithm, rows, mu, w) = (new Weighted(), Sample.Demonstrations(), Net("mu"), new Matrix(2, 2, [1, 0.5, -0.3, 2]));
        Check(
            rows,
            [mu],
            [],
            batch => algorithm.Accumulate(mu, batch, TensorRows.Upload(w, batch.Type), Draws),
            i => algorithm.FormOfOne(mu.OneSample(), rows[i], w, Draws.GaussianOf("Form.z", i, StateSize)),
            ("Form", 1)
        );
    }

    [Fact]
    public void A_trained_number_and_a_policy()
    {
        var (algorithm, rows, mu, c) = (new Scaled(), Sample.Demonstrations(), Net("mu"), Net("c"));
        Check(
            rows,
            [mu, c],
            [],
            batch => algorithm.Accumulate(mu, c, batch),
            i => algorithm.FitOfOne(mu.OneSample(), Coefficient(c), rows[i]),
            ("Fit", 1)
        );
    }

    [Fact]
    public void Critics_of_steps()
    {
        var (algorithm, rows, f, v, slow) = (new Steps(), Sample.Transitions(), Net("f"), Net("v"), Net("slow"));
        Check(
            rows,
            [f, v],
            [slow],
            batch => algorithm.Accumulate(f, v, slow, batch),
            i => algorithm.ConsistentOfOne(Critic(f), Critic(v), Critic(slow), rows[i]),
            ("Consistent", 1)
        );
    }

    [Fact]
    public void Vectors_of_features()
    {
        var (algorithm, rows, q, old) = (new Vectors(), Sample.Transitions(discrete: true), Net("q", 3), Net("old", 3));
        Check(
            rows,
            [q],
            [old],
            batch => algorithm.Accumulate(q, old, batch),
            i => algorithm.MixedOfOne(Features(q), Features(old), rows[i]),
            ("Mixed", 1)
        );
    }

    [Fact]
    public void Draws_through_a_critic()
    {
        var (algorithm, rows, pi, q) = (new Drawn(), Sample.Demonstrations(), Net("pi"), Net("q"));
        Check(
            rows,
            [pi],
            [q],
            batch => algorithm.Accumulate(pi, q, batch, Draws),
            i => algorithm.ThroughOfOne(pi.OneSample(), Critic(q), rows[i], Draws.DrawOf("Through.z", i)),
            ("Through", 1)
        );
    }

    /// <summary>Batches of different sizes: each loss has its own share in the gradient of the squared weights.</summary>
    [Fact]
    public void An_answer_about_the_network_has_a_gradient_from_each_batch()
    {
        var (algorithm, rows, steps, mu) = (new TwoSquares(), Sample.Demonstrations(), Sample.Transitions().Take(5).ToArray(), Net("mu"));
        using var near = Batch.From(rows, ScalarType.Float64);
        using var paid = Batch.From(steps, ScalarType.Float64);
        Check(
            [mu],
            [],
            () => algorithm.Accumulate(mu, near, paid),
            () =>
                rows.Average(row => algorithm.NearOfOne(mu.OneSample(), row))
                + steps.Average(step => algorithm.PaidOfOne(mu.OneSample(), step)),
            ("Near", 1),
            ("Paid", 1)
        );
    }

    /// <summary>Statistics are detached: those of the answers as they are, whatever is moved.</summary>
    [Fact]
    public void Statistics_of_statistics()
    {
        var (algorithm, rows, pi) = (new Spreads(), Sample.Rankings(), Net("pi"));
        var doubt = rows.Average(row => algorithm.DoubtOfOne(Detached(pi), row));
        var far = ColumnStatistics.Quantile([.. rows.Select((row, i) => algorithm.FarOfOne(row, doubt, rows[(i + 1) % rows.Length]))], 0.7);
        var deviation = ColumnStatistics.Deviation([.. rows.Select(algorithm.LengthOfOne)]);
        Check(
            rows,
            [pi],
            [],
            batch => algorithm.Accumulate(pi, batch),
            i => algorithm.WeighedOfOne(pi.OneSample(), rows[i], far, deviation),
            ("Weighed", 1)
        );
    }

    [Fact]
    public void The_next_row_is_asked_about_and_computed_with()
    {
        var (algorithm, rows, pi) = (new Neighbours(), Sample.Demonstrations(), Net("pi"));
        Check(
            rows,
            [pi],
            [],
            batch => algorithm.Accumulate(pi, batch),
            i => algorithm.ApartOfOne(pi.OneSample(), rows[i], rows[(i + 1) % rows.Length]),
            ("Apart", 1)
        );
    }
}
