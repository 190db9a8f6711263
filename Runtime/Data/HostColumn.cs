namespace DeclarativeIL.Data;

/// <summary>One column of a batch on the host, read in place: rows are looked up in the data set, not copied.</summary>
public sealed class HostColumn
{
    private readonly float[]? _source;                                   // of a data set that stays as it is, rows by number
    private readonly bool _isWritten;
    private double[]? _own;                                              // or numbers of its own, row after row
    private int _width;
    private readonly HostRows _rows;
    private double[] _wide = [];                                         // the batch in float64, where values are asked for
    private long _widened = -1;
    private double[] _sorted = [];
    private Act[]?[] _acts = [];

    internal HostColumn(string name, Column source, HostRows rows)
        => (Name, _source, _width, Parts, _rows) = (name, source.Buffer, source.Width, source.Parts, rows);

    internal HostColumn(string name, double[] own, int width, HostRows rows)
        => (Name, _own, _width, Parts, _rows) = (name, own, width, 1, rows);

    /// <summary>A column that is written anew for each batch, rows in their order.</summary>
    internal HostColumn(string name, HostRows rows)
        => (Name, _own, Parts, _rows, _isWritten) = (name, [], 1, rows, true);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Numbers per row.</summary>
    public int Width => _width;

    /// <summary>Acts per row where it holds several; else 1.</summary>
    public int Parts { get; }

    /// <summary>Rows of the present batch for each member.</summary>
    public int Count => _rows.Count;

    /// <summary>Rows of the present batch, those of all members one after the other.</summary>
    public int Rows => _rows.Numbers.Length;

    /// <summary>Row numbers of the present batch in the data set.</summary>
    internal ReadOnlySpan<int> Numbers => _rows.Numbers;

    /// <summary>The number of a row, of a column one number wide.</summary>
    public double this[int row] => _source is null ? _own![_rows[row]] : _source[_rows[row]];

    /// <summary>A component of a row.</summary>
    public double this[int row, int component]
    {
        get
        {
            var place = (_rows[row] * _width) + component;
            return _source is null ? _own![place] : _source[place];
        }
    }

    /// <summary>A row as a state; valid until the next batch.</summary>
    public State State(int row) => new(Wide(row));

    /// <summary>A row as an act; valid until the next batch. What is no number behind a short sequence is not part of it.</summary>
    public Act Act(int row) => new(Unpadded(Wide(row)));

    /// <summary>A row as several acts; valid until the next batch.</summary>
    public Acts Acts(int row)
    {
        var numbers = Wide(row);
        if (_acts.Length < Rows)
            Array.Resize(ref _acts, Rows);
        var acts = _acts[row] ??= new Act[Parts];
        for (var part = 0; part < Parts; part++)
            acts[part] = new(Unpadded(numbers.Slice(part * (_width / Parts), _width / Parts)));
        return new(acts);
    }

    /// <summary>The numbers of a row; valid until the next batch.</summary>
    public Vector Vector(int row) => new(Wide(row));

    /// <summary>Makes room for the present batch, in a column that is written anew for each.</summary>
    /// <param name="width">Numbers per row.</param>
    /// <exception cref="InvalidOperationException">The column is one of a data set.</exception>
    public void Open(int width)
    {
        if (!_isWritten)
            throw new InvalidOperationException($"Column {Name} is one of a data set; expected one that is written anew for each batch.");
        _width = width;
        if (_own!.Length < Rows * width)
            _own = new double[Rows * width];
    }

    /// <summary>Writes the number of a row, after <see cref="Open"/>.</summary>
    public void Set(int row, double value) => _own![row] = value;

    /// <summary>Writes a component of a row, after <see cref="Open"/>.</summary>
    public void Set(int row, int component, double value) => _own![(row * _width) + component] = value;

    /// <summary>Writes all rows, after <see cref="Open"/>.</summary>
    internal void Set(ReadOnlySpan<double> numbers) => numbers.CopyTo(_own.AsSpan(0, Rows * _width));

    /// <summary>Writes one number everywhere, after <see cref="Open"/>.</summary>
    internal void Set(double number) => _own.AsSpan(0, Rows * _width).Fill(number);

    /// <summary>Copies every row of one member in float32 to where a kernel wants them.</summary>
    /// <param name="member">The member.</param>
    /// <param name="target">The first row's first number, and what follows.</param>
    /// <param name="stride">Numbers from one row's first to the next row's.</param>
    internal void CopyTo(int member, Span<float> target, int stride)
    {
        var width = _width;
        var numbers = _rows.Numbers.Slice(member * Count, Count);
        if (_source is null)
            for (var i = 0; i < numbers.Length; i++)
                for (var k = 0; k < width; k++)
                    target[(i * stride) + k] = (float)_own![(numbers[i] * width) + k];
        else
            for (var i = 0; i < numbers.Length; i++)
                _source.AsSpan(numbers[i] * width, width).CopyTo(target[(i * stride)..]);
    }

    /// <summary>The numbers of some rows in float64, one row after the other.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many rows.</param>
    internal ReadOnlySpan<double> Numbers64(int first, int count) => Wide().Span.Slice(first * _width, count * _width);

    /// <summary>The same, from the smallest to the largest; valid until the next call.</summary>
    internal ReadOnlySpan<double> Sorted(int first, int count)
    {
        if (_sorted.Length < count * _width)
            _sorted = new double[Rows * _width];
        var sorted = _sorted.AsSpan(0, count * _width);
        Numbers64(first, count).CopyTo(sorted);
        sorted.Sort();
        return sorted;
    }

    private static ReadOnlyMemory<double> Unpadded(ReadOnlyMemory<double> act)
    {
        while (act.Length > 1 && double.IsNaN(act.Span[^1]) && !double.IsNaN(act.Span[0]))    // an act of nothing but NaN is no sequence
            act = act[..^1];
        return act;
    }

    private ReadOnlyMemory<double> Wide(int row) => Wide().Slice(row * _width, _width);

    private ReadOnlyMemory<double> Wide()
    {
        if (_isWritten)
            return _own;
        if (_widened != _rows.Batch)
            Widen(_width);
        return _wide;
    }

    private void Widen(int width)
    {
        if (_wide.Length < Rows * width)
            _wide = new double[Rows * width];
        for (var row = 0; row < Rows; row++)
            for (var k = 0; k < width; k++)
                _wide[(row * width) + k] = this[row, k];
        _widened = _rows.Batch;
    }
}
