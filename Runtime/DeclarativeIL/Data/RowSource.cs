using System.Diagnostics.CodeAnalysis;

namespace DeclarativeIL.Data;

/// <summary>Rows that lie in files and are read piece by piece.</summary>
/// <typeparam name="TRow">The row.</typeparam>
internal abstract class RowSource<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>
    where TRow : struct
{
    /// <summary>All rows, in words: how many, and a hash of them.</summary>
    public abstract string Description { get; }

    /// <summary>The fewest rows that are shuffled together, but where there are not as many.</summary>
    public abstract int Window { get; }

    /// <summary>The first row of each piece, in their order.</summary>
    public abstract IReadOnlyList<int> Starts { get; }

    /// <summary>Number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>Reads a piece.</summary>
    /// <param name="piece">Which, from 0.</param>
    /// <returns>A data set of its rows, in memory.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public abstract Dataset<TRow> Read(int piece);
}

/// <summary>The columns of rows that lie in files, of which one piece is in memory at a time.</summary>
internal abstract class StoredColumns
{
    /// <summary>Finds a row of a column.</summary>
    /// <param name="column">The column's place.</param>
    /// <param name="row">The row, among all.</param>
    /// <returns>The column of the piece that the row is in, and its place there; valid until the next call.</returns>
    public abstract (Column Column, int Row) Find(int column, int row);
}

/// <summary>The same, of a source.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="source">Where the rows are.</param>
internal sealed class StoredColumns<[DynamicallyAccessedMembers(RowLayout.Members)] TRow>(RowSource<TRow> source) : StoredColumns
    where TRow : struct
{
    private readonly int[] _starts = [.. source.Starts];
    private Dataset<TRow>? _piece;
    private int _start,
        _end;

    /// <inheritdoc/>
    public override (Column Column, int Row) Find(int column, int row)
    {
        if (_piece is null || row < _start || row >= _end)
        {
            var found = Array.BinarySearch(_starts, row);
            var piece = found >= 0 ? found : ~found - 1;
            _piece = source.Read(piece);
            (_start, _end) = (_starts[piece], _starts[piece] + _piece.Count);
        }
        return ((Column)_piece.Columns[column], row - _start);
    }
}
