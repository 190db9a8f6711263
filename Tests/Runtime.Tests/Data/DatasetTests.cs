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
        Assert.Equal([1, 0.5f, 2, 1], data.Columns[0].Values.ToArray());
        Assert.Equal([1, 2], data.Columns[3].Values.ToArray());
        Assert.Equal([1, 0], data.Columns[4].Values.ToArray());
        Assert.Equal([3, 0], data.Columns[5].Values.ToArray());
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
    [InlineData(1e300, "1E+300")]
    public void A_number_that_is_not_finite_is_refused_and_nothing_is_kept(double bad, string said)
    {
        var data = new Dataset<Everything>([Row(1)]);
        var last = Row(2) with { Reward = bad };

        Assert.Equal($"Column Reward, row 1: found {said}; expected a finite number within the range of float32.",
            Assert.Throws<ArgumentException>(() => data.Add(last)).Message);
        var state = Assert.Throws<ArgumentException>(() => data.Add(Row(2) with { Seen = State.Of(0, bad) }));
        Assert.StartsWith("Column Seen, row 1, component 1: found ", state.Message, StringComparison.Ordinal);
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
        Assert.Equal("Column Done, row 0: found 0 numbers; expected 1 or more.",
            Refused(new Dataset<Everything>(), Row(1) with { Done = default }));
        Assert.Contains("has no column 'Sen'; it has Seen, Done",
            Assert.Throws<ArgumentException>(() => new Dataset<Everything>(("Sen", 4))).Message, StringComparison.Ordinal);

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

    [Fact]
    public void Whole_numbers_that_float32_cannot_hold_are_refused()
        => Assert.Contains("expected a whole number", Assert.Throws<ArgumentException>(() => new Dataset<Everything>().Add(Row(1) with { Number = 16_777_217 })).Message, StringComparison.Ordinal);

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
    public void A_record_struct_is_a_row_without_a_mark()
        => Assert.Equal(State.Of(1, 2), new Dataset<Unmarked>(new[] { new Unmarked(State.Of(1, 2)) })[0].State);

    [Fact]
    public void A_type_that_is_no_row_is_refused()
    {
        Assert.Contains("neither a record struct nor marked [Row]", Assert.Throws<NotSupportedException>(() => new Dataset<KeyValuePair<State, Act>>()).Message,
            StringComparison.Ordinal);
        Assert.Contains("column Text is of type String", Assert.Throws<NotSupportedException>(() => new Dataset<Unusable>()).Message,
            StringComparison.Ordinal);
    }

    private static Everything Row(int i)
        => new(State.Of(i, i / 2.0), Act.Discrete(i % 3), i / 4.0, i, i % 2 == 1, i % 2 == 1 ? Mood.Hasty : Mood.Calm);
}
