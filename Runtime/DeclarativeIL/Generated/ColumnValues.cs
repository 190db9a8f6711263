using System.ComponentModel;

namespace DeclarativeIL.Generated;

/// <summary>A declared column over all rows of a data set: numbers or matrices, and their statistics.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class ColumnValues
{
    private readonly List<double> _values = [];
    private int _rows,
        _columns;

    /// <summary>Adds the number of a row.</summary>
    public void Add(double value) => _values.Add(value);

    /// <summary>Adds the matrix of a row, of the same sides as the ones before.</summary>
    public void Add(Matrix value)
    {
        (_rows, _columns) = (value.Rows, value.Columns);
        _values.AddRange(value.Span);
    }

    /// <summary>The numbers, in the order of the rows.</summary>
    public double[] ToArray() => [.. _values];

    /// <summary>Their mean; 0 when there are none.</summary>
    public double Mean() => ColumnStatistics.Mean(ToArray());

    /// <summary>Their standard deviation, with n; 0 when there are none.</summary>
    public double Deviation() => ColumnStatistics.Deviation(ToArray());

    /// <summary>Their quantile; 0 when there are none.</summary>
    /// <param name="level">From 0 to 1.</param>
    public double Quantile(double level) => ColumnStatistics.Quantile(ToArray(), level);

    /// <summary>The mean matrix; zeros when there are none.</summary>
    /// <param name="size">Rows and columns of the zeros.</param>
    public Matrix MeanMatrix(int size)
    {
        if (_values.Count == 0)
            return new(size, size, new double[size * size]);
        var mean = new double[_rows * _columns];
        for (var i = 0; i < _values.Count; i++)
            mean[i % mean.Length] += _values[i] * mean.Length / _values.Count;
        return new(_rows, _columns, mean);
    }
}
