using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeclarativeIL.Randomness;

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
    private readonly RandomStream? _stream;                              // of a column of draws
    private ulong _first;                                                // the place of its first row

    internal HostColumn(string name, Column source, HostRows rows)
        => (Name, _source, _width, Parts, _rows) = (name, source.Buffer, source.Width, source.Parts, rows);

    internal HostColumn(string name, double[] own, int width, HostRows rows)
        => (Name, _own, _width, Parts, _rows) = (name, own, width, 1, rows);

    /// <summary>A column that is written anew for each batch, rows in their order.</summary>
    internal HostColumn(string name, HostRows rows)
        => (Name, _own, Parts, _rows, _isWritten) = (name, [], 1, rows, true);

    /// <summary>A column of draws: each row is a place of its own in a stream.</summary>
    internal HostColumn(string name, RandomStream stream, HostRows rows)
        : this(name, rows) => _stream = stream;

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

    /// <summary>The randomness of a row, in a column of draws.</summary>
    public Draw Draw(int row) => new(Stream.Key, _first + (ulong)row);

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

    /// <summary>Writes the numbers of a row, rows in their order; the first one says how wide the column is.</summary>
    /// <param name="row">Which.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <exception cref="ArgumentException">There are not as many as in the first row.</exception>
    public void Set(int row, ReadOnlySpan<double> numbers)
    {
        if (row == 0)
            Open(numbers.Length);
        if (numbers.Length != _width)
            throw new ArgumentException($"Column {Name}, row {row}: found {numbers.Length} numbers; expected {_width}, as in row 0.", nameof(numbers));
        numbers.CopyTo(_own.AsSpan(row * _width));
    }

    /// <summary>A column over the same rows, to be written.</summary>
    internal HostColumn Beside() => new(Name, _rows);

    /// <summary>Goes on to the draws of a step.</summary>
    /// <param name="first">The place of its first row.</param>
    internal void Start(ulong first) => _first = first;

    /// <summary>A row's uniform draw, in a column of draws.</summary>
    internal double UniformAt(int row, int component) => Stream.UniformAt(_first + (ulong)row, (ulong)component);

    /// <summary>A row's standard normal draw, in a column of draws.</summary>
    internal double GaussianAt(int row, int component) => Stream.GaussianAt(_first + (ulong)row, (ulong)component);

    private RandomStream Stream => _stream ?? throw new InvalidOperationException($"Column {Name} holds numbers; expected one of draws.");

    /// <summary>Copies every row of one member to where a kernel wants them.</summary>
    /// <typeparam name="T">The kernel's number.</typeparam>
    /// <param name="member">The member.</param>
    /// <param name="target">The first row's first number, and what follows.</param>
    /// <param name="stride">Numbers from one row's first to the next row's.</param>
    internal void CopyTo<T>(int member, Span<T> target, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = _rows.Numbers.Slice(member * Count, Count);
        if (_source is not null && typeof(T) == typeof(float))
            CopyFloats(numbers, MemoryMarshal.Cast<T, float>(target), stride);
        else
            for (var i = 0; i < numbers.Length; i++)
                for (int k = 0, from = numbers[i] * _width; k < _width; k++)
                    target[(i * stride) + k] = _source is null ? T.CreateTruncating(_own![from + k]) : T.CreateTruncating(_source[from + k]);
    }

    private void CopyFloats(ReadOnlySpan<int> numbers, Span<float> target, int stride)
    {
        var width = _width;
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = target.Slice(i * stride, width);
            var from = _source.AsSpan(numbers[i] * width, width);
            var k = 0;
            if (width >= Long)
                from.CopyTo(row);
            else
                for (; k + 4 <= width; k += 4)
                    Vector128.Create(from[k..]).CopyTo(row[k..]);
            for (; width < Long && k < width; k++)
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
