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

    /// <summary><see cref="Functions.Cholesky(Matrix)"/> of a row's matrix, in room that is used again for the next row.</summary>
    /// <param name="m">[k, k].</param>
    /// <param name="room">[2 k k].</param>
    /// <returns>The lower triangular matrix, whose numbers are the room's first.</returns>
    public static Matrix Cholesky(Matrix m, double[] room)
    {
        ArgumentNullException.ThrowIfNull(room);
        var lower = room.AsMemory(0, m.Span.Length);
        var rest = room.AsSpan(m.Span.Length);
        lower.Span.Clear();
        m.Span.CopyTo(rest);
        Functions.Cholesky(m, rest, lower.Span);
        return Matrix.Over(m.Rows, m.Columns, lower);
    }

    /// <summary>Checks that a given vector is as wide as what it meets.</summary>
    /// <param name="given">k numbers.</param>
    /// <param name="name">Its name.</param>
    /// <param name="width">k.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void CheckGiven(Vector given, string name, int width)
    {
        if (given.Size != width)
            throw new ArgumentException($"Found a vector of {given.Size} numbers; expected {width}.", name);
    }

    /// <summary>Checks that a given matrix has the sides of what it meets.</summary>
    /// <param name="given">k x l.</param>
    /// <param name="name">Its name.</param>
    /// <param name="rows">k; null where nothing says how many rows it has to have.</param>
    /// <param name="columns">l; null where nothing says how many columns it has to have.</param>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static void CheckGiven(Matrix given, string name, int? rows, int? columns)
    {
        if ((rows ?? given.Rows) != given.Rows || (columns ?? given.Columns) != given.Columns)
            throw new ArgumentException($"Found a matrix of {given.Rows} x {given.Columns}; expected {Side(rows)} x {Side(columns)}.", name);
    }

    private static string Side(int? size) => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any number";

    private static double[] Numbers(HostColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var numbers = new double[column.Rows];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = column[row];
        return numbers;
    }
}
