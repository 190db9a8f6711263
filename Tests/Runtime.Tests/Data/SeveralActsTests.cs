using DeclarativeIL.Data;
using static TorchSharp.torch;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class SeveralActsTests
{
    [Fact]
    public void Acts_are_a_column_of_their_own_shape()
    {
        Ranking[] rows = [Row(0), Row(10), Row(20)];
        var data = new Dataset<Ranking>(rows);
        using var feed = new BatchFeed<Ranking>(data, ScalarType.Float64);
        using var batch = feed.Next(2)!;
        using var given = Batch.From(rows, ScalarType.Float64);

        Assert.Equal(rows, data);
        Assert.Equal((3, 6), (data.Columns[1].Parts, data.Columns[1].Width));
        Assert.Equal([2, 3, 2], batch["Candidates"].shape);
        Assert.Equal([3, 3, 2], given["Candidates"].shape);
        Assert.Equal(13, batch["Candidates"][1, 1, 1].item<double>());
        Assert.Equal(rows[..2], data.Take(2));
    }

    [Fact]
    public void Another_number_of_acts_or_another_width_is_refused()
    {
        var data = new Dataset<Ranking>([Row(0)]);

        Assert.Equal(
            "Column Candidates, row 1: found 1 acts; expected 3.",
            Refused(data, new Ranking(State.Of(1), new Acts(Act.Continuous(1, 2))))
        );
        Assert.Equal(
            "Column Candidates, row 1: found 1 numbers; expected 2.",
            Refused(data, new Ranking(State.Of(1), new Acts(Act.Continuous(1, 2), Act.Continuous(1), Act.Continuous(1, 2))))
        );
        Assert.Equal(
            "Column Candidates, row 0: found 0 acts; expected 1 or more.",
            Refused(new Dataset<Ranking>(), new Ranking(State.Of(1), default))
        );
        Assert.Equal([Row(0)], data);
    }

    [Fact]
    public void Sequences_are_padded_in_tensors_and_whole_in_rows()
    {
        Preference[] rows = [Pair([1], [2, 3]), Pair([4, 5, 6], [7]), Pair([8, 9], [10, 11, 12, 13])];
        var data = Dataset.OfSequences(rows[..1]);
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float64);
        data.AddRange(rows[1..]);
        feed.Refresh();
        using var batch = feed.Next(9)!;
        using var scope = NewDisposeScope();

        Assert.Equal(rows, data);
        Assert.Equal([3, 3], batch["Chosen"].shape);
        Assert.Equal([3, 4], batch["Rejected"].shape);
        Assert.Equal([1, double.NaN, double.NaN, 4, 5, 6, 8, 9, double.NaN], batch["Chosen"].flatten().data<double>().ToArray());
        Assert.Equal(rows.Select(static row => row.Rejected.Length), Act.Tokens(batch["Rejected"]).data<double>().ToArray());
        using var given = Batch.From(rows, ScalarType.Float64, sequences: true);
        Assert.Equal(given["Rejected"].flatten().data<double>().ToArray(), batch["Rejected"].flatten().data<double>().ToArray());
        Assert.Equal(rows[1..].Append(rows[0]), Dataset.OfSequences(rows[1..].Append(rows[0])));
        Assert.Equal(rows[..2], data.Take(2));
    }

    [Fact]
    public void Prompts_are_padded_like_completions()
    {
        Preference[] rows =
        [
            Pair([1], [2]),
            Pair([1], [2]) with
            {
                Context = State.Of(1, 2, 3),
            },
            Pair([1], [2]) with
            {
                Context = State.Of(4, 5),
            },
        ];
        var data = Dataset.OfSequences(rows);
        using var feed = new BatchFeed<Preference>(data, ScalarType.Float64);
        using var batch = feed.Next(9)!;
        using var given = Batch.From(rows, ScalarType.Float64, sequences: true);

        Assert.Equal(rows, data);
        Assert.Equal([1, double.NaN, double.NaN, 1, 2, 3, 4, 5, double.NaN], batch["Context"].flatten().data<double>().ToArray());
        Assert.Equal(batch["Context"].flatten().data<double>().ToArray(), given["Context"].flatten().data<double>().ToArray());
    }

    [Fact]
    public void Candidates_may_be_sequences_too()
    {
        Ranking[] rows =
        [
            new(State.Of(0), new Acts(Act.Continuous(1), Act.Continuous(2, 3))),
            new(State.Of(0), new Acts(Act.Continuous(4, 5, 6), Act.Continuous(7))),
        ];
        var data = Dataset.OfSequences(rows);
        using var batch = new BatchFeed<Ranking>(data, ScalarType.Float32).Next(2)!;

        Assert.Equal(rows, data);
        Assert.Equal([2, 2, 3], batch["Candidates"].shape);
    }

    [Fact]
    public void Unequal_lengths_need_a_data_set_of_sequences()
    {
        Assert.Equal(
            "Column Chosen, row 1: found 2 numbers; expected 1.",
            Refused(new Dataset<Preference>([Pair([1], [2])]), Pair([1, 2], [2]))
        );
        var sequences = Dataset.OfSequences([Pair([1], [2])]);
        Assert.Equal(
            "Column Context, row 1: found 2 numbers; expected 1.",
            Refused(new Dataset<Preference>([Pair([1], [2])]), Pair([1], [2]) with { Context = State.Of(1, 2) })
        );
        Assert.Equal("Column Chosen, row 1: found 0 numbers; expected 1 or more.", Refused(sequences, Pair([], [2])));
        Assert.Throws<ArgumentException>(() => sequences.AddRange([Pair([1, 2, 3], [2]), Pair([double.NaN], [2])]));
        Assert.Equal([Pair([1], [2])], sequences);
        Assert.Throws<ArgumentException>(() =>
            new Dataset<Preference>([Pair([1], [2])]).AddRange(Dataset.OfSequences([Pair([1, 2], [2])]))
        );
    }

    private static string Refused<TRow>(Dataset<TRow> data, TRow row)
        where TRow : struct => Assert.Throws<ArgumentException>(() => data.Add(row)).Message;

    private static Preference Pair(double[] chosen, double[] rejected) => new(State.Of(1), new Act(chosen), new Act(rejected));

    private static Ranking Row(int i) =>
        new(State.Of(i), new Acts(Act.Continuous(i, i + 1), Act.Continuous(i + 2, i + 3), Act.Continuous(i + 4, i + 5)));
}
