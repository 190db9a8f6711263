namespace DeclarativeIL.Runtime.Tests.Dsl;

/// <summary>Sizes of tables that do not fit.</summary>
public sealed class TablesTests
{
    [Fact]
    public void Numbers_that_make_no_whole_rows_are_refused()
    {
        var found = Assert.Throws<ArgumentException>(static () => Tables.RowSums(Vector.Of(1, 2, 3), 2));
        Assert.Contains("Found 3 numbers; expected rows of 2.", found.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(static () => Tables.LogSoftmaxes(Vector.Of(1, 2, 3), 2));
    }

    [Fact]
    public void Rows_without_numbers_are_refused()
    {
        var found = Assert.Throws<ArgumentException>(static () => Tables.Spread(Vector.Of(1, 2), 0));
        Assert.Contains("Found rows of 0 numbers; expected 1 or more.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_another_length_is_refused()
    {
        var found = Assert.Throws<ArgumentException>(static () => Tables.Tiled(Vector.Of(1, 2, 3), Vector.Of(1, 2, 3, 4), 2));
        Assert.Contains("Found a row of 3 numbers; expected 2.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_there_is_not_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Tables.Column(Vector.Of(1, 2, 3, 4), Act.Discrete(2), 2));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Tables.Pick(Vector.Of(1, 2, 3, 4), Act.Continuous(0, 2), 2));
    }
}
