using DeclarativeIL.Generated;

namespace DeclarativeIL.Runtime.Tests.Training;

public sealed class ColumnStatisticsTests
{
    private static readonly double[] Values = [7, 1, 3, 9];

    [Fact]
    public void Mean_and_deviation_divide_by_n()
    {
        Assert.Equal(5, ColumnStatistics.Mean(Values));
        Assert.Equal(Math.Sqrt(10), ColumnStatistics.Deviation(Values), 14);
        Assert.Equal(0, ColumnStatistics.Deviation([4]));
    }

    [Theory] // numpy.quantile([7, 1, 3, 9], level)
    [InlineData(0, 1)]
    [InlineData(0.1, 1.6)]
    [InlineData(0.5, 5)]
    [InlineData(0.95, 8.7)]
    [InlineData(0.99, 8.94)]
    [InlineData(1, 9)]
    public void Quantiles_interpolate_between_order_statistics(double level, double expected)
    {
        Assert.Equal(expected, ColumnStatistics.Quantile(Values, level), 12);
        Assert.Equal([7, 1, 3, 9], Values);
        Assert.Equal(4, ColumnStatistics.Quantile([4], level));
    }

    [Fact]
    public void Nothing_gives_nothing()
    {
        Assert.Equal(0, ColumnStatistics.Mean([]));
        Assert.Equal(0, ColumnStatistics.Deviation([]));
        Assert.Equal(0, ColumnStatistics.Quantile([], 0.5));
        Assert.Equal(new Matrix(2, 2, new double[4]), ColumnStatistics.Mean(ReadOnlySpan<double>.Empty, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColumnStatistics.Quantile(Values, 1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => ColumnStatistics.Quantile(Values, double.NaN));
    }

    [Fact]
    public void Matrices_are_averaged_number_by_number()
    {
        Matrix[] values = [new(1, 2, [1, 2]), new(1, 2, [3, 6])];

        Assert.Equal(new Matrix(1, 2, [2, 4]), ColumnStatistics.Mean(values, 1, 2));
        Assert.Equal(new Matrix(1, 2, [2, 4]), ColumnStatistics.Mean([1, 2, 3, 6], 1, 2));
        Assert.Throws<ArgumentException>(() => ColumnStatistics.Mean(values, 2, 1));
        Assert.Throws<ArgumentException>(() => ColumnStatistics.Mean([1, 2, 3], 1, 2));
    }
}
