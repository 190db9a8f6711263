using System.ComponentModel;
using MathNet.Numerics.Statistics;

namespace DeclarativeIL.Generated;

/// <summary>Statistics of a column; 0 where there are no rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnStatistics
{
    /// <summary>The mean.</summary>
    public static double Mean(double[] values) => Given(values).Length == 0 ? 0 : ArrayStatistics.Mean(values);

    /// <summary>The standard deviation, with n.</summary>
    public static double Deviation(double[] values) => Given(values).Length == 0 ? 0 : ArrayStatistics.PopulationStandardDeviation(values);

    /// <summary>The quantile by linear interpolation between order statistics (definition 7, that of R and NumPy).</summary>
    /// <param name="values">In any order; they stay in it.</param>
    /// <param name="level">From 0 to 1.</param>
    public static double Quantile(double[] values, double level)
    {
        if (!(level >= 0 && level <= 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "Expected a level from 0 to 1.");
        return Given(values).Length == 0 ? 0 : ArrayStatistics.QuantileCustomInplace([.. values], level, QuantileDefinition.R7);
    }

    /// <summary>The mean of matrices of equal size; a matrix of zeros where there are none.</summary>
    /// <param name="values">[n, rows, columns], row after row.</param>
    /// <param name="rows">Rows of each matrix.</param>
    /// <param name="columns">Columns of each matrix.</param>
    public static Matrix Mean(ReadOnlySpan<double> values, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var size = rows * columns;
        if (values.Length % size != 0)
            throw new ArgumentException($"Found {values.Length} numbers; expected a multiple of {rows} x {columns}.", nameof(values));
        var mean = new double[size];
        for (var i = 0; i < values.Length; i++)
            mean[i % size] += values[i];
        for (var i = 0; i < mean.Length && !values.IsEmpty; i++)
            mean[i] /= values.Length / size;
        return new Matrix(rows, columns, mean);
    }

    /// <summary>The mean of matrices of equal size; a matrix of zeros where there are none.</summary>
    /// <param name="values">The matrices.</param>
    /// <param name="rows">Rows of each matrix.</param>
    /// <param name="columns">Columns of each matrix.</param>
    public static Matrix Mean(IReadOnlyList<Matrix> values, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var matrix in values)
            if (matrix.Rows != rows || matrix.Columns != columns)
                throw new ArgumentException(
                    $"Found a matrix of {matrix.Rows} x {matrix.Columns}; expected {rows} x {columns}.",
                    nameof(values)
                );
        return Mean(values.SelectMany(static matrix => matrix.Span.ToArray()).ToArray(), rows, columns);
    }

    private static double[] Given(double[] values) => values ?? throw new ArgumentNullException(nameof(values));
}
