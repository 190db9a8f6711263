namespace DeclarativeIL.Data;

/// <summary>One column of a data set: float32 numbers, row after row. In a data set of sequences, NaN fills up what is shorter.</summary>
public sealed class Column
{
    private float[] _values = [];

    internal Column(RowColumn row)
    {
        Row = row;
        Parts = row.IsSeveral ? 0 : 1;
        PartWidth = row.IsVector ? 0 : 1;
    }

    /// <summary>Its name.</summary>
    public string Name => Row.Name;

    /// <summary>Numbers per row; 0 while it is not known, before the first row.</summary>
    public int Width => Parts * PartWidth;

    /// <summary>Acts per row of an <see cref="Acts"/> column (0 while it is not known); 1 of any other.</summary>
    public int Parts { get; internal set; }

    /// <summary>[n, width], row after row; valid until the data set changes.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count * Width);

    internal RowColumn Row { get; }

    /// <summary>Numbers per act, or of the one thing there is; 0 while it is not known.</summary>
    internal int PartWidth { get; set; }

    /// <summary>Number of rows written.</summary>
    internal int Count { get; set; }

    /// <summary>The shape of so many rows as a tensor.</summary>
    internal long[] Shape(params ReadOnlySpan<long> rows)
        => Row.IsSeveral ? [.. rows, Parts, PartWidth] : Row.IsVector ? [.. rows, PartWidth] : [.. rows];

    /// <summary>Room for rows behind the last; they count once <see cref="Count"/> says so.</summary>
    internal Span<float> Room(int rows)
    {
        var needed = checked((Count + rows) * Width);
        if (needed > _values.Length)
            Array.Resize(ref _values, (int)Math.Clamp(2L * _values.Length, Math.Max(needed, 16L * Width), Array.MaxLength));
        return _values.AsSpan(Count * Width, rows * Width);
    }

    /// <summary>The memory behind <see cref="Values"/>; another one after rows were added.</summary>
    internal float[] Buffer => _values;

    /// <summary>[n, width], to be written over.</summary>
    internal Span<float> Kept() => _values.AsSpan(0, Count * Width);

    /// <summary>Makes every act wider, those written with padding.</summary>
    internal void Widen(int partWidth)
    {
        var (old, before, parts) = (_values, PartWidth, Count * Parts);
        _values = new float[checked(Math.Max(parts, Parts) * partWidth)];
        PartWidth = partWidth;
        for (var part = 0; part < parts; part++)
            Fill(old.AsSpan(part * before, before), _values.AsSpan(part * partWidth, partWidth));
    }

    /// <summary>Writes a row of a column, at most as wide, over one of this column for which there is room.</summary>
    internal void Copy(Column source, int from, int to)
    {
        for (var part = 0; part < Parts; part++)
            Fill(source._values.AsSpan((from * Parts + part) * source.PartWidth, source.PartWidth),
                _values.AsSpan((to * Parts + part) * PartWidth, PartWidth));
    }

    /// <summary>The numbers of one row, an array an act.</summary>
    internal double[][] Row64(int index, bool padded)
    {
        var row = new double[Parts][];
        for (var part = 0; part < row.Length; part++)
        {
            var values = _values.AsSpan(index * Width + part * PartWidth, PartWidth);
            while (padded && float.IsNaN(values[^1]))
                values = values[..^1];
            row[part] = new double[values.Length];
            for (var i = 0; i < values.Length; i++)
                row[part][i] = values[i];
        }
        return row;
    }

    private static void Fill(ReadOnlySpan<float> values, Span<float> room)
    {
        values.CopyTo(room);
        room[values.Length..].Fill(float.NaN);
    }
}
