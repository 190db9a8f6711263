using System.ComponentModel;
using DeclarativeIL.Backends.Cpu;

namespace DeclarativeIL.Generated;

/// <summary>Statistics of a column over the rows of a batch on the CPU, as its batched form has them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CpuValues
{
    /// <summary>Mean over the batch.</summary>
    public static double Mean(CpuColumn column) => Mean(All(column));

    /// <summary>Mean over the rows of each member of an ensemble.</summary>
    /// <param name="column">The column.</param>
    /// <param name="members">[L], which is filled.</param>
    /// <returns>The same array.</returns>
    public static double[] Mean(CpuColumn column, double[] members)
    {
        for (var member = 0; member < Checked(column, members).Length; member++)
            members[member] = Mean(column.Numbers64(member * column.Count, column.Count));
        return members;
    }

    /// <summary>Standard deviation with n over the batch.</summary>
    public static double Deviation(CpuColumn column) => Deviation(All(column));

    /// <summary>Standard deviation with n over the rows of each member of an ensemble.</summary>
    /// <param name="column">The column.</param>
    /// <param name="members">[L], which is filled.</param>
    /// <returns>The same array.</returns>
    public static double[] Deviation(CpuColumn column, double[] members)
    {
        for (var member = 0; member < Checked(column, members).Length; member++)
            members[member] = Deviation(column.Numbers64(member * column.Count, column.Count));
        return members;
    }

    /// <summary>Quantile over the batch, linear between order statistics.</summary>
    /// <param name="column">The column.</param>
    /// <param name="level">From 0 to 1.</param>
    public static double Quantile(CpuColumn column, double level)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Quantile(column.Sorted(0, column.Rows), level);
    }

    /// <summary>Quantile over the rows of each member of an ensemble, linear between order statistics.</summary>
    /// <param name="column">The column.</param>
    /// <param name="level">From 0 to 1.</param>
    /// <param name="members">[L], which is filled.</param>
    /// <returns>The same array.</returns>
    public static double[] Quantile(CpuColumn column, double level, double[] members)
    {
        for (var member = 0; member < Checked(column, members).Length; member++)
            members[member] = Quantile(column.Sorted(member * column.Count, column.Count), level);
        return members;
    }

    /// <summary>
    /// <see cref="Functions.Cholesky(Matrix)"/> of a row's matrix, in scratch memory that is used again for the next row.
    /// </summary>
    /// <param name="m">[k, k].</param>
    /// <param name="scratch">[2 k k].</param>
    /// <returns>The lower triangular matrix, whose numbers are the first of the scratch memory.</returns>
    public static Matrix Cholesky(Matrix m, double[] scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        var lower = scratch.AsMemory(0, m.Span.Length);
        var rest = scratch.AsSpan(m.Span.Length);
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
            throw new ArgumentException(
                $"Found a matrix of {given.Rows} x {given.Columns}; expected {Side(rows)} x {Side(columns)}.",
                name
            );
    }

    private static string Side(int? size) => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any number";

    private static ReadOnlySpan<double> All(CpuColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Numbers64(0, column.Rows);
    }

    private static double[] Checked(CpuColumn column, double[] members)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(members);
        return members.Length * column.Count == column.Rows
            ? members
            : throw new ArgumentException(
                $"Found room for {members.Length} members; expected {column.Rows / column.Count}.",
                nameof(members)
            );
    }

    // without an array of their own, which ColumnStatistics takes: a step allocates nothing
    private static double Mean(ReadOnlySpan<double> numbers)
    {
        var sum = 0.0;
        foreach (var number in numbers)
            sum += number;
        return sum / numbers.Length;
    }

    private static double Deviation(ReadOnlySpan<double> numbers)
    {
        var (mean, squares) = (Mean(numbers), 0.0);
        foreach (var number in numbers)
            squares += (number - mean) * (number - mean);
        return Math.Sqrt(squares / numbers.Length);
    }

    private static double Quantile(ReadOnlySpan<double> sorted, double level)
    {
        if (!(level >= 0 && level <= 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "Expected a level from 0 to 1.");
        if (double.IsNaN(sorted[0])) // what is no number is sorted first
            return double.NaN;
        var place = level * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
