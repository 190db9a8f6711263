namespace DeclarativeIL.Data;

/// <summary>
/// One column of a data set, row after row: every number as it was given. States and acts that float32 holds exactly, as
/// environments show them, take its four bytes a number, and eight from the first on that it does not; encoded images one. Sequences of
/// unequal length lie one behind the other, each as long as it is; where they are asked for by place, NaN stands behind shorter ones.
/// </summary>
public sealed partial class Column
{
    private float[] _values = [];
    private double[]? _wide; // in their place, once float32 is not enough
    private StoredColumns? _stored; // where the numbers lie instead
    private int _place; // of the column, there

    internal Column(RowColumn row)
    {
        Row = row;
        Parts = row.IsSeveral ? 0 : 1;
        PartWidth = row.IsVector ? 0 : 1;
        _wide = row.IsVector ? null : [];
    }

    /// <summary>Its name.</summary>
    public string Name => Row.Name;

    /// <summary>Numbers per row; 0 while it is not known, before the first row.</summary>
    public int Width => Parts * PartWidth;

    /// <summary>Acts per row of an <see cref="Acts"/> column (0 while it is not known); 1 of any other.</summary>
    public int Parts { get; internal set; }

    /// <summary>A number of a row, as it was given.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <param name="component">From 0 to <see cref="Width"/> - 1.</param>
    public double this[int row, int component = 0]
    {
        get
        {
            if ((uint)row >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(row), row, $"Expected a row from 0 to {Count - 1}.");
            if ((uint)component >= (uint)Width)
                throw new ArgumentOutOfRangeException(nameof(component), component, $"Expected a component from 0 to {Width - 1}.");
            return At(row, component);
        }
    }

    /// <summary>[n, width], row after row: a copy, in which NaN stands behind sequences that are shorter than the longest.</summary>
    public double[] ToArray() => Padded<double>();

    internal RowColumn Row { get; }

    /// <summary>Numbers per act, or of the one thing there is; 0 while it is not known.</summary>
    internal int PartWidth { get; set; }

    /// <summary>Number of rows written.</summary>
    internal int Count { get; set; }

    /// <summary>True if the numbers lie in <see cref="Wide"/>, in float64.</summary>
    internal bool IsWide => _wide is not null;

    /// <summary>The numbers of a column that is not wide, all rows as long as the longest; another array after rows were added.</summary>
    internal float[] Narrow => IsUneven || HoldsImages && _stored is null ? Padded<float>() : InMemory(_values);

    /// <summary>The same of a wide column.</summary>
    internal double[] Wide => IsUneven ? Padded<double>() : InMemory(_wide!);

    /// <summary>The shape of so many rows as a tensor.</summary>
    internal long[] Shape(params ReadOnlySpan<long> rows) =>
        Row.IsSeveral ? [.. rows, Parts, PartWidth]
        : Row.IsVector ? [.. rows, PartWidth]
        : [.. rows];

    /// <summary>Makes space for rows behind the last; they count once <see cref="Count"/> says so.</summary>
    internal void Reserve(int rows) => Reserve(rows, checked(rows * Width));

    /// <summary>The same for rows of so many numbers together.</summary>
    internal void Reserve(int rows, int numbers)
    {
        if (_ends is not null && checked((Count + rows) * Parts) is var acts && acts > _ends.Length)
            Array.Resize(ref _ends, (int)Math.Clamp(2L * _ends.Length, Math.Max(acts, 16), Array.MaxLength));
        var (needed, has) = (checked(Numbers + numbers), _pixels?.Length ?? _wide?.Length ?? _values.Length);
        if (needed <= has)
            return;
        var size = (int)Math.Clamp(2L * has, Math.Max(needed, _ends is null ? 16L * Width : 16L), Array.MaxLength);
        if (_pixels is not null)
            Array.Resize(ref _pixels, size);
        else if (_wide is null)
            Array.Resize(ref _values, size);
        else
            Array.Resize(ref _wide, size);
    }

    /// <summary>The space behind the last row, for numbers that are float32; after <c>Reserve</c>.</summary>
    internal Span<float> Tail(int rows) =>
        _wide is null && !HoldsImages
            ? _values.AsSpan(Count * Width, rows * Width)
            : throw new InvalidOperationException($"Column {Name} holds {(HoldsImages ? "bytes" : "float64 numbers")}.");

    /// <summary>Writes one number of a row behind the last, of a column without sequences, after <c>Reserve</c>.</summary>
    internal void Set(int row, int component, double value)
    {
        if (_wide is null && (float)value != value)
            Widen();
        var place = (row * Width) + component;
        if (_wide is null)
            _values[place] = (float)value;
        else
            _wide[place] = value;
    }

    /// <summary>Writes one act, or the one thing there is, of a row behind the last, after <c>Reserve</c>; acts in their order.</summary>
    internal void Write(int row, int part, ReadOnlySpan<double> numbers)
    {
        if (_pixels is not null)
        {
            WriteImage(Open(row, part, numbers.Length), numbers);
            return;
        }
        for (var i = 0; i < numbers.Length && _wide is null; i++)
            if ((float)numbers[i] != numbers[i])
                Widen();
        var start = Open(row, part, numbers.Length);
        if (_wide is not null)
            numbers.CopyTo(_wide.AsSpan(start));
        else
            for (var i = 0; i < numbers.Length; i++)
                _values[start + i] = (float)numbers[i];
    }

    /// <summary>
    /// Writes a row of a column, of the same widths, over one of this column for which there is space; of sequences, over the next.
    /// </summary>
    internal void Copy(Column source, int from, int to)
    {
        if (source.IsWide && !IsWide)
            Widen();
        for (var part = 0; part < Parts; part++)
        {
            var (read, length) = source.Place(from, part);
            var write = Open(to, part, length);
            if (HoldsImages || source.HoldsImages)
                CopyImage(source, read, write, length);
            else if (_wide is null)
                source._values.AsSpan(read, length).CopyTo(_values.AsSpan(write));
            else if (source._wide is not null)
                source._wide.AsSpan(read, length).CopyTo(_wide.AsSpan(write));
            else
                for (var i = 0; i < length; i++)
                    _wide[write + i] = source._values[read + i];
        }
    }

    /// <summary>Writes the first rows of a column behind the last of this one, for which there is space, where both lie alike.</summary>
    /// <returns>Whether they do.</returns>
    internal bool CopyAll(Column source, int rows)
    {
        if (HoldsSequences || source.HoldsSequences || Kind != source.Kind)
            return false;
        var (start, numbers) = (Count * Width, rows * Width);
        if (_pixels is not null)
            source._pixels.AsSpan(0, numbers).CopyTo(_pixels.AsSpan(start));
        else if (_wide is not null)
            source._wide.AsSpan(0, numbers).CopyTo(_wide.AsSpan(start));
        else
            source._values.AsSpan(0, numbers).CopyTo(_values.AsSpan(start));
        return true;
    }

    /// <summary>The numbers of one row, an array an act.</summary>
    internal double[][] Row64(int index)
    {
        if (_stored?.Find(_place, index) is { } found)
            return found.Column.Row64(found.Row);
        var row = new double[Parts][];
        for (var part = 0; part < row.Length; part++)
        {
            row[part] = new double[Place(index, part).Length];
            CopyTo<double>(index, part, row[part]);
        }
        return row;
    }

    /// <summary>From now on the numbers are those in files.</summary>
    internal void StayIn(StoredColumns stored, int place) => (_stored, _place) = (stored, place);

    private T[] InMemory<T>(T[] numbers) =>
        _stored is null
            ? numbers
            : throw new NotSupportedException(
                $"Column {Name} is asked for as a whole, and is streamed from files; expected a data set in memory."
            );

    private void Widen()
    {
        var wide = new double[_values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = _values[i];
        (_wide, _values) = (wide, []);
    }
}
