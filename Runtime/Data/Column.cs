namespace DeclarativeIL.Data;

/// <summary>
/// One column of a data set, row after row: every number as it was given. States and acts that float32 holds exactly, as
/// environments show them, take its four bytes a number, and eight from the first on that it does not. In a data set of
/// sequences, NaN fills up what is shorter.
/// </summary>
public sealed class Column
{
    private float[] _values = [];
    private double[]? _wide;                                             // in their place, once float32 is not enough

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
            return At((row * Width) + component);
        }
    }

    /// <summary>[n, width], row after row: a copy.</summary>
    public double[] ToArray()
    {
        var numbers = new double[Count * Width];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = At(i);
        return numbers;
    }

    internal RowColumn Row { get; }

    /// <summary>Numbers per act, or of the one thing there is; 0 while it is not known.</summary>
    internal int PartWidth { get; set; }

    /// <summary>Number of rows written.</summary>
    internal int Count { get; set; }

    /// <summary>Whether the numbers lie in <see cref="Wide"/>, in float64.</summary>
    internal bool IsWide => _wide is not null;

    /// <summary>The memory of a column that is not wide; another one after rows were added.</summary>
    internal float[] Narrow => _values;

    /// <summary>The memory of a wide column; another one after rows were added.</summary>
    internal double[] Wide => _wide!;

    /// <summary>Number <paramref name="index"/> of all.</summary>
    internal double At(int index) => _wide is null ? _values[index] : _wide[index];

    /// <summary>The shape of so many rows as a tensor.</summary>
    internal long[] Shape(params ReadOnlySpan<long> rows)
        => Row.IsSeveral ? [.. rows, Parts, PartWidth] : Row.IsVector ? [.. rows, PartWidth] : [.. rows];

    /// <summary>Makes room for rows behind the last; they count once <see cref="Count"/> says so.</summary>
    internal void Reserve(int rows)
    {
        var needed = checked((Count + rows) * Width);
        if (needed <= (_wide?.Length ?? _values.Length))
            return;
        var size = (int)Math.Clamp(2L * (_wide?.Length ?? _values.Length), Math.Max(needed, 16L * Width), Array.MaxLength);
        if (_wide is null)
            Array.Resize(ref _values, size);
        else
            Array.Resize(ref _wide, size);
    }

    /// <summary>The room behind the last row, for numbers that are float32; after <see cref="Reserve"/>.</summary>
    internal Span<float> Room(int rows)
        => _wide is null ? _values.AsSpan(Count * Width, rows * Width) : throw new InvalidOperationException($"Column {Name} holds float64 numbers.");

    /// <summary>Writes one number of a row behind the last, after <see cref="Reserve"/>.</summary>
    internal void Set(int row, int component, double value)
    {
        if (_wide is null && (float)value != value && !double.IsNaN(value))
            Widen();
        var place = (row * Width) + component;
        if (_wide is null)
            _values[place] = (float)value;
        else
            _wide[place] = value;
    }

    /// <summary>Makes every act wider, those written with padding.</summary>
    internal void Widen(int partWidth)
    {
        var (before, parts, size) = (PartWidth, Count * Parts, checked(Math.Max(Count * Parts, Parts) * partWidth));
        PartWidth = partWidth;
        if (_wide is null)
            _values = Padded(_values, parts, before, new float[size], partWidth, float.NaN);
        else
            _wide = Padded(_wide, parts, before, new double[size], partWidth, double.NaN);
    }

    /// <summary>Writes a row of a column, at most as wide, over one of this column for which there is room.</summary>
    internal void Copy(Column source, int from, int to)
    {
        if (source.IsWide && !IsWide)
            Widen();
        for (var part = 0; part < Parts; part++)
        {
            var (read, write) = ((from * Parts + part) * source.PartWidth, (to * Parts + part) * PartWidth);
            if (_wide is null)
                Padded(source._values.AsSpan(read, source.PartWidth), _values.AsSpan(write, PartWidth), float.NaN);
            else if (source._wide is not null)
                Padded(source._wide.AsSpan(read, source.PartWidth), _wide.AsSpan(write, PartWidth), double.NaN);
            else
                for (var i = 0; i < PartWidth; i++)
                    _wide[write + i] = i < source.PartWidth ? source._values[read + i] : double.NaN;
        }
    }

    /// <summary>The numbers of one row, an array an act.</summary>
    internal double[][] Row64(int index, bool padded)
    {
        var row = new double[Parts][];
        for (var part = 0; part < row.Length; part++)
        {
            var (start, width) = (index * Width + part * PartWidth, PartWidth);
            while (padded && double.IsNaN(At(start + width - 1)))
                width--;
            row[part] = new double[width];
            for (var i = 0; i < width; i++)
                row[part][i] = At(start + i);
        }
        return row;
    }

    private void Widen()
    {
        var wide = new double[_values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = _values[i];
        (_wide, _values) = (wide, []);
    }

    private static T[] Padded<T>(T[] old, int parts, int before, T[] room, int partWidth, T padding)
    {
        for (var part = 0; part < parts; part++)
            Padded(old.AsSpan(part * before, before), room.AsSpan(part * partWidth, partWidth), padding);
        return room;
    }

    private static void Padded<T>(ReadOnlySpan<T> values, Span<T> room, T padding)
    {
        values.CopyTo(room);
        room[values.Length..].Fill(padding);
    }
}
