using System.Runtime.Intrinsics;

namespace DeclarativeIL.Data;

/// <summary>One column of a batch on the host, read in place: rows are looked up in the data set, not copied.</summary>
public sealed class HostColumn
{
    private const int Long = 17;                                         // numbers from which on a call that copies them pays

    private readonly float[]? _source;                                   // of a data set that stays as it is, rows by number
    private readonly bool _isWritten;
    private double[]? _own;                                              // or numbers of its own, row after row
    private int _width;
    private readonly HostRows _rows;
    private double[] _wide = [];                                         // the batch in float64, where values are asked for
    private long _widened = -1;

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

    /// <summary>A row as an act; valid until the next batch.</summary>
    public Act Act(int row) => new(Wide(row));

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
        else if (width < Long)
            Short(numbers, width, target, stride);
        else
            for (var i = 0; i < numbers.Length; i++)
                _source.AsSpan(numbers[i] * width, width).CopyTo(target[(i * stride)..]);
    }

    /// <summary>Rows of a few numbers, without a call for each.</summary>
    private void Short(ReadOnlySpan<int> numbers, int width, Span<float> target, int stride)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = target.Slice(i * stride, width);
            var from = _source.AsSpan(numbers[i] * width, width);
            var k = 0;
            for (; k + 4 <= width; k += 4)
                Vector128.Create(from[k..]).CopyTo(row[k..]);
            for (; k < width; k++)
                row[k] = from[k];
        }
    }

    /// <summary>Copies the first numbers of some rows.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="target">[rows, width].</param>
    /// <param name="width">Numbers of each row, at most <see cref="Width"/>.</param>
    internal void CopyTo(int row, Span<double> target, int width)
    {
        var numbers = _rows.Numbers[row..];
        for (int place = 0, i = 0; place < target.Length; i++)
            for (int k = 0, from = numbers[i] * _width; k < width; k++, place++)
                target[place] = _source is null ? _own![from + k] : _source[from + k];
    }

    private ReadOnlyMemory<double> Wide(int row)
    {
        var width = Width;
        if (_widened != _rows.Batch)
            Widen(width);
        return _wide.AsMemory(row * width, width);
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

/// <summary>Which rows of a data set a batch holds; shared by its columns.</summary>
internal sealed class HostRows
{
    private int[] _numbers = [];
    private int _length;
    private int _ordered;                                                // how many of the numbers are their own places

    /// <summary>Rows for each member.</summary>
    public int Count { get; private set; }

    /// <summary>Counts batches, so that what was derived from one is not taken for the next one's.</summary>
    public long Batch { get; private set; }

    /// <summary>Row numbers, those of all members one after the other.</summary>
    public ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, _length);

    public int this[int row] => _numbers[row];

    /// <summary>Room for the numbers of the next batch.</summary>
    public Span<int> Next(int members, int count)
    {
        (_length, Count, _ordered) = (members * count, count, 0);
        if (_numbers.Length < _length)
            _numbers = new int[_length];
        Batch++;
        return _numbers.AsSpan(0, _length);
    }

    /// <summary>The rows of the next batch are numbered as they stand.</summary>
    public void InOrder(int members, int count)
    {
        var ordered = _ordered;
        var numbers = Next(members, count);
        if (ordered < numbers.Length)
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = i;
        _ordered = Math.Max(ordered, numbers.Length);
    }
}
