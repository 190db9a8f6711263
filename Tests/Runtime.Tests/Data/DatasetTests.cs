using DeclarativeIL.Data;
using DeclarativeIL.Randomness;

namespace DeclarativeIL.Runtime.Tests.Data;

public sealed class DatasetTests
{
    public enum Mood : byte
    {
        Calm,
        Hasty = 3,
    }

    [Row]
    public readonly record struct Everything(State Seen, Act Done, double Reward, int Number, bool Flag, Mood Mood);

    public readonly record struct Unmarked(State State);

    [Row]
    public readonly record struct Unusable(string Text);

    [Fact]
    public void Columns_are_the_positional_parameters()
    {
        var data = new Dataset<Everything>([Row(1), Row(2)]);

        Assert.Equal(["Seen", "Done", "Reward", "Number", "Flag", "Mood"], data.Columns.Select(static column => column.Name));
        Assert.Equal([2, 1, 1, 1, 1, 1], data.Columns.Select(static column => column.Width));
        Assert.Equal([1, 0.5, 2, 1], data.Columns[0].ToArray());
        Assert.Equal([1, 2], data.Columns[3].ToArray());
        Assert.Equal([1, 0], data.Columns[4].ToArray());
        Assert.Equal([3, 0], data.Columns[5].ToArray());
    }

    [Fact]
    public void Rows_come_back_as_they_were_kept()
    {
        var rows = Enumerable.Range(0, 1000).Select(Row).ToArray();
        var data = new Dataset<Everything>(rows);

        Assert.Equal(1000, data.Count);
        Assert.Equal(rows, data);
        Assert.Equal(rows[999], data[999]);
        Assert.Equal(rows[..7], data.Take(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => data[1000]);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_number_that_is_not_finite_is_refused_and_nothing_is_kept(double bad, string said)
    {
        var data = new Dataset<Everything>([Row(1)]);
        var last = Row(2) with { Reward = bad };

        Assert.Equal(
            $"Column Reward, row 1: found {said}; expected a finite number.",
            Assert.Throws<ArgumentException>(() => data.Add(last)).Message
        );
        var state = Assert.Throws<ArgumentException>(() => data.Add(Row(2) with { Seen = State.Of(0, bad) }));
        Assert.Equal(
            $"Column Seen, row 1, component 1: found {said}; expected a finite number within the range of float32.",
            state.Message
        );
        Assert.Equal([Row(1)], data);
        data.Add(Row(2));
        Assert.Equal([Row(1), Row(2)], data);
    }

    [Fact]
    public void A_width_that_differs_is_refused()
    {
        var data = new Dataset<Everything>([Row(1)]);

        Assert.Equal("Column Seen, row 1: found 3 numbers; expected 2.", Refused(data, Row(2) with { Seen = State.Of(1, 2, 3) }));
        Assert.Equal("Column Seen, row 0: found 2 numbers; expected 4.", Refused(new Dataset<Everything>(("Seen", 4)), Row(1)));
        Assert.Equal(
            "Column Done, row 0: found 0 numbers; expected 1 or more.",
            Refused(new Dataset<Everything>(), Row(1) with { Done = default })
        );
        Assert.Contains(
            "has no column 'Sen'; it has Seen, Done",
            Assert.Throws<ArgumentException>(() => new Dataset<Everything>(("Sen", 4))).Message,
            StringComparison.Ordinal
        );

        static string Refused(Dataset<Everything> data, Everything row) => Assert.Throws<ArgumentException>(() => data.Add(row)).Message;
    }

    [Fact]
    public void A_refused_first_row_does_not_fix_the_widths()
    {
        var data = new Dataset<Everything>();

        Assert.Throws<ArgumentException>(() => data.Add(Row(1) with { Seen = State.Of(1, 2, 3), Reward = double.NaN }));
        data.Add(Row(1));

        Assert.Equal([Row(1)], data);
    }

    [Fact]
    public void A_range_is_added_whole_or_not_at_all()
    {
        var data = new Dataset<Everything>([Row(1)]);

        Assert.Throws<ArgumentException>(() => data.AddRange([Row(2), Row(3) with { Reward = double.NaN }]));
        Assert.Equal([Row(1)], data);
        data.AddRange(data);
        Assert.Equal([Row(1), Row(1)], data);
    }

    /// <summary>Networks take states and acts in float32 at most.</summary>
    [Fact]
    public void A_state_beyond_float32_is_refused() =>
        Assert.Contains(
            "within the range of float32",
            Assert.Throws<ArgumentException>(() => new Dataset<Everything>([Row(1) with { Seen = State.Of(1, 1e300) }])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Every_number_comes_back_as_it_was_given()
    {
        double[] numbers = [0.7, 0.1, -0.0, 1e-320, 16777217, 0.1 + 0.2, 3.4e38];
        Everything[] rows =
        [
            .. numbers.Select(static number => new Everything(
                State.Of(number, 1),
                Act.Continuous(1 / (number + 1)),
                number,
                int.MaxValue,
                true,
                Mood.Hasty
            )),
            Row(1) with
            {
                Reward = 1e300,
                Number = int.MinValue,
            },
            Row(1) with
            {
                Reward = double.Epsilon,
            },
        ];
        var data = new Dataset<Everything>(rows);

        Assert.Equal(rows, data);
        Assert.Equal(
            rows.Select(static row => BitConverter.DoubleToInt64Bits(row.Reward)),
            data.Columns[2].ToArray().Select(BitConverter.DoubleToInt64Bits)
        );
        Assert.Equal(0.1, data.Columns[0][1, 0]);
        Assert.Equal(rows, new Dataset<Everything>(data));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Columns[0][rows.Length, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Columns[0][0, 2]);
    }

    /// <summary>
    /// Observations come in float32 and stay four bytes each; the first number that float32 has not makes its column wide, and no other.
    /// </summary>
    [Fact]
    public void States_take_four_bytes_a_number_while_that_is_enough()
    {
        var data = new Dataset<Everything>([Row(1), Row(2)]);
        Assert.False(data.Columns[0].IsWide);
        data.Add(Row(3) with { Seen = State.Of(0.1f, 0.7f) });
        Assert.False(data.Columns[0].IsWide);
        var more = new Dataset<Everything>([Row(4) with { Seen = State.Of(0.1, 1) }]);
        data.AddRange(more);
        Assert.True(data.Columns[0].IsWide);
        Assert.False(data.Columns[1].IsWide);
        Assert.Equal([Row(1), Row(2), Row(3) with { Seen = State.Of(0.1f, 0.7f) }, Row(4) with { Seen = State.Of(0.1, 1) }], data);
    }

    [Fact]
    public void A_ring_and_sequences_become_wide_too()
    {
        var ring = new Dataset<Everything> { Capacity = 3 };
        Everything[] rows = [.. Enumerable.Range(1, 5).Select(static i => Row(i) with { Seen = State.Of(i < 4 ? i : i / 10.0, i) })];
        foreach (var row in rows)
            ring.Add(row);
        Assert.Equal([rows[3], rows[4], rows[2]], ring);
        Preference[] pairs =
        [
            new(State.Of(1), Act.Continuous(1, 2), Act.Discrete(3)),
            new(State.Of(1, 2, 0.1), Act.Discrete(4), Act.Continuous(0.7, 5, 6)),
            new(State.Of(7, 8), Act.Discrete(9), Act.Discrete(1)),
        ];
        Assert.Equal(pairs, Dataset.OfSequences(pairs));
        Assert.Equal(pairs, Dataset.OfSequences(Dataset.OfSequences(pairs)));
    }

    public readonly record struct Floored(State State, double Weight)
    {
        public double Weight { get; init; } = Math.Max(0, Weight);
    }

    public readonly record struct Documented(State State, double Weight)
    {
        /// <summary>Never below 0.</summary>
        public double Weight { get; init; } = Weight >= 0 ? Weight : throw new ArgumentOutOfRangeException(nameof(Weight));
    }

    [Fact]
    public void A_row_that_alters_what_it_is_given_is_refused()
    {
        Assert.Contains(
            "its property Weight is 0 where its parameter was given -1.5",
            Assert.Throws<NotSupportedException>(() => new Dataset<Floored>()).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(0.5, new Dataset<Documented>([new Documented(State.Of(1), 0.5)])[0].Weight);
    }

    [Fact]
    public void Splitting_keeps_every_row_once_and_follows_the_stream()
    {
        var data = new Dataset<Everything>(Enumerable.Range(0, 20).Select(Row));

        var (first, others) = data.Split(5, new RandomStream(3));

        Assert.Equal(5, first.Count);
        Assert.Equal(data.Select(static row => row.Number), first.Concat(others).Select(static row => row.Number).Order());
        Assert.Equal(first, data.Split(5, new RandomStream(3)).First);
        Assert.NotEqual(data.Take(5), first);
    }

    [Fact]
    public void A_record_struct_is_a_row_without_a_mark() =>
        Assert.Equal(State.Of(1, 2), new Dataset<Unmarked>(new[] { new Unmarked(State.Of(1, 2)) })[0].State);

    [Fact]
    public void A_type_that_is_no_row_is_refused()
    {
        Assert.Contains(
            "neither a record struct nor marked [Row]",
            Assert.Throws<NotSupportedException>(() => new Dataset<KeyValuePair<State, Act>>()).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "column Text is of type String",
            Assert.Throws<NotSupportedException>(() => new Dataset<Unusable>()).Message,
            StringComparison.Ordinal
        );
    }

    private static Everything Row(int i) =>
        new(State.Of(i, i / 2.0), Act.Discrete(i % 3), i / 4.0, i, i % 2 == 1, i % 2 == 1 ? Mood.Hasty : Mood.Calm);
}
