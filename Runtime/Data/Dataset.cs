using System.Collections;
using System.Globalization;

namespace DeclarativeIL.Data;

/// <summary>Rows kept column by column in float32, growing at the end. Not safe for use by several threads at once.</summary>
/// <typeparam name="TRow">A <c>readonly record struct</c> marked with <see cref="RowAttribute"/>.</typeparam>
public sealed class Dataset<TRow> : IReadOnlyList<TRow>
    where TRow : struct
{
    private readonly RowLayout<TRow> _layout = RowLayout.Of<TRow>();
    private readonly Column[] _columns;

    /// <summary>An empty data set.</summary>
    /// <param name="widths">Numbers per row of <see cref="State"/> and <see cref="Act"/> columns; those not named take the
    /// first row's.</param>
    public Dataset(params ReadOnlySpan<(string Column, int Width)> widths)
    {
        _columns = [.. _layout.Columns.Select(static column => new Column(column, column.IsVector ? 0 : 1))];
        foreach (var (name, width) in widths)
        {
            var column = _columns[_layout.IndexOf(name)];
            if (width < 1 || (!column.Row.IsVector && width != 1))
                throw new ArgumentOutOfRangeException(
                    nameof(widths), width, $"Column {name}: expected a width of {(column.Row.IsVector ? "1 or more" : "1")}.");
            column.Width = width;
        }
    }

    /// <summary>A data set of the given rows.</summary>
    public Dataset(IEnumerable<TRow> rows)
        : this()
        => AddRange(rows);

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The columns, in the order of the row's positional parameters.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>Row <paramref name="index"/>, counted from 0, with the float32 numbers that were kept.</summary>
    public TRow this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected a row from 0 to {Count - 1}.");
            var values = new double[_columns.Length][];
            for (var i = 0; i < values.Length; i++)
                values[i] = _columns[i].Row64(index);
            return _layout.Make(values);
        }
    }

    /// <summary>Puts a row behind the last.</summary>
    /// <exception cref="ArgumentException">A number is not finite in float32, or a column is not as wide as before; the
    /// data set stays as it was.</exception>
    public void Add(TRow row)
    {
        Span<double> scalar = stackalloc double[1];
        var widths = Count == 0 ? Widths() : null;                       // a first row that is refused must not fix them
        try
        {
            for (var i = 0; i < _columns.Length; i++)
                Write(_columns[i], _layout.Read(row, i, scalar));
        }
        catch when (widths is not null)
        {
            Rollback(0, widths);
            throw;
        }
        SetCount(Count + 1);
    }

    /// <summary>Puts rows behind the last: all, or none where one is refused or the enumeration throws.</summary>
    /// <exception cref="ArgumentException">A row is refused, as by <see cref="Add"/>.</exception>
    public void AddRange(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (count, widths) = (Count, Widths());
        try
        {
            foreach (var row in rows)
                Add(row);
        }
        catch
        {
            Rollback(count, widths);
            throw;
        }
    }

    /// <summary>A new data set of the first <paramref name="count"/> rows, or of all where there are fewer.</summary>
    public Dataset<TRow> Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Copy(Enumerable.Range(0, Math.Min(count, Count)));
    }

    /// <summary>Two new data sets: the first <paramref name="count"/> rows in a random order, and the others.</summary>
    /// <param name="count">From 0 to <see cref="Count"/>.</param>
    /// <param name="random">Where the order comes from.</param>
    public (Dataset<TRow> First, Dataset<TRow> Others) Split(int count, Randomness.RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (count < 0 || count > Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Expected a number of rows from 0 to {Count}.");
        var order = Enumerable.Range(0, Count).ToArray();
        random.Shuffle<int>(order);
        return (Copy(order[..count]), Copy(order[count..]));
    }

    /// <summary>The rows that are there when the enumeration starts.</summary>
    public IEnumerator<TRow> GetEnumerator()
    {
        var count = Count;
        for (var i = 0; i < count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dataset<TRow> Copy(IEnumerable<int> rows)
    {
        var copy = new Dataset<TRow>();
        for (var i = 0; i < _columns.Length; i++)
            copy._columns[i].Width = _columns[i].Width;
        copy.AddRange(rows.Select(row => this[row]));
        return copy;
    }

    private void Write(Column column, ReadOnlySpan<double> found)
    {
        if (column.Width == 0)
            column.Width = found.Length;
        if (found.Length != column.Width || found.Length == 0)
            throw new ArgumentException(
                $"Column {column.Name}, row {Count}: found {found.Length} numbers; "
                + $"expected {(column.Width == 0 ? "1 or more" : column.Width)}.");
        var kept = column.Next();
        for (var i = 0; i < found.Length; i++)
        {
            kept[i] = (float)found[i];
            if (!float.IsFinite(kept[i]))
                throw Refused(column, i, found[i], "a finite number within the range of float32");
            if (column.Row.Type != typeof(double) && !column.Row.IsVector && kept[i] != found[i])
                throw Refused(column, i, found[i], "a whole number that float32 holds exactly, such as any up to 16777216");
        }
    }

    private ArgumentException Refused(Column column, int component, double found, string expected)
    {
        var place = column.Row.IsVector ? $", component {component}" : "";
        var number = found.ToString("R", CultureInfo.InvariantCulture);
        return new ArgumentException($"Column {column.Name}, row {Count}{place}: found {number}; expected {expected}.");
    }

    private int[] Widths() => Array.ConvertAll(_columns, static column => column.Width);

    private void Rollback(int count, int[] widths)
    {
        SetCount(count);
        for (var i = 0; i < widths.Length; i++)
            _columns[i].Width = widths[i];
    }

    private void SetCount(int count)
    {
        Count = count;
        foreach (var column in _columns)
            column.Count = count;
    }
}
