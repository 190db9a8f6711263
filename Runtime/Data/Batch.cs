using static TorchSharp.torch;

namespace DeclarativeIL.Data;

/// <summary>Makes batches of rows that are in no data set.</summary>
public static class Batch
{
    /// <summary>A batch of the given rows, without the rounding to float32 that a data set does.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="rows">One row or more, of equal widths.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="device">Where; none means the CPU.</param>
    public static Batch<TRow> From<TRow>(IReadOnlyList<TRow> rows, ScalarType type, TorchSharp.torch.Device? device = null)
        where TRow : struct
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new ArgumentException("Found no row; expected one or more.", nameof(rows));
        var layout = RowLayout.Of<TRow>();
        var columns = new Tensor[layout.Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var values = Gather(rows, layout, i);
            long[] shape = layout.Columns[i].IsVector ? [rows.Count, values.Length / rows.Count] : [rows.Count];
            columns[i] = tensor(values, shape, type, device ?? CPU);
        }
        return new Batch<TRow>(rows.Count, columns);
    }

    private static double[] Gather<TRow>(IReadOnlyList<TRow> rows, RowLayout<TRow> layout, int column)
        where TRow : struct
    {
        Span<double> scalar = stackalloc double[1];
        var values = new List<double>();
        for (var row = 0; row < rows.Count; row++)
        {
            var found = layout.Read(rows[row], column, scalar);
            if (row > 0 && found.Length * row != values.Count)
                throw new ArgumentException(
                    $"Column {layout.Columns[column].Name}, row {row}: found {found.Length} numbers; expected {values.Count / row}.",
                    nameof(rows));
            values.AddRange(found);
        }
        return [.. values];
    }
}

/// <summary>Some rows of a data set as tensors, one a column.</summary>
/// <typeparam name="TRow">The row.</typeparam>
public sealed class Batch<TRow> : IDisposable
    where TRow : struct
{
    private readonly Tensor[] _columns;

    internal Batch(int count, Tensor[] columns)
    {
        Count = count;
        _columns = columns;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>The column of that name: [n, width] where it holds a <see cref="State"/> or an <see cref="Act"/>, else [n].</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Tensor this[string column] => _columns[RowLayout.Of<TRow>().IndexOf(column)];

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
    }
}
