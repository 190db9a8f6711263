using DeclarativeIL.Data;

namespace DeclarativeIL.Training;

/// <summary>Statistics of a column over the rows of a batch on the host, as its batched form has them.</summary>
public static class HostValues
{
    /// <summary>Mean over the batch.</summary>
    public static double Mean(HostColumn column) => ColumnStatistics.Mean(Numbers(column));

    /// <summary>Standard deviation with n over the batch.</summary>
    public static double Deviation(HostColumn column) => ColumnStatistics.Deviation(Numbers(column));

    /// <summary>Quantile over the batch, linear between order statistics.</summary>
    /// <param name="column">The column.</param>
    /// <param name="level">From 0 to 1.</param>
    public static double Quantile(HostColumn column, double level) => ColumnStatistics.Quantile(Numbers(column), level);

    private static double[] Numbers(HostColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var numbers = new double[column.Rows];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = column[row];
        return numbers;
    }
}
