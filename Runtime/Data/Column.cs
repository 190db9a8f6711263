namespace DeclarativeIL.Data;

/// <summary>One column of a data set: float32 numbers, row after row.</summary>
public sealed class Column
{
    private float[] _values = [];

    internal Column(RowColumn row, int width)
    {
        Row = row;
        Width = width;
    }

    /// <summary>Its name.</summary>
    public string Name => Row.Name;

    /// <summary>Numbers per row; 0 while it is not known, before the first row.</summary>
    public int Width { get; internal set; }

    /// <summary>[n, width], row after row; valid until the data set grows.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, Count * Width);

    internal RowColumn Row { get; }

    /// <summary>Number of rows written.</summary>
    internal int Count { get; set; }

    /// <summary>Room for one more row behind the last; it counts once <see cref="Count"/> says so.</summary>
    internal Span<float> Next()
    {
        var needed = checked((Count + 1) * Width);
        if (needed > _values.Length)
            Array.Resize(ref _values, (int)Math.Clamp(2L * _values.Length, Math.Max(needed, 16L * Width), Array.MaxLength));
        return _values.AsSpan(Count * Width, Width);
    }

    /// <summary>The numbers of one row.</summary>
    internal double[] Row64(int index)
    {
        var row = new double[Width];
        for (var i = 0; i < Width; i++)
            row[i] = _values[index * Width + i];
        return row;
    }
}
