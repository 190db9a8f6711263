using System.Globalization;

namespace DeclarativeIL.Data;

public sealed partial class Dataset<TRow>
{
    /// <summary>Puts a row behind the last; in a full ring, in the oldest one's place.</summary>
    /// <exception cref="ArgumentException">A number is not finite, or one of a state or an act not within the range of float32, or a
    /// column is not as wide as before; the data set stays as it was.</exception>
    public void Add(TRow row)
    {
        RequireWritable();
        var widths = Count == 0 ? Widths() : null; // a first row that is refused must not fix them
        try
        {
            for (var i = 0; i < _columns.Length; i++)
                Write(_columns[i], row, i); // behind the last, so that a refused row replaces none
        }
        catch when (widths is not null)
        {
            Rollback(0, widths);
            throw;
        }
        if (Count < _capacity)
            SetCount(Count + 1);
        else
            foreach (var column in _columns)
                column.Copy(column, Count, (int)(Written % _capacity));
        Written++;
    }

    /// <summary>Puts rows behind the last: all, or none where one is refused or the enumeration throws.</summary>
    /// <exception cref="ArgumentException">A row is refused, as by <see cref="Add"/>.</exception>
    public void AddRange(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RequireWritable();
        if (
            rows is Dataset<TRow> { IsStreamed: false } data
            && (HoldsSequences || !data.HoldsSequences)
            && (Images is null || data.Images is not null)
        )
            AddColumns(data);
        else if (Capacity is null)
            AddRows(rows);
        else
        {
            var staged = Alike(); // what is replaced could not be brought back
            staged.AddRows(rows);
            AddColumns(staged);
        }
    }

    /// <summary>The column of that name.</summary>
    internal Column ColumnOf(string name) => _columns[_layout.IndexOf(name)];

    /// <summary>Counts rows that were written behind the last; only without a capacity.</summary>
    internal void Commit(int rows)
    {
        SetCount(Count + rows);
        Written += rows;
    }

    private void AddRows(IEnumerable<TRow> rows)
    {
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

    /// <summary>Column by column, without making rows.</summary>
    private void AddColumns(Dataset<TRow> data)
    {
        if (data.Count == 0)
            return;
        var widths = Widths();
        try
        {
            for (var i = 0; i < _columns.Length; i++)
                Match(_columns[i], data._columns[i].Parts, data._columns[i].PartWidth, data._columns[i].PartWidth);
        }
        catch when (Count == 0)
        {
            Rollback(0, widths);
            throw;
        }
        var added = data.Count; // it may be this data set
        var count = (int)Math.Min((long)Count + added, _capacity);
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Reserve(count - Count, data._columns[i].NumbersOf(_columns[i].HoldsSequences ? added : count - Count));
            if (Written + added <= _capacity && _columns[i].CopyAll(data._columns[i], added))
                continue;
            for (var row = Math.Max(0, added - _capacity); row < added; row++)
                _columns[i].Copy(data._columns[i], row, (int)((Written + row) % _capacity));
        }
        SetCount(count);
        Written += added;
    }

    private void Write(Column column, TRow row, int index)
    {
        Span<double> scalar = stackalloc double[1];
        var parts = _layout.Parts(row, index);
        var (shortest, longest, numbers) = (int.MaxValue, 0, 0);
        for (var part = 0; part < parts; part++)
        {
            var length = _layout.Read(row, index, part, scalar).Length;
            (shortest, longest, numbers) = (Math.Min(shortest, length), Math.Max(longest, length), numbers + length);
        }
        Match(column, parts, shortest, longest);
        column.Reserve(1, numbers);
        for (var part = 0; part < parts; part++)
        {
            var found = _layout.Read(row, index, part, scalar);
            Check(column, found);
            column.Write(Count, part, found);
        }
    }

    /// <summary>Fixes the widths of a column that has none, widens one of sequences, and refuses what does not fit.</summary>
    private void Match(Column column, int parts, int shortest, int longest)
    {
        if (column.Parts == 0)
            column.Parts = parts;
        if (parts != column.Parts || parts == 0)
            throw new ArgumentException(
                $"Column {column.Name}, row {Count}: found {parts} acts; expected {(column.Parts == 0 ? "1 or more" : column.Parts)}."
            );
        if (column.PartWidth == 0)
            column.PartWidth = longest;
        else if (longest > column.PartWidth && column.HoldsSequences)
            column.PartWidth = longest;
        var fits = column.HoldsSequences ? shortest > 0 : shortest == column.PartWidth && longest == column.PartWidth && shortest > 0;
        if (fits)
            return;
        var found = shortest == column.PartWidth ? longest : shortest;
        var expected =
            column.PartWidth == 0 || column.HoldsSequences ? "1 or more" : column.PartWidth.ToString(CultureInfo.InvariantCulture);
        throw new ArgumentException($"Column {column.Name}, row {Count}: found {found} numbers; expected {expected}.");
    }

    private void Check(Column column, ReadOnlySpan<double> found)
    {
        for (var i = 0; i < found.Length; i++)
        {
            if (!(column.Row.IsVector ? float.IsFinite((float)found[i]) : double.IsFinite(found[i])))
                throw Refused(column, i, found[i], column.Row.IsVector ? "a finite number within the range of float32" : "a finite number");
            if (column.HoldsImages && !ImageSpace.TryDecode(found[i], out _))
                throw Refused(column, i, found[i], ImageSpace.Codes);
            if (
                !column.Row.IsVector
                && column.Row.Type != typeof(double)
                && column.Row.Type != typeof(float)
                && Math.Abs(found[i]) > Column.LargestWhole
            )
                throw Refused(column, i, found[i], "a whole number that float64 holds exactly, such as any up to 9007199254740991");
        }
    }

    /// <summary>Replaces a scalar column.</summary>
    internal void Replace(string column, ReadOnlySpan<double> values) => values[..Count].CopyTo(ColumnOf(column).Wide);

    private ArgumentException Refused(Column column, int component, double found, string expected)
    {
        var place = column.Row.IsVector ? $", component {component}" : "";
        var number = found.ToString("R", CultureInfo.InvariantCulture);
        return new ArgumentException($"Column {column.Name}, row {Count}{place}: found {number}; expected {expected}.");
    }

    private (int Parts, int PartWidth)[] Widths() => Array.ConvertAll(_columns, static column => (column.Parts, column.PartWidth));

    private void Rollback(int count, (int Parts, int PartWidth)[] widths)
    {
        SetCount(count);
        Written = count;
        for (var i = 0; i < widths.Length; i++)
            (_columns[i].Parts, _columns[i].PartWidth) = widths[i];
    }
}
