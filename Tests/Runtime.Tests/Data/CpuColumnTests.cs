using DeclarativeIL.Backends.Cpu;
using DeclarativeIL.Data;
using DeclarativeIL.Generated;
using DeclarativeIL.Randomness;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

/// <summary>Columns without tensors: statistics, sequences, the next row, and the way to tensors and back.</summary>
public class CpuColumnTests
{
    public readonly record struct Scored(State State, Act Answer, double Score);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Statistics_are_those_of_each_members_rows(int members)
    {
        var rows = Rows(12);
        var column = CpuBatch.From(rows, members)["Score"];
        var each = rows.Length / members;
        var own = Enumerable
            .Range(0, members)
            .Select(member => rows.Skip(member * each).Take(each).Select(row => row.Score).ToArray())
            .ToArray();
        Near([.. own.Select(ColumnStatistics.Mean)], CpuValues.Mean(column, new double[members]));
        Near([.. own.Select(ColumnStatistics.Deviation)], CpuValues.Deviation(column, new double[members]));
        foreach (var level in new[] { 0.0, 0.3, 0.5, 0.99, 1.0 })
            Near(
                [.. own.Select(numbers => ColumnStatistics.Quantile(numbers, level))],
                CpuValues.Quantile(column, level, new double[members])
            );
        if (members > 1)
            Assert.Contains(
                "Found room for 1 members; expected 3",
                Assert.Throws<ArgumentException>(() => CpuValues.Mean(column, new double[1])).Message,
                StringComparison.Ordinal
            );
        var all = rows.Select(row => row.Score).ToArray();
        Near(
            [ColumnStatistics.Mean(all), ColumnStatistics.Deviation(all), ColumnStatistics.Quantile(all, 0.3)],
            [CpuValues.Mean(column), CpuValues.Deviation(column), CpuValues.Quantile(column, 0.3)]
        );
    }

    [Fact]
    public void A_quantile_of_what_is_no_number_is_none()
    {
        var rows = Rows(5);
        rows[3] = rows[3] with { Score = double.NaN };
        Assert.Equal(double.NaN, CpuValues.Quantile(CpuBatch.From(rows)["Score"], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuValues.Quantile(CpuBatch.From(rows)["Score"], 1.5));
    }

    [Fact]
    public void The_other_row_is_the_next_one_of_the_same_member()
    {
        var batch = CpuBatch.From(Rows(6), 2);
        Assert.Equal([1, 2, 0, 4, 5, 3], Enumerable.Range(0, 6).Select(batch.Other));
    }

    /// <summary>Padding behind a short sequence is no part of it, here as in the batched form.</summary>
    [Fact]
    public void A_short_sequence_has_its_own_length()
    {
        var rows = new[] { 3, 1, 2 }.Select(static tokens => new Demonstration(State.Of(1), new Act(new double[tokens]))).ToArray();
        var feed = new CpuFeed<Demonstration>(Dataset.OfSequences(rows));
        Assert.True(feed.Next(3));
        Assert.Equal([3.0, 1.0, 2.0], Enumerable.Range(0, 3).Select(row => feed.Rows["Action"].Act(row).Length));
    }

    [Fact]
    public void Several_acts_are_read_in_order()
    {
        var rows = Enumerable
            .Range(0, 3)
            .Select(static row => new Ranking(State.Of(row), new Acts(Act.Continuous(row, 1), Act.Continuous(row, 2))))
            .ToArray();
        var feed = new CpuFeed<Ranking>(new Dataset<Ranking>(rows));
        Assert.True(feed.Next(3));
        Assert.Equal(rows.Select(static row => row.Candidates), Enumerable.Range(0, 3).Select(row => feed.Rows["Candidates"].Acts(row)));
    }

    [Fact]
    public void Autograd_hands_back_the_gradient_of_a_column()
    {
        var rows = Rows(4);
        var batch = CpuBatch.From(rows);
        var (gradient, untouched) = (batch.Computed(0), batch.Computed(1));
        using (NewDisposeScope())
        using (enable_grad())
        {
            var (states, scores) = (TensorBridge.Leaf(batch["State"], 1), TensorBridge.Leaf(batch["Score"]));
            Assert.Equal([4, 2], states.shape);
            Assert.Equal(rows.Average(static row => row.State[0] * row.State[1]), TensorBridge.Backward(states.prod(-1).mean()), 1e-12);
            TensorBridge.Read(states, gradient);
            TensorBridge.Read(scores, untouched);
        }
        for (var row = 0; row < rows.Length; row++)
        {
            Assert.Equal(rows[row].State[1] / 4, gradient[row, 0], 1e-12);
            Assert.Equal(rows[row].State[0] / 4, gradient[row, 1], 1e-12);
            Assert.Equal(0, untouched[row]);
        }
    }

    private static Scored[] Rows(int count)
    {
        var random = new SeedSequence(5).Stream();
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => new Scored(
                    State.Of(random.NextGaussian(), random.NextGaussian()),
                    Act.Continuous(random.NextGaussian()),
                    random.NextGaussian()
                )),
        ];
    }

    private static void Near(double[] expected, double[] found) =>
        Assert.Equal(expected, found, static (left, right) => Math.Abs(left - right) < 1e-12);
}
